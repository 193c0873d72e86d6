import { atan2, sinCos } from './trig';

/** A point of the sphere as a vector of length one. */
export type Vector = readonly [x: number, y: number, z: number];
export type Place = readonly [longitude: number, latitude: number];

/** The earth as a sphere, in metres. */
export const RADIUS = 6_371_010;
const RADIAN = Math.PI / 180;

export const isPlace = (longitude: unknown, latitude: unknown): boolean =>
  typeof longitude === 'number' &&
  typeof latitude === 'number' &&
  Math.abs(longitude) <= 180 &&
  Math.abs(latitude) <= 90;

export function vectorOf([longitude, latitude]: Place): Vector {
  const [z, c] = sinCos(latitude * RADIAN);
  const [y, x] = sinCos(longitude * RADIAN);
  return [x * c, y * c, z];
}

export const placeOf = ([x, y, z]: Vector): Place => [
  atan2(y, x) * (180 / Math.PI),
  atan2(z, Math.sqrt(x * x + y * y)) * (180 / Math.PI),
];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const norm = (a: Vector): number => Math.sqrt(dot(a, a));
export const same = (a: Vector, b: Vector): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

export function unit(a: Vector): Vector {
  const size = norm(a);
  return size === 0 ? a : [a[0] / size, a[1] / size, a[2] / size];
}

/** Perpendicular to both; exact to the last digits also for neighbours, where a plain product loses them. */
export const stableCross = (a: Vector, b: Vector): Vector => cross(add(a, b), subtract(b, a));

export const angleBetween = (a: Vector, b: Vector): number => Math.atan2(norm(cross(a, b)), dot(a, b));

/** The point that far (radians) from `a` towards `b`. */
function towards(a: Vector, b: Vector, distance: number): Vector {
  const tangent = unit(cross(stableCross(a, b), a));
  return unit(add(scale(a, Math.cos(distance)), scale(tangent, Math.sin(distance))));
}

/** The point from `origin` in a direction perpendicular to it. */
export const onRay = (origin: Vector, direction: Vector, distance: number): Vector =>
  unit(add(scale(origin, Math.cos(distance)), scale(direction, Math.sin(distance))));

export function interpolate(a: Vector, b: Vector, fraction: number): Vector {
  if (fraction === 0) return a;
  if (fraction === 1) return b;
  return towards(a, b, fraction * angleBetween(a, b));
}

/** Some direction perpendicular to a point, the same whenever it is asked. */
export function ortho(a: Vector): Vector {
  let k = a.map(Math.abs).indexOf(Math.max(...a.map(Math.abs))) - 1;
  if (k < 0) k = 2;
  const away: [number, number, number] = [0.012, 0.0053, 0.00457];
  away[k] = 1;
  return unit(cross(a, away));
}
