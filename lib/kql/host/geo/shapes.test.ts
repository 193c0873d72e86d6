import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from './refuse';
import { number, run } from './testing';

const longitude = fc.double({ min: -179, max: 179, noNaN: true });
const latitude = fc.double({ min: -85, max: 85, noNaN: true });
const place = fc.tuple(longitude, latitude);

const near = fc.record({
  lng: fc.double({ min: -100, max: 100, noNaN: true }),
  lat: fc.double({ min: -60, max: 60, noNaN: true }),
  width: fc.double({ min: 0.01, max: 5, noNaN: true }),
  height: fc.double({ min: 0.01, max: 5, noNaN: true }),
});
type Box = { lng: number; lat: number; width: number; height: number };
const polygon = ({ lng, lat, width, height }: Box) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lng, lat],
      [lng + width, lat],
      [lng + width, lat + height],
      [lng, lat + height],
      [lng, lat],
    ],
  ],
});
const area = (shape: unknown): number => {
  const found = shape as { type: string; geometries?: unknown[] } | null;
  if (found?.type === 'GeometryCollection')
    return (found.geometries ?? []).reduce<number>((sum, one) => sum + area(one), 0);
  return found && /Polygon/.test(found.type) ? number('geo_polygon_area', found) : 0;
};

describe('distances', () => {
  it('are the same both ways, and no detour is shorter', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const distance = (p: readonly number[], q: readonly number[]): number =>
          number('geo_distance_2points', ...p, ...q, false);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 6);
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-6);
        const off = number('geo_distance_2points', ...a, ...b, true) - distance(a, b);
        expect(Math.abs(off)).toBeLessThanOrEqual(distance(a, b) * 0.01 + 1);
      }),
    );
  });

  it('to a shape are those to its nearest point', () => {
    fc.assert(
      fc.property(near, place, (box, at) => {
        const shape = polygon(box);
        const closest = (run('geo_closest_point_on_polygon', ...at, shape) as { coordinates: number[] })
          .coordinates;
        const direct = number('geo_distance_2points', ...at, ...closest, false);
        expect(number('geo_distance_point_to_polygon', ...at, shape)).toBeCloseTo(direct, 3);
      }),
    );
  });

  it('along a line lead back to their share', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [1, 1],
        [5, 2],
        [6, 8],
      ],
    };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const at = (run('geo_line_interpolate_point', line, share) as { coordinates: number[] }).coordinates;
        expect(number('geo_line_locate_point', line, ...at)).toBeCloseTo(share, 9);
      }),
    );
  });
});

describe('areas', () => {
  it('of a union and of what is common make those of both', () => {
    fc.assert(
      fc.property(near, near, (one, two) => {
        const [a, b] = [
          polygon(one),
          polygon({ ...two, lng: one.lng + two.width / 3, lat: one.lat + two.height / 3 }),
        ];
        const common = area(run('geo_intersection_2polygons', a, b));
        const whole = area(run('geo_union_polygons_array', [a, b])) + common;
        expect(whole / (area(a) + area(b))).toBeCloseTo(1, 9);
        expect(run('geo_intersects_2polygons', a, b)).toBe(common > 0);
      }),
    );
  });

  it('of a buffer hold the shape and what is near it', () => {
    fc.assert(
      fc.property(near, fc.integer({ min: 100, max: 50_000 }), (box, radius) => {
        const shape = polygon(box);
        const buffer = run('geo_polygon_buffer', shape, radius, radius / 20);
        expect(area(buffer)).toBeGreaterThan(area(shape));
        expect(run('geo_point_in_polygon', box.lng, box.lat, buffer)).toBe(true);
        const circle = area(run('geo_point_buffer', box.lng, box.lat, radius, radius / 50));
        expect(circle / (Math.PI * radius ** 2)).toBeGreaterThan(0.95);
        expect(circle / (Math.PI * radius ** 2)).toBeLessThan(1.05);
      }),
      { numRuns: 30 },
    );
  });

  it('do not depend on which way a ring goes', () => {
    fc.assert(
      fc.property(near, (box) => {
        const shape = polygon(box);
        const [ring = []] = shape.coordinates;
        const back = { type: 'Polygon', coordinates: [[...ring].reverse()] };
        expect(area(back) / area(shape)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('leave holes out', () => {
    const shape = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
          [0, 0],
        ],
        [
          [2, 2],
          [2, 4],
          [4, 4],
          [4, 2],
          [2, 2],
        ],
      ],
    };
    expect(run('geo_point_in_polygon', 3, 3, shape)).toBe(false);
    expect(run('geo_point_in_polygon', 1, 1, shape)).toBe(true);
    const joined = run('geo_union_polygons_array', [
      shape,
      polygon({ lng: 9, lat: 1, width: 3, height: 3 }),
    ]) as { coordinates: unknown[] };
    expect(joined.coordinates).toHaveLength(2);
    expect(run('geo_point_in_polygon', 3, 3, joined)).toBe(false);
  });
});

describe('simplification', () => {
  // An example of the documentation, with its result.
  it('leaves of a road its ends', () => {
    const road = [
      [-73.97033169865608, 40.789063020152824],
      [-73.97039607167244, 40.78897975920816],
      [-73.9704617857933, 40.78888837512432],
      [-73.97052884101868, 40.7887949601531],
      [-73.9706052839756, 40.788698498903564],
      [-73.97065222263336, 40.78862640672032],
      [-73.97072866559029, 40.78852791445617],
      [-73.97079303860664, 40.788434498977836],
    ];
    expect(run('geo_line_simplify', { type: 'LineString', coordinates: road }, 10)).toEqual({
      type: 'LineString',
      coordinates: [road[0], road.at(-1)],
    });
  });

  it('leaves corners that are a tolerance apart, with the whole border near them', () => {
    fc.assert(
      fc.property(near, fc.integer({ min: 10, max: 60 }), ({ lng, lat }, tolerance) => {
        const circle = run('geo_point_buffer', lng, lat, 1000, 1) as { coordinates: number[][][] };
        const made = run('geo_polygon_simplify', circle, tolerance) as { coordinates: number[][][] };
        const corners = made.coordinates[0]?.slice(1) ?? [];
        expect(corners.length).toBeLessThan((circle.coordinates[0]?.length ?? 0) - 1);
        for (const [at, corner] of corners.entries()) {
          for (const other of corners.slice(at + 1))
            expect(number('geo_distance_2points', ...corner, ...other, false)).toBeGreaterThan(tolerance);
        }
        const line = { type: 'LineString', coordinates: made.coordinates[0] };
        for (const point of circle.coordinates[0] ?? [])
          expect(number('geo_distance_point_to_line', ...point, line)).toBeLessThanOrEqual(tolerance * 1.1);
      }),
    );
  });

  it('leaves nothing where the tolerance is larger than the shape', () => {
    const shape = polygon({ lng: 1, lat: 1, width: 0.1, height: 0.1 });
    expect(run('geo_polygon_simplify', shape, 100_000)).toBeNull();
    expect(run('geo_polygon_simplify', shape, -0.1)).toBeNull();
  });
});

describe('what is no shape', () => {
  it.each([
    null,
    'x',
    { type: 'Polygon' },
    { type: 'Polygon', coordinates: [] },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [0, 0],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 91],
          [0, 0],
        ],
      ],
    },
  ])('is null: %j', (shape) => {
    expect(run('geo_polygon_area', shape)).toBeNull();
    expect(run('geo_point_in_polygon', 0.5, 0.5, shape)).toBeNull();
  });

  it('is refused by name where Kusto would have an answer that is not known', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 0.001],
        [2, 0],
      ],
    };
    const lines = { type: 'MultiLineString', coordinates: [line.coordinates, line.coordinates] };
    expect(() => run('geo_line_simplify', lines, 1000)).toThrow(Refused);
    expect(run('geo_line_simplify', line, -1)).toBeNull();
    expect(() =>
      run(
        'geo_line_densify',
        {
          type: 'LineString',
          coordinates: [
            [179, 0],
            [-179, 1],
          ],
        },
        10,
        false,
      ),
    ).toThrow(Refused);
  });

  it('is a place beyond the poles or without a number', () => {
    expect(run('geo_distance_2points', 300, 1, 1, 1, false)).toBeNull();
    expect(run('geo_distance_2points', 1, null, 1, 1, false)).toBeNull();
    expect(run('geo_point_in_circle', 1, 1, 1, 1, -1)).toBeNull();
  });
});
