import geographic from 'geographiclib-geodesic';
import { type HostFunction, host } from '../define';
import { lineMeetsPolygon, linesMeet, polygonsMeet } from './combine';
import {
  closestOnLines,
  closestOnPolygons,
  cornerAngle,
  type Lines,
  locate,
  toLines,
  toPolygons,
} from './measure';
import { anyContains, linesOf, type Polygon, polygonsOf } from './shape';
import { angleBetween, isPlace, RADIUS, type Vector, vectorOf } from './vector';
import { pointShape } from './write';

const RADIAN = Math.PI / 180;
const PAIR = ['real', 'real', 'real', 'real'] as const;

function distance(lng1: number, lat1: number, lng2: number, lat2: number, spheroid: boolean): number | null {
  if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2)) return null;
  if (spheroid) return geographic.Geodesic.WGS84.Inverse(lat1, lng1, lat2, lng2).s12 ?? null;
  return angleBetween(vectorOf([lng1, lat1]), vectorOf([lng2, lat2])) * RADIUS;
}

function azimuth(lng1: number, lat1: number, lng2: number, lat2: number): number | null {
  if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2) || (lng1 === lng2 && lat1 === lat2)) return null;
  const turn = (lng2 - lng1) * RADIAN;
  const [a, b] = [lat1 * RADIAN, lat2 * RADIAN];
  const found = Math.atan2(
    Math.sin(turn) * Math.cos(b),
    Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn),
  );
  return found < 0 ? found + 2 * Math.PI : found;
}

type Six = readonly [number, number, number, number, number, number];

/** The angle at the middle of three places. */
function angle(...[lng1, lat1, lng2, lat2, lng3, lat3]: Six): number | null {
  if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2) || !isPlace(lng3, lat3)) return null;
  const same = (lng1 === lng2 && lat1 === lat2) || (lng2 === lng3 && lat2 === lat3);
  return same ? null : cornerAngle(vectorOf([lng1, lat1]), vectorOf([lng2, lat2]), vectorOf([lng3, lat3]));
}

/** A function of a place and a line. */
const ofLine =
  (read: (point: Vector, lines: Lines) => unknown) =>
  (longitude: number, latitude: number, shape: unknown): unknown => {
    const lines = linesOf(shape);
    return lines && isPlace(longitude, latitude) ? read(vectorOf([longitude, latitude]), lines) : null;
  };

/** A function of a place and a polygon. */
const ofPolygon =
  (read: (point: Vector, polygons: readonly Polygon[]) => unknown) =>
  (longitude: number, latitude: number, shape: unknown): unknown => {
    const polygons = polygonsOf(shape);
    return polygons && isPlace(longitude, latitude) ? read(vectorOf([longitude, latitude]), polygons) : null;
  };

/** A function of two shapes, each read in its own way. */
const ofTwo =
  <A, B>(
    one: (shape: unknown) => A | null,
    two: (shape: unknown) => B | null,
    read: (a: A, b: B) => unknown,
  ) =>
  (first: unknown, second: unknown): unknown => {
    const [a, b] = [one(first), two(second)];
    return a !== null && b !== null ? read(a, b) : null;
  };

const AND_SHAPE = ['real', 'real', 'dynamic'] as const;
const SHAPES = ['dynamic', 'dynamic'] as const;

/** How far and in which direction places are of each other and of shapes, and which shapes meet. */
export const DISTANCE_HOST: readonly HostFunction[] = [
  host('geo_distance_2points', [...PAIR, 'bool'], 'real', distance),
  host('geo_azimuth', PAIR, 'real', azimuth),
  host('geo_angle', [...PAIR, 'real', 'real'], 'real', angle),
  host(
    'geo_point_in_circle',
    [...PAIR, 'real'],
    'bool',
    (lng1: number, lat1: number, lng2: number, lat2: number, radius: number | null) => {
      const away = distance(lng1, lat1, lng2, lat2, false);
      return away !== null && radius !== null && radius >= 0 ? away <= radius : null;
    },
  ),
  host(
    'geo_point_in_polygon',
    AND_SHAPE,
    'bool',
    ofPolygon((point, polygons) => anyContains(polygons, point)),
  ),
  host(
    'geo_distance_point_to_line',
    AND_SHAPE,
    'real',
    ofLine((point, lines) => toLines(point, lines) * RADIUS),
  ),
  host(
    'geo_distance_point_to_polygon',
    AND_SHAPE,
    'real',
    ofPolygon((point, polygons) => toPolygons(point, polygons) * RADIUS),
  ),
  host(
    'geo_closest_point_on_line',
    AND_SHAPE,
    'dynamic',
    ofLine((point, lines) => pointShape(closestOnLines(point, lines))),
  ),
  host(
    'geo_closest_point_on_polygon',
    AND_SHAPE,
    'dynamic',
    ofPolygon((point, polygons) => pointShape(closestOnPolygons(point, polygons))),
  ),
  host(
    'geo_line_locate_point',
    ['dynamic', 'real', 'real'],
    'real',
    (shape: unknown, longitude: number, latitude: number) => {
      const [line, ...more] = linesOf(shape) ?? [];
      if (!line || more.length > 0 || !isPlace(longitude, latitude)) return null;
      return locate(line, vectorOf([longitude, latitude]));
    },
  ),
  host('geo_intersects_2lines', SHAPES, 'bool', ofTwo(linesOf, linesOf, linesMeet)),
  host('geo_intersects_line_with_polygon', SHAPES, 'bool', ofTwo(linesOf, polygonsOf, lineMeetsPolygon)),
  host('geo_intersects_2polygons', SHAPES, 'bool', ofTwo(polygonsOf, polygonsOf, polygonsMeet)),
];
