import { isObject } from '../define';
import { type Edge, ringEdges, visitOwnPairs } from './edges';
import { crosses, crossing, orderedCcw } from './predicates';
import {
  add,
  cross,
  dot,
  isPlace,
  ortho,
  type Place,
  same,
  scale,
  subtract,
  type Vector,
  vectorOf,
} from './vector';

/** A ring without its last point, its inside on the left and at most half of the sphere. */
export type Ring = readonly Vector[];

/** A shell and the holes in it, each as a ring with its own inside on the left. */
export interface Polygon {
  readonly shell: Ring;
  readonly holes: readonly Ring[];
}

const isPair = (value: unknown): value is Place => Array.isArray(value) && isPlace(value[0], value[1]);

const antipodal = (a: Vector, b: Vector): boolean => same(a, scale(b, -1));

function lineOf(value: unknown): Vector[] | null {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPair)) return null;
  const points = value.map(vectorOf);
  return points.some((point, at) => at > 0 && antipodal(point, points[at - 1] as Vector)) ? null : points;
}

/** What a shape is made of is worked out once while the rows have the same one. */
function remembered<T>(read: (value: Record<string, unknown>) => T | null): (value: unknown) => T | null {
  const known = new WeakMap<object, T | null>();
  return (value) => {
    if (!isObject(value)) return null;
    const found = known.get(value);
    if (found !== undefined) return found;
    const made = read(value);
    known.set(value, made);
    return made;
  };
}

const all = <T>(values: unknown, read: (value: unknown) => T | null): T[] | null => {
  if (!Array.isArray(values) || values.length === 0) return null;
  const made = values.map(read);
  return made.some((one) => one === null) ? null : (made as T[]);
};

/** The lines of a GeoJSON line, or null where it is none. */
export const linesOf = remembered((value) =>
  value.type === 'LineString'
    ? all([value.coordinates], lineOf)
    : value.type === 'MultiLineString'
      ? all(value.coordinates, lineOf)
      : null,
);

/** The polygons of a GeoJSON polygon, or null where it is none. */
export const polygonsOf = remembered((value) =>
  value.type === 'Polygon'
    ? all([value.coordinates], polygonOf)
    : value.type === 'MultiPolygon'
      ? all(value.coordinates, polygonOf)
      : null,
);

function polygonOf(value: unknown): Polygon | null {
  const rings = all(value, ringOf);
  const [shell, ...holes] = rings ?? [];
  return rings && shell && !conflict(rings) ? { shell, holes } : null;
}

function ringOf(value: unknown): Ring | null {
  if (!Array.isArray(value) || value.length < 4 || !value.every(isPair)) return null;
  const points = value.map(vectorOf);
  const last = points.pop() as Vector;
  if (!same(points[0] as Vector, last)) return null;
  if (new Set(points.map(String)).size < points.length) return null;
  if (ringEdges(points).some(({ a, b }) => antipodal(a, b))) return null;
  return areaOf(points) < 0 ? points.reverse() : points;
}

/** Whether edges of the rings of one polygon cross, or lie on each other. */
function conflict(rings: readonly Ring[]): boolean {
  const edges = rings.flatMap(ringEdges);
  return visitOwnPairs(edges, (i, j) => {
    const [p, q] = [edges[i] as Edge, edges[j] as Edge];
    const onEachOther = (same(p.a, q.a) && same(p.b, q.b)) || (same(p.a, q.b) && same(p.b, q.a));
    return onEachOther || crossing(p.a, p.b, q.a, q.b) > 0;
  });
}

/** The area of a triangle on the unit sphere, negative where it turns right. */
function triangleArea(a: Vector, b: Vector, c: Vector): number {
  const size = dot(a, cross(subtract(b, a), subtract(c, a)));
  return 2 * Math.atan2(size, 1 + dot(a, b) + dot(b, c) + dot(c, a));
}

/** What is left of a ring, less than the sphere: negative where that is more than half of it. */
export function areaOf(ring: Ring): number {
  const [first] = ring;
  if (!first) return 0;
  let sum = 0;
  for (let at = 2; at < ring.length; at++) {
    sum += triangleArea(first, ring[at - 1] as Vector, ring[at] as Vector);
  }
  const whole = 4 * Math.PI;
  if (sum > whole / 2) sum -= whole;
  if (sum < -whole / 2) sum += whole;
  return sum;
}

/** Any point of the sphere that is not likely to be a corner of something. */
const ORIGIN: Vector = [-0.0099994664350250197, 0.0025924542609324121, 0.99994664350250195];
const originInside = new WeakMap<Ring, boolean>();

/** Beyond this a point is certainly on one side of a great circle. */
const CERTAIN = 1e-14;

/** Whether the way from the origin to a point crosses a ring an odd number of times. */
function crossed(ring: Ring, point: Vector): boolean {
  const plane = cross(ORIGIN, point);
  let odd = false;
  let from = ring.at(-1) as Vector;
  let side = dot(plane, from);
  for (const to of ring) {
    const next = dot(plane, to);
    // Most edges are far to one side of the way.
    const apart = (side > CERTAIN && next > CERTAIN) || (side < -CERTAIN && next < -CERTAIN);
    if (!apart && crosses(ORIGIN, point, from, to)) odd = !odd;
    [from, side] = [to, next];
  }
  return odd;
}

/** Whether a point is left of a ring; of the points on its edges those that S2 counts. */
export function ringContains(ring: Ring, point: Vector): boolean {
  let inside = originInside.get(ring);
  if (inside === undefined) {
    const [a, b, c] = ring as readonly [Vector, Vector, Vector];
    inside = orderedCcw(ortho(b), a, c, b) !== crossed(ring, b);
    originInside.set(ring, inside);
  }
  return crossed(ring, point) !== inside;
}

const ringsOf = ({ shell, holes }: Polygon): readonly Ring[] => [shell, ...holes];

export const isCorner = (polygon: Polygon, point: Vector): boolean =>
  ringsOf(polygon).some((ring) => ring.some((corner) => same(corner, point)));

/** Whether a point is in a polygon; where polygons share a border, its points are in one of them only. */
function polygonContains(polygon: Polygon, point: Vector): boolean {
  if (outside(polygon, point)) return false;
  return ringContains(polygon.shell, point) && !polygon.holes.some((hole) => ringContains(hole, point));
}

export const anyContains = (polygons: readonly Polygon[], point: Vector): boolean =>
  polygons.some((polygon) => polygonContains(polygon, point));

interface Cap {
  readonly centre: Vector;
  readonly reach: number;
}
const caps = new WeakMap<Polygon, Cap>();

/** Whether a point is so far away from a polygon's middle that it cannot be in it. */
function outside(polygon: Polygon, point: Vector): boolean {
  let cap = caps.get(polygon);
  if (!cap) {
    cap = capOf(polygon.shell);
    caps.set(polygon, cap);
  }
  return dot(cap.centre, point) < cap.reach;
}

/** A cap around a ring; one that is no smaller than half of the sphere holds all of it. */
function capOf(ring: Ring): Cap {
  const sum = ring.reduce(add, [0, 0, 0]);
  const size = Math.hypot(...sum);
  if (size === 0) return { centre: [0, 0, 1], reach: -2 };
  const centre = scale(sum, 1 / size);
  const reach = Math.min(...ring.map((corner) => dot(centre, corner)));
  return { centre, reach: reach > 0.001 ? reach - 1e-14 : -2 };
}

export const allRings = (polygons: readonly Polygon[]): readonly Ring[] => polygons.flatMap(ringsOf);

/** The edges of polygons as they go around what is inside: holes turn right. */
export const boundaryOf = (polygons: readonly Polygon[]): Ring[] =>
  polygons.flatMap(({ shell, holes }) => [shell, ...holes.map((hole) => [...hole].reverse())]);
