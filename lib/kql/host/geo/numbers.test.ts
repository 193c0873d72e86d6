import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonOf } from './json';
import { sign } from './predicates';
import { atan2, sinCos } from './trig';
import { vectorOf } from './vector';

const place = fc.tuple(
  fc.double({ min: -179, max: 179, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);

describe('numbers', () => {
  it('turn back into the angle that they come from', () => {
    fc.assert(
      fc.property(fc.double({ min: -3.14, max: 3.14, noNaN: true }), (angle) => {
        const [s, c] = sinCos(angle);
        expect(s).toBeCloseTo(Math.sin(angle), 15);
        expect(c).toBeCloseTo(Math.cos(angle), 15);
        expect(atan2(s, c)).toBeCloseTo(angle, 14);
      }),
    );
    expect(sinCos(2.5)).toEqual([0.5984721441039565, -0.8011436155469337]);
  });

  it('are written with digits that read as the same number', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (value) => {
        expect(Number(jsonOf(value))).toBe(value);
      }),
    );
    expect(jsonOf([10, 9.999999999999998, 40.764323000000005, 0, -0.5])).toBe(
      '[10.0,9.999999999999999,40.764323000000008,0.0,-0.5]',
    );
  });

  it('say the turn of three points also where they are next to on a line', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const [p, q, r] = [vectorOf(a), vectorOf(b), vectorOf(c)];
        expect(sign(p, q, r)).toBe(sign(q, r, p));
        expect(sign(p, q, r) + sign(p, r, q)).toBe(0);
      }),
    );
    const [p, q, r] = [vectorOf([0, 0]), vectorOf([1, 0]), vectorOf([2, 0])];
    expect(sign(p, q, r)).not.toBe(0);
    expect(sign(p, q, r)).toBe(-sign(r, q, p));
  });
});
