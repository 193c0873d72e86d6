import { type Edge, edgesOf, ringEdges, visitPairs } from './edges';
import type { Lines } from './measure';
import { noded } from './node';
import { overlay, type Step } from './overlay';
import { crossing } from './predicates';
import { allRings, anyContains, boundaryOf, isCorner, type Polygon } from './shape';
import { polygonsFrom } from './trace';
import { interpolate, type Vector } from './vector';
import { collected, lineShapes, pointShapes, polygonShapes, type Shape } from './write';

const corners = (polygons: readonly Polygon[]): number =>
  allRings(polygons).reduce((sum, { length }) => sum + length, 0);

const both = (first: readonly Polygon[], second: readonly Polygon[]): Polygon[] => {
  const { points, steps } = overlay([boundaryOf(first), boundaryOf(second)], ([a = 0, b = 0]) => a + b > 0);
  return polygonsFrom(points, steps);
};

/** One set of polygons of several: the two with the fewest corners become one until there is one. */
export function union(sets: readonly (readonly Polygon[])[]): readonly Polygon[] {
  const queue = sets.map((polygons) => ({ polygons, size: corners(polygons) }));
  queue.sort((p, q) => p.size - q.size);
  while (queue.length > 1) {
    const [one, two] = queue.splice(0, 2) as [(typeof queue)[0], (typeof queue)[0]];
    const size = one.size + two.size;
    const after = queue.findIndex((other) => other.size > size);
    const made = { polygons: both(one.polygons, two.polygons), size };
    queue.splice(after < 0 ? queue.length : after, 0, made);
  }
  return queue[0]?.polygons ?? [];
}

const unions = new WeakMap<object, readonly Polygon[]>();

/** The polygons of a shape as ones that do not overlap. */
export function apart(polygons: readonly Polygon[]): readonly Polygon[] {
  if (polygons.length < 2) return polygons;
  let made = unions.get(polygons);
  if (!made) {
    made = union(polygons.map((polygon) => [polygon]));
    unions.set(polygons, made);
  }
  return made;
}

/** Whether edges meet, at their ends or between them. */
const meet = (left: readonly Edge[], right: readonly Edge[]): boolean =>
  visitPairs(left, right, (i, j) => {
    const [p, q] = [left[i] as Edge, right[j] as Edge];
    return crossing(p.a, p.b, q.a, q.b) >= 0;
  });

const ringsEdges = (polygons: readonly Polygon[]): Edge[] => allRings(polygons).flatMap(ringEdges);

export const linesMeet = (first: Lines, second: Lines): boolean =>
  meet(first.flatMap(edgesOf), second.flatMap(edgesOf));

const holdsEnd = (polygons: readonly Polygon[], point: Vector | undefined): boolean =>
  point !== undefined && (anyContains(polygons, point) || polygons.some((one) => isCorner(one, point)));

export const lineMeetsPolygon = (lines: Lines, polygons: readonly Polygon[]): boolean =>
  meet(lines.flatMap(edgesOf), ringsEdges(polygons)) || lines.some(([first]) => holdsEnd(polygons, first));

export const polygonsMeet = (first: readonly Polygon[], second: readonly Polygon[]): boolean =>
  meet(ringsEdges(first), ringsEdges(second)) ||
  first.some(({ shell }) => holdsEnd(second, shell[0])) ||
  second.some(({ shell }) => holdsEnd(first, shell[0]));

/** What two sets of polygons have in common: areas, edges and points. */
export function commonOfPolygons(first: readonly Polygon[], second: readonly Polygon[]): Shape {
  const [one, two] = [apart(first), apart(second)];
  if (!polygonsMeet(one, two)) return collected([]);
  const { points, steps, seams, shared } = overlay(
    [boundaryOf(one), boundaryOf(two)],
    ([a = 0, b = 0]) => a > 0 && b > 0,
  );
  const lines = chains(seams);
  const used = new Set([...steps, ...seams].flatMap(({ from, to }) => [from, to]));
  const at = (index: number): Vector => points[index] as Vector;
  return collected([
    ...pointShapes(shared.filter((point) => !used.has(point)).map(at)),
    ...lineShapes(lines.map((line) => line.map(at))),
    ...polygonShapes(polygonsFrom(points, steps)),
  ]);
}

/** Pieces of lines that follow on each other as lines, the first edge of the input first. */
export function chains(steps: readonly Step[]): number[][] {
  const degree = new Map<number, { in: Step[]; out: Step[] }>();
  const at = (point: number) => {
    const known = degree.get(point) ?? { in: [], out: [] };
    degree.set(point, known);
    return known;
  };
  for (const step of steps) {
    at(step.from).out.push(step);
    at(step.to).in.push(step);
  }
  const goesOn = (point: number): Step | undefined => {
    const { in: into, out } = at(point);
    return into.length === 1 && out.length === 1 ? out[0] : undefined;
  };
  const left = new Set(steps);
  const lines: number[][] = [];
  const walk = (start: Step): void => {
    const line = [start.from];
    for (let step: Step | undefined = start; step && left.has(step); step = goesOn(step.to)) {
      left.delete(step);
      line.push(step.to);
    }
    lines.push(line);
  };
  const sorted = [...steps].sort((p, q) => p.id - q.id);
  for (const step of sorted) if (!goesOn(step.from)) walk(step);
  for (const step of sorted) if (left.has(step)) walk(step);
  return lines;
}

/** The parts of lines that are in polygons. */
export function commonOfLineAndPolygon(lines: Lines, polygons: readonly Polygon[]): Shape {
  const shapes = apart(polygons);
  if (!lineMeetsPolygon(lines, shapes)) return collected([]);
  const { points, pieces } = noded([boundaryOf(shapes)], lines);
  const border = new Set(
    pieces.filter(({ source }) => source === 0).flatMap(({ from, to }) => [`${from},${to}`, `${to},${from}`]),
  );
  const own = pieces.filter(({ source }) => source === 1);
  const at = (index: number): Vector => points[index] as Vector;
  const kept = own.filter(
    ({ from, to }) => border.has(`${from},${to}`) || anyContains(shapes, interpolate(at(from), at(to), 0.5)),
  );
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const touched = new Set([...border].map((key) => Number(key.split(',')[0])));
  const single = new Set(
    own.flatMap(({ from, to }) => [from, to]).filter((one) => touched.has(one) && !used.has(one)),
  );
  return collected([
    ...pointShapes([...single].map(at)),
    ...lineShapes(chains(distinct(kept)).map((line) => line.map(at))),
  ]);
}

/** Pieces that are in the list more than once, once. */
function distinct(steps: readonly Step[]): Step[] {
  const known = new Set<string>();
  return steps.filter(({ from, to }) => {
    const key = from < to ? `${from},${to}` : `${to},${from}`;
    const fresh = !known.has(key);
    known.add(key);
    return fresh;
  });
}

/** What lines have in common: pieces and points. */
export function commonOfLines(first: Lines, second: Lines): Shape {
  if (!linesMeet(first, second)) return collected([]);
  const { points, pieces } = noded([], first, second);
  const of = (source: number) => pieces.filter((piece) => piece.source === source);
  const key = ({ from, to }: Step): string => (from < to ? `${from},${to}` : `${to},${from}`);
  const [one, two] = [of(0), of(1)];
  const theirs = new Set(two.map(key));
  const kept = distinct(one.filter((piece) => theirs.has(key(piece))));
  const used = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const ends = new Set(two.flatMap(({ from, to }) => [from, to]));
  const single = new Set(
    one.flatMap(({ from, to }) => [from, to]).filter((end) => ends.has(end) && !used.has(end)),
  );
  const at = (index: number): Vector => points[index] as Vector;
  return collected([
    ...pointShapes([...single].map(at)),
    ...lineShapes(chains(kept).map((line) => line.map(at))),
  ]);
}

/** The edges of lines, each once, and the lines that they make. */
export function lineUnion(lines: Lines): { readonly edges: readonly Edge[]; readonly shapes: Shape[] } {
  const numbers = new Map<string, number>();
  const points: Vector[] = [];
  const number = (point: Vector): number => {
    const key = point.join(',');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, points.length);
    return points.push(point) - 1;
  };
  const kept = distinct(
    lines.flatMap(edgesOf).map(({ a, b }, id) => ({ from: number(a), to: number(b), id })),
  ).filter(({ from, to }) => from !== to);
  const at = (index: number): Vector => points[index] as Vector;
  return {
    edges: kept.map(({ from, to }) => ({ a: at(from), b: at(to) })),
    shapes: lineShapes(chains(kept).map((line) => line.map(at))),
  };
}

/** The edges of a line as they are; those of several lines each once. */
export const edgesOfUnion = (lines: Lines): readonly Edge[] =>
  lines.length === 1 ? lines.flatMap(edgesOf) : lineUnion(lines).edges;
