import { type Edge, ringEdges } from './edges';
import { type Noded, noded } from './node';
import { crosses, sign } from './predicates';
import { refused } from './refuse';
import type { Ring } from './shape';
import { add, interpolate, norm, scale, unit, type Vector } from './vector';

/** An undirected piece: how often each input has it, forwards less backwards, and the input edge that it first comes from. */
interface Side {
  readonly from: number;
  readonly to: number;
  readonly net: number[];
  readonly used: number[];
  readonly ids: readonly [forward: number[], backward: number[]];
  left?: readonly number[];
}

/** A directed piece of the result. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly id: number;
}

export interface Overlay {
  readonly points: readonly Vector[];
  /** The border of what is kept, which lies on its left. */
  readonly steps: readonly Step[];
  /** Pieces that more than one input has while neither of their sides is kept. */
  readonly seams: readonly Step[];
  /** Points that a piece of every input touches. */
  readonly shared: readonly number[];
}

/**
 * Lays shapes over each other. Each is rings with what they hold on the left; `keep` says of how often a place is inside
 * of each whether it is in the result.
 */
export function overlay(
  sources: readonly (readonly Ring[])[],
  keep: (windings: readonly number[]) => boolean,
): Overlay {
  const net = noded(sources);
  const sides = sidesOf(net, sources.length);
  wind(net, sides, sources);
  const steps: Step[] = [];
  const seams: Step[] = [];
  for (const side of sides) {
    const left = keep(side.left as number[]);
    const right = keep((side.left as number[]).map((value, at) => value - (side.net[at] as number)));
    const ids = (way: readonly number[]): number => Math.min(...(way.length > 0 ? way : side.ids.flat()));
    if (left && !right) steps.push({ from: side.from, to: side.to, id: ids(side.ids[0]) });
    if (right && !left) steps.push({ from: side.to, to: side.from, id: ids(side.ids[1]) });
    if (!left && !right && side.used.every((count) => count > 0)) {
      seams.push({ from: side.from, to: side.to, id: Math.min(...side.ids.flat()) });
    }
  }
  return { points: net.points, steps, seams, shared: sharedOf(net, sources.length) };
}

function sidesOf({ pieces }: Noded, count: number): Side[] {
  const found = new Map<string, Side>();
  for (const { from, to, source, id } of pieces) {
    const key = from < to ? `${from},${to}` : `${to},${from}`;
    let side = found.get(key);
    if (!side) {
      side = { from, to, net: zeros(count), used: zeros(count), ids: [[], []] };
      found.set(key, side);
    }
    const forward = side.from === from;
    side.net[source] = (side.net[source] as number) + (forward ? 1 : -1);
    side.used[source] = (side.used[source] as number) + 1;
    side.ids[forward ? 0 : 1].push(id);
  }
  return [...found.values()];
}

const zeros = (count: number): number[] => new Array<number>(count).fill(0);

function sharedOf({ pieces }: Noded, count: number): number[] {
  const touched = new Map<number, Set<number>>();
  for (const { from, to, source } of pieces) {
    for (const point of [from, to]) {
      const of = touched.get(point) ?? new Set<number>();
      touched.set(point, of.add(source));
    }
  }
  return [...touched].filter(([, of]) => of.size === count).map(([point]) => point);
}

/** How often the left of every side is inside of each input: told once for each chain, the same along it. */
function wind(
  { points, pieces }: Noded,
  sides: readonly Side[],
  sources: readonly (readonly Ring[])[],
): void {
  const edges = sources.map((rings) => rings.flatMap(ringEdges));
  const outside = farFrom(points);
  const owners = new Map<string, Set<number>>();
  const offsets = edges.map((_, at) => edges.slice(0, at).reduce((sum, { length }) => sum + length, 0));
  for (const { from, to, id } of pieces) {
    const key = from < to ? `${from},${to}` : `${to},${from}`;
    owners.set(key, (owners.get(key) ?? new Set<number>()).add(id));
  }
  const at = new Map<number, Side[]>();
  for (const side of sides) {
    for (const point of [side.from, side.to]) at.set(point, [...(at.get(point) ?? []), side]);
  }
  const count = (side: Side): readonly number[] => {
    const [a, b] = [points[side.from] as Vector, points[side.to] as Vector];
    const middle = unit(interpolate(a, b, 0.5));
    const key = side.from < side.to ? `${side.from},${side.to}` : `${side.to},${side.from}`;
    const own = owners.get(key) as Set<number>;
    const onLeft = sign(a, b, outside) >= 0;
    return edges.map((list, source) => {
      const seen = windings(outside, middle, list, (index) => own.has((offsets[source] as number) + index));
      return onLeft ? seen : seen + (side.net[source] as number);
    });
  };
  for (const side of sides) {
    if (side.left) continue;
    side.left = count(side);
    const queue = [side];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const point of [next.from, next.to]) {
        const around = at.get(point) as Side[];
        const [one, two] = around;
        if (around.length !== 2 || !one || !two) continue;
        const other = one === next ? two : one;
        if (other.left) continue;
        other.left = carried(next, other, point);
        queue.push(other);
      }
    }
  }
}

/** What is left of the next side of a chain, by what is left of the one before it. */
function carried(side: Side, next: Side, point: number): readonly number[] {
  const straight = (side.to === point) === (next.from === point);
  const left = side.left as readonly number[];
  if (straight) return left;
  return left.map((value, at) => value - (side.net[at] as number));
}

/** How often rings go around a point that a place outside of them all sees. */
function windings(
  outside: Vector,
  point: Vector,
  edges: readonly Edge[],
  skip: (index: number) => boolean,
): number {
  let sum = 0;
  edges.forEach(({ a, b }, index) => {
    if (skip(index) || !crosses(outside, point, a, b)) return;
    sum += sign(a, b, outside) > 0 ? -1 : 1;
  });
  return sum;
}

/** A place on the other side of the earth. Shapes that are so large that none is outside of them are refused. */
function farFrom(points: readonly Vector[]): Vector {
  const sum = points.reduce(add, [0.000_000_011, 0.000_000_017, 0.000_000_013]);
  const size = norm(sum);
  const far = scale(unit(sum), -1);
  const near = points.some((point) => point[0] * far[0] + point[1] * far[1] + point[2] * far[2] > -0.01);
  if (size < 1e-6 || near)
    throw refused('A shape that does not fit into half of the earth, in this function,');
  return far;
}
