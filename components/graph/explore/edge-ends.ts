import type { Place } from '@/lib/domain/investigation';
import { NODE } from './place';

/** How an edge is drawn between two places. */
interface EdgeEnds {
  readonly source: string;
  readonly target: string;
  /** Both ends are in one column: the edge runs as a bracket beside them. */
  readonly isBracket: boolean;
}

type Joined = { readonly source: string; readonly target: string };
type Point = readonly [x: number, y: number];

/** An edge from left to right, whatever its ties say: a line never runs through the nodes that it holds together. */
function edgeEnds({ source, target }: Joined, places: ReadonlyMap<string, Place>): EdgeEnds {
  const [a, b] = [places.get(source)?.x ?? 0, places.get(target)?.x ?? 0];
  const isBracket = Math.abs(a - b) < NODE.width;
  return a <= b ? { source, target, isBracket } : { source: target, target: source, isBracket };
}

/** A line from end to end; the two points between pull it into a curve. */
export interface EdgeLine {
  readonly from: Point;
  readonly pulls: readonly [Point, Point];
  readonly to: Point;
}

/** Where an edge runs; null where an end has no place. */
export function edgeLine(edge: Joined, places: ReadonlyMap<string, Place>): EdgeLine | null {
  const { source, target, isBracket } = edgeEnds(edge, places);
  const [a, b] = [places.get(source), places.get(target)];
  if (!a || !b) return null;
  const from: Point = [a.x + (isBracket ? 0 : NODE.width), a.y + NODE.height / 2];
  const to: Point = [b.x, b.y + NODE.height / 2];
  const bend = isBracket ? -40 : Math.max((to[0] - from[0]) / 2, 30);
  return {
    from,
    pulls: [
      [from[0] + bend, from[1]],
      [isBracket ? to[0] + bend : to[0] - bend, to[1]],
    ],
    to,
  };
}

const at = ([x, y]: Point): string => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;

/** The line as SVG writes it. */
export function edgePath({ from, pulls, to }: EdgeLine, isStraight = false): string {
  return isStraight ? `M${at(from)}L${at(to)}` : `M${at(from)} C${pulls.map(at).join(' ')} ${at(to)}`;
}

/** The middle of the line, for its words. */
export function edgeMiddle({ from, pulls: [a, b], to }: EdgeLine): Point {
  const middle = (axis: 0 | 1): number => (from[axis] + 3 * a[axis] + 3 * b[axis] + to[axis]) / 8;
  return [middle(0), middle(1)];
}
