import type { Polygon, Ring } from './shape';
import { type Place, placeOf, type Vector } from './vector';

export interface Shape {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: readonly Shape[];
}

export const pointShape = (point: Vector): Shape => ({ type: 'Point', coordinates: placeOf(point) });

const line = (points: readonly Vector[]): Place[] => points.map(placeOf);

function closed(ring: Ring): Place[] {
  const places = ring.map(placeOf);
  return places[0] ? [...places, places[0]] : places;
}

const rings = ({ shell, holes }: Polygon): Place[][] => [
  closed(shell),
  ...holes.map((hole) => closed([...hole].reverse())),
];

function oneOrMany<T>(type: string, all: readonly T[], write: (one: T) => unknown): Shape[] {
  const [first] = all;
  if (first === undefined) return [];
  return all.length === 1
    ? [{ type, coordinates: write(first) }]
    : [{ type: `Multi${type}`, coordinates: all.map(write) }];
}

export const pointShapes = (points: readonly Vector[]): Shape[] => oneOrMany('Point', points, placeOf);
export const lineShapes = (lines: readonly (readonly Vector[])[]): Shape[] =>
  oneOrMany('LineString', lines, line);
export const polygonShapes = (polygons: readonly Polygon[]): Shape[] => oneOrMany('Polygon', polygons, rings);

/** One shape as it is, several and none as a collection. */
export const collected = (shapes: readonly Shape[]): Shape =>
  shapes.length === 1 && shapes[0] ? shapes[0] : { type: 'GeometryCollection', geometries: shapes };
