import { refused } from './refuse';
import { dot, interpolate, isPlace, type Place, RADIUS, subtract, type Vector, vectorOf } from './vector';

/** Where on an edge it is furthest from the straight line of a map, and how much of that the estimate sees. */
const AT = 0.31215691082248315;
const SEEN = 0.8382999256988851;
/** Longer edges are always cut. */
const RIGHT_ANGLE = -1e-14;

const between = (p: Place, q: Place, share: number): Place => [
  (1 - share) * p[0] + share * q[0],
  (1 - share) * p[1] + share * q[1],
];

/** The square of the straight distance. */
const chord = (a: Vector, b: Vector): number => {
  const difference = subtract(a, b);
  return Math.min(4, dot(difference, difference));
};

function error(p: Place, a: Vector, q: Place, b: Vector): number {
  if (dot(a, b) < RIGHT_ANGLE) return Number.POSITIVE_INFINITY;
  const off = (share: number): number => chord(interpolate(a, b, share), vectorOf(between(p, q, share)));
  return Math.max(off(AT), off(1 - AT));
}

/** The points of a line that is straight on a map, as geodesics that are not further from it than a tolerance in metres. */
export function densified(line: readonly Place[], tolerance: number): Vector[] {
  const limit = (2 * Math.sin((SEEN * Math.max(tolerance / RADIUS, 1e-13)) / 2)) ** 2;
  const [first] = line;
  if (!first) return [];
  const points = [vectorOf(first)];
  const cut = (p: Place, a: Vector, q: Place, b: Vector): void => {
    if (error(p, a, q, b) <= limit) {
      points.push(b);
      return;
    }
    const middle = between(p, q, 0.5);
    const at = vectorOf(middle);
    cut(p, a, middle, at);
    cut(middle, at, q, b);
  };
  for (let next = 1; next < line.length; next++) {
    const [p, q] = [line[next - 1] as Place, line[next] as Place];
    if (Math.abs(p[0] - q[0]) > 180) {
      throw refused('A line over the antimeridian, in a function that densifies,');
    }
    cut(p, vectorOf(p), q, vectorOf(q));
  }
  return points;
}

export const areTolerances = (tolerance: number): boolean => tolerance >= 0.1 && tolerance <= 10_000;

export const arePlaces = (places: unknown): places is Place[] =>
  Array.isArray(places) && places.every((one) => Array.isArray(one) && isPlace(one[0], one[1]));
