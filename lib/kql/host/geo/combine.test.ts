import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { number, run } from './testing';

describe('a union', () => {
  const step = fc.integer({ min: 0, max: 8 });
  const corner = fc.tuple(step, step).map(([x, y]) => [10 + x / 2, 45 + y / 2] as const);
  const triangle = fc
    .tuple(corner, corner, corner)
    .map(([a, b, c]) => ({ type: 'Polygon', coordinates: [[a, b, c, a]] }))
    .filter((shape) => number('geo_polygon_area', shape) > 1);
  const at = fc.double({ min: 0, max: 4, noNaN: true, noDefaultInfinity: true });

  it('holds what one of its polygons holds, also where they share corners and edges', () => {
    fc.assert(
      fc.property(fc.array(triangle, { minLength: 2, maxLength: 5 }), at, at, (all, x, y) => {
        const place = [10 + x, 45 + y];
        // On a border it may be either.
        fc.pre(
          all.every(({ coordinates: [ring] }) => {
            const border = { type: 'LineString', coordinates: ring };
            return number('geo_distance_point_to_line', ...place, border) > 0.01;
          }),
        );
        const one = all.some((shape) => run('geo_point_in_polygon', ...place, shape));
        expect(run('geo_point_in_polygon', ...place, run('geo_union_polygons_array', all))).toBe(one);
      }),
    );
  });
});
