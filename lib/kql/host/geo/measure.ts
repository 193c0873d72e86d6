import { distanceTo, type Edge, edgesOf, nearestOf, ringEdges } from './edges';
import { allRings, anyContains, areaOf, type Polygon, type Ring } from './shape';
import {
  add,
  angleBetween,
  dot,
  interpolate,
  norm,
  scale,
  stableCross,
  subtract,
  unit,
  type Vector,
} from './vector';

export type Lines = readonly (readonly Vector[])[];

const lineEdges = (lines: Lines): Edge[] => lines.flatMap(edgesOf);

const edgesCache = new WeakMap<object, Edge[]>();

/** The edges of a shape, made once while the rows have the same one. */
function shapeEdges(shape: object, make: () => Edge[]): Edge[] {
  let edges = edgesCache.get(shape);
  if (!edges) {
    edges = make();
    edgesCache.set(shape, edges);
  }
  return edges;
}

const ofLines = (lines: Lines): Edge[] => shapeEdges(lines, () => lineEdges(lines));
const ofPolygons = (polygons: readonly Polygon[]): Edge[] =>
  shapeEdges(polygons, () => allRings(polygons).flatMap(ringEdges));

function least(point: Vector, edges: readonly Edge[]): number {
  let found = Number.POSITIVE_INFINITY;
  for (const edge of edges) found = Math.min(found, distanceTo(point, edge));
  return found;
}

/** In radians, as all lengths here. */
export const toLines = (point: Vector, lines: Lines): number => least(point, ofLines(lines));

export const toPolygons = (point: Vector, polygons: readonly Polygon[]): number =>
  anyContains(polygons, point) ? 0 : least(point, ofPolygons(polygons));

function closest(point: Vector, edges: readonly Edge[]): Vector {
  let [found, away] = [point, Number.POSITIVE_INFINITY];
  for (const edge of edges) {
    const place = nearestOf(point, edge);
    const distance = angleBetween(point, place);
    if (distance < away) [found, away] = [place, distance];
  }
  return found;
}

export const closestOnLines = (point: Vector, lines: Lines): Vector => closest(point, ofLines(lines));
export const closestOnPolygons = (point: Vector, polygons: readonly Polygon[]): Vector =>
  anyContains(polygons, point) ? point : closest(point, ofPolygons(polygons));

export const lengthOf = (edges: readonly Edge[]): number =>
  edges.reduce((sum, { a, b }) => sum + angleBetween(a, b), 0);

/** How far along a line its nearest point to a point is, as a share of its length. */
export function locate(line: readonly Vector[], point: Vector): number | null {
  const edges = edgesOf(line);
  let [before, at, away] = [0, 0, Number.POSITIVE_INFINITY];
  for (const edge of edges) {
    const place = nearestOf(point, edge);
    const distance = angleBetween(point, place);
    if (distance < away) [away, at] = [distance, before + angleBetween(edge.a, place)];
    before += angleBetween(edge.a, edge.b);
  }
  return before === 0 ? null : Math.min(1, at / before);
}

/** The point at a share of a line's length. */
export function along(line: readonly Vector[], share: number): Vector {
  let rest = share * lengthOf(edgesOf(line));
  for (const { a, b } of edgesOf(line)) {
    const length = angleBetween(a, b);
    if (rest < length) return interpolate(a, b, rest / length);
    rest -= length;
  }
  return line.at(-1) as Vector;
}

/** The middle of edges, each with the weight of its length; null where there is none. */
export function centreOfEdges(edges: readonly Edge[]): Vector | null {
  let sum: Vector = [0, 0, 0];
  for (const { a, b } of edges) {
    const [difference, total] = [subtract(a, b), add(a, b)];
    const width = dot(total, total);
    if (width > 0) sum = add(sum, scale(total, Math.sqrt(dot(difference, difference) / width)));
  }
  return norm(sum) === 0 ? null : unit(sum);
}

/** A triangle's middle with the weight of its area, negative where it turns right. */
function centreOfTriangle(a: Vector, b: Vector, c: Vector): Vector {
  const ratio = (p: Vector, q: Vector): number => {
    const angle = 2 * Math.asin(Math.min(1, norm(subtract(p, q)) / 2));
    return angle === 0 ? 1 : angle / Math.sin(angle);
  };
  const [ra, rb, rc] = [ratio(b, c), ratio(c, a), ratio(a, b)];
  const [x, y, z] = [0, 1, 2].map((at) => {
    const first = a[at] as number;
    return [first, (b[at] as number) - first, (c[at] as number) - first];
  }) as [number[], number[], number[]];
  const r = [ra, rb - ra, rc - ra];
  const mixed = (p: number[], q: number[]): number => {
    const [p0 = 0, p1 = 0, p2 = 0] = p;
    const [q0 = 0, q1 = 0, q2 = 0] = q;
    const [r0 = 0, r1 = 0, r2 = 0] = r;
    return (p1 * q2 - p2 * q1) * r0 + (p2 * q0 - p0 * q2) * r1 + (p0 * q1 - p1 * q0) * r2;
  };
  return [mixed(y, z) / 2, mixed(z, x) / 2, mixed(x, y) / 2];
}

function centreOfRing(ring: Ring): Vector {
  const first = ring[0] as Vector;
  let sum: Vector = [0, 0, 0];
  for (let at = 2; at < ring.length; at++) {
    sum = add(sum, centreOfTriangle(first, ring[at - 1] as Vector, ring[at] as Vector));
  }
  return sum;
}

/** The middle of polygons that do not overlap. */
export function centreOfPolygons(polygons: readonly Polygon[]): Vector | null {
  let sum: Vector = [0, 0, 0];
  for (const { shell, holes } of polygons) {
    sum = add(sum, centreOfRing(shell));
    for (const hole of holes) sum = subtract(sum, centreOfRing(hole));
  }
  return norm(sum) === 0 ? null : unit(sum);
}

/** The area of polygons that do not overlap, on a sphere of radius one. */
export const areaOfPolygons = (polygons: readonly Polygon[]): number =>
  polygons.reduce(
    (sum, { shell, holes }) => sum + areaOf(shell) - holes.reduce((inner, hole) => inner + areaOf(hole), 0),
    0,
  );

/** The angle at B on the sphere. */
export const cornerAngle = (a: Vector, b: Vector, c: Vector): number =>
  angleBetween(stableCross(a, b), stableCross(c, b));
