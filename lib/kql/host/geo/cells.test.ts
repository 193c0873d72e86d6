import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, cellOf, centreOf, cornersOf, tokenOf } from './s2cell';
import { ringContains } from './shape';
import { run } from './testing';
import { vectorOf } from './vector';

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -89.9, max: 89.9, noNaN: true });

describe('cells of S2', () => {
  it('are told by a point in them, and tell it', () => {
    fc.assert(
      fc.property(longitude, latitude, fc.integer({ min: 0, max: 30 }), (lng, lat, level) => {
        const cell = cellAt(vectorOf([lng, lat]), level);
        expect(cellOf(tokenOf(cell))).toEqual(cell);
        expect(cellAt(centreOf(cell), level)).toEqual(cell);
      }),
    );
  });

  it('hold the points that are in them', () => {
    fc.assert(
      fc.property(longitude, latitude, fc.integer({ min: 1, max: 20 }), (lng, lat, level) => {
        const corners = cornersOf(cellAt(vectorOf([lng, lat]), level));
        expect(ringContains(corners, centreOf(cellAt(vectorOf([lng, lat]), level)))).toBe(true);
      }),
    );
  });

  it('are neighbours of their neighbours, over the edges of the cube too', () => {
    fc.assert(
      fc.property(longitude, latitude, fc.integer({ min: 1, max: 30 }), (lng, lat, level) => {
        const token = String(run('geo_point_to_s2cell', lng, lat, level));
        const near = run('geo_s2cell_neighbors', token) as string[];
        expect(near.length === 8 || near.length === 7).toBe(true);
        for (const one of near) expect(run('geo_s2cell_neighbors', one)).toContain(token);
      }),
    );
  });

  it('know no token that is none', () => {
    for (const token of ['', 'a', 'x', '88d9b0000000000000', '0', 'ffffffffffffffff']) {
      expect(run('geo_s2cell_to_central_point', token)).toBeNull();
    }
    expect(run('geo_point_to_s2cell', 181, 0, 5)).toBe('');
    expect(run('geo_point_to_s2cell', 1, 1, 31)).toBe('');
  });

  it('cover a polygon: every point of it is in one of them', () => {
    const shape = {
      type: 'Polygon',
      coordinates: [
        [
          [10, 10],
          [14, 11],
          [13, 15],
          [9, 13],
          [10, 10],
        ],
      ],
    };
    const cells = new Set(run('geo_polygon_to_s2cells', shape, 8, 0) as string[]);
    fc.assert(
      fc.property(
        fc.double({ min: 9, max: 14, noNaN: true }),
        fc.double({ min: 10, max: 15, noNaN: true }),
        (lng, lat) => {
          if (run('geo_point_in_polygon', lng, lat, shape) !== true) return;
          expect(cells.has(String(run('geo_point_to_s2cell', lng, lat, 8)))).toBe(true);
        },
      ),
    );
    const wider = new Set(run('geo_polygon_to_s2cells', shape, 8, 50_000) as string[]);
    for (const cell of cells) expect(wider.has(cell)).toBe(true);
    expect(wider.size).toBeGreaterThan(cells.size);
  });
});

describe('cells of H3 and geohashes', () => {
  it('are among the children of their parent', () => {
    fc.assert(
      fc.property(longitude, latitude, fc.integer({ min: 1, max: 15 }), (lng, lat, level) => {
        const cell = String(run('geo_point_to_h3cell', lng, lat, level));
        expect(run('geo_h3cell_level', cell)).toBe(level);
        const parent = run('geo_h3cell_parent', cell, null);
        if (level > 1) expect(run('geo_h3cell_children', parent, null)).toContain(cell);
      }),
    );
  });

  it('hold their own middle', () => {
    fc.assert(
      fc.property(longitude, fc.double({ min: -80, max: 80, noNaN: true }), (lng, lat) => {
        const hash = String(run('geo_point_to_geohash', lng, lat, 7));
        const at = (run('geo_geohash_to_central_point', hash) as { coordinates: [number, number] })
          .coordinates;
        expect(run('geo_point_to_geohash', ...at, 7)).toBe(hash);
        expect(run('geo_point_in_polygon', ...at, run('geo_geohash_to_polygon', hash))).toBe(true);
        const cell = String(run('geo_point_to_h3cell', lng, lat, 5));
        const middle = (run('geo_h3cell_to_central_point', cell) as { coordinates: [number, number] })
          .coordinates;
        expect(run('geo_point_to_h3cell', ...middle, 5)).toBe(cell);
      }),
    );
  });
});
