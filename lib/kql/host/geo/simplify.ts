import { apart, union } from './combine';
import type { Lines } from './measure';
import { refused } from './refuse';
import { allRings, type Polygon } from './shape';
import { angleBetween, RADIUS, type Vector } from './vector';

const MOST = 7_800_000;

const isTolerance = (tolerance: number): boolean => tolerance >= 0 && tolerance < MOST;

/** Whether all points are within a distance of each other: the first of them takes the others up. */
const within = (points: readonly Vector[], distance: number): boolean =>
  points.every((one, at) => points.slice(at + 1).every((other) => angleBetween(one, other) < distance));

/** Polygons with fewer corners; null where the tolerance is none or leaves nothing. */
export function simplified(
  sets: readonly (readonly Polygon[])[],
  tolerance: number,
): readonly Polygon[] | null {
  if (!isTolerance(tolerance)) return null;
  const polygons = union(sets.map(apart));
  if (tolerance === 0) return polygons;
  if (within(allRings(polygons).flat(), tolerance / RADIUS)) return null;
  throw refused('A tolerance that leaves a part of the corners, in geo_polygon_simplify(),');
}

export function simplifiedLines(lines: Lines, tolerance: number): Lines | null {
  if (!isTolerance(tolerance)) return null;
  if (within(lines.flat(), tolerance / RADIUS)) return null;
  if (tolerance === 0 && lines.length === 1) return lines;
  throw refused('A tolerance that leaves a part of the points, in geo_line_simplify(),');
}
