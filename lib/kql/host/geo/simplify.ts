import { apart, chains, union } from './combine';
import { edgesOf, ringEdges } from './edges';
import type { Lines } from './measure';
import { refused } from './refuse';
import { allRings, boundaryOf, type Polygon } from './shape';
import { snapped } from './snap';
import { straightened } from './straighten';
import { polygonsFrom } from './trace';
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
  const radius = tolerance / RADIUS;
  if (within(allRings(polygons).flat(), radius)) return null;
  if (sets.length > 1) throw refused('A simplification of several polygons together');
  const edges = boundaryOf(polygons).flatMap(ringEdges);
  const net = snapped(edges, radius);
  return polygonsFrom(net.sites, straightened(edges, net, radius));
}

/** Lines with fewer points; null where the tolerance is none or leaves nothing. */
export function simplifiedLines(lines: Lines, tolerance: number): Lines | null {
  if (!isTolerance(tolerance)) return null;
  const radius = tolerance / RADIUS;
  if (within(lines.flat(), radius)) return null;
  if (lines.length > 1) throw refused('A simplification of several lines together');
  if (tolerance === 0) return lines;
  const edges = lines.flatMap(edgesOf);
  const net = snapped(edges, radius);
  return chains(straightened(edges, net, radius)).map((line) => line.map((at) => net.sites[at] as Vector));
}
