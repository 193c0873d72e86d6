import {
  add,
  angleBetween,
  cross,
  dot,
  norm,
  same,
  scale,
  stableCross,
  subtract,
  unit,
  type Vector,
} from './vector';

export interface Edge {
  readonly a: Vector;
  readonly b: Vector;
}

/** The edges of a line. */
export const edgesOf = (line: readonly Vector[]): Edge[] =>
  line.slice(1).map((b, at) => ({ a: line[at] as Vector, b }));

/** The edges of a ring that does not repeat its first point. */
export const ringEdges = (ring: readonly Vector[]): Edge[] =>
  ring.map((a, at) => ({ a, b: ring[(at + 1) % ring.length] as Vector }));

interface Box {
  readonly index: number;
  readonly low: Vector;
  readonly high: Vector;
}

function boxOf({ a, b }: Edge, index: number): Box {
  const chord = subtract(a, b);
  const middle = Math.sqrt(Math.max(0, 1 - dot(chord, chord) / 4));
  const bulge = 1 - middle + 1e-14;
  const side = (pick: (...of: number[]) => number, by: number): Vector => [
    pick(a[0], b[0]) + by,
    pick(a[1], b[1]) + by,
    pick(a[2], b[2]) + by,
  ];
  return { index, low: side(Math.min, -bulge), high: side(Math.max, bulge) };
}

const meet = (p: Box, q: Box): boolean =>
  p.low[1] <= q.high[1] && q.low[1] <= p.high[1] && p.low[2] <= q.high[2] && q.low[2] <= p.high[2];

/** Pairs of edges that may touch, by a sweep over their boxes; ends where the visitor says true. */
export function visitPairs(
  left: readonly Edge[],
  right: readonly Edge[],
  visit: (left: number, right: number) => boolean,
): boolean {
  const boxes = [
    ...left.map((edge, index) => ({ box: boxOf(edge, index), mine: true })),
    ...right.map((edge, index) => ({ box: boxOf(edge, index), mine: false })),
  ].sort((p, q) => p.box.low[0] - q.box.low[0]);
  let open: { box: Box; mine: boolean }[] = [];
  for (const next of boxes) {
    open = open.filter(({ box }) => box.high[0] >= next.box.low[0]);
    for (const other of open) {
      if (other.mine === next.mine || !meet(other.box, next.box)) continue;
      const [mine, theirs] = next.mine ? [next, other] : [other, next];
      if (visit(mine.box.index, theirs.box.index)) return true;
    }
    open.push(next);
  }
  return false;
}

/** Pairs of edges of one list that may touch, each once. */
export const visitOwnPairs = (
  edges: readonly Edge[],
  visit: (first: number, second: number) => boolean,
): boolean => visitPairs(edges, edges, (i, j) => i < j && visit(i, j));

/** Where two edges that cross do so. */
export function meeting({ a, b }: Edge, { a: c, b: d }: Edge): Vector {
  const found = unit(cross(unit(stableCross(a, b)), unit(stableCross(c, d))));
  const near = add(add(a, b), add(c, d));
  return dot(found, near) < 0 ? scale(found, -1) : found;
}

/** The point of an edge that is nearest to a point. */
export function nearestOf(point: Vector, { a, b }: Edge): Vector {
  if (same(point, a) || same(a, b)) return a;
  if (same(point, b)) return b;
  const plane = unit(stableCross(a, b));
  const foot = unit(subtract(point, scale(plane, dot(point, plane))));
  if (dot(cross(plane, a), foot) > 0 && dot(cross(b, plane), foot) > 0) return foot;
  return chord(point, a) <= chord(point, b) ? a : b;
}

const chord = (a: Vector, b: Vector): number => norm(subtract(a, b));

export const distanceTo = (point: Vector, edge: Edge): number => angleBetween(point, nearestOf(point, edge));
