import { type HostFunction, host, isObject } from '../define';
import { aroundLines, aroundPoint, aroundPolygons, bufferSteps } from './buffer';
import {
  apart,
  commonOfLineAndPolygon,
  commonOfLines,
  commonOfPolygons,
  edgesOfUnion,
  lineUnion,
  union,
} from './combine';
import { arePlaces, areTolerances, densified } from './densify';
import { ringEdges } from './edges';
import { along, areaOfPolygons, centreOfEdges, centreOfPolygons, type Lines, lengthOf } from './measure';
import { allRings, linesOf, type Polygon, polygonsOf } from './shape';
import { simplified, simplifiedLines } from './simplify';
import { isPlace, type Place, RADIUS, type Vector, vectorOf } from './vector';
import { fromText } from './wkt';
import { collected, lineShapes, pointShape, polygonShapes, type Shape } from './write';

const none = (shapes: readonly Shape[]): Shape | null => (shapes.length > 0 ? collected(shapes) : null);
const written = (polygons: readonly Polygon[]): Shape | null => none(polygonShapes(polygons));
const point = (at: Vector | null): Shape | null => at && pointShape(at);

const ofLines =
  <A extends unknown[]>(read: (lines: Lines, ...more: A) => unknown) =>
  (shape: unknown, ...more: A): unknown => {
    const lines = linesOf(shape);
    return lines && read(lines, ...more);
  };

const ofPolygons =
  <A extends unknown[]>(read: (polygons: readonly Polygon[], ...more: A) => unknown) =>
  (shape: unknown, ...more: A): unknown => {
    const polygons = polygonsOf(shape);
    return polygons && read(polygons, ...more);
  };

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

const all = <T>(shapes: unknown, read: (shape: unknown) => T | null): T[] | null => {
  if (!Array.isArray(shapes) || shapes.length === 0) return null;
  const made = shapes.map(read);
  return made.some((one) => one === null) ? null : (made as T[]);
};

function densifiedShape(shape: unknown, tolerance: number): Shape | null {
  if (!isObject(shape) || !areTolerances(tolerance)) return null;
  const line = (places: unknown): Vector[] => (arePlaces(places) ? densified(places, tolerance) : []);
  const lists = (depth: number, value: unknown): unknown =>
    depth === 0
      ? line(value)
          .map(pointShape)
          .map(({ coordinates }) => coordinates)
      : (value as unknown[]).map((one) => lists(depth - 1, one));
  const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[String(shape.type)];
  return depth === undefined
    ? null
    : { type: String(shape.type), coordinates: lists(depth, shape.coordinates) };
}

const DENSIFY = ['dynamic', 'real', 'bool'] as const;
const BUFFER = ['dynamic', 'real', 'real'] as const;
const SHAPES = ['dynamic', 'dynamic'] as const;

/** Lines and polygons: what they measure, and others made of them. */
export const SHAPE_HOST: readonly HostFunction[] = [
  host('geo_from_wkt', ['string'], 'dynamic', fromText),
  host(
    'geo_line_length',
    ['dynamic'],
    'real',
    ofLines((lines) => lengthOf(edgesOfUnion(lines)) * RADIUS),
  ),
  host(
    'geo_line_centroid',
    ['dynamic'],
    'dynamic',
    ofLines((lines) => point(centreOfEdges(edgesOfUnion(lines)))),
  ),
  host(
    'geo_line_interpolate_point',
    ['dynamic', 'real'],
    'dynamic',
    ofLines(([line, ...more], share: number) =>
      line && more.length === 0 && share >= 0 && share <= 1 ? pointShape(along(line, share)) : null,
    ),
  ),
  host(
    'geo_line_densify',
    DENSIFY,
    'dynamic',
    (shape: unknown, tolerance: number) => linesOf(shape) && densifiedShape(shape, tolerance),
  ),
  host(
    'geo_line_simplify',
    ['dynamic', 'real'],
    'dynamic',
    ofLines((lines, tolerance: number) => none(lineShapes(simplifiedLines(lines, tolerance) ?? []))),
  ),
  host(
    'geo_polygon_area',
    ['dynamic'],
    'real',
    ofPolygons((polygons) => areaOfPolygons(apart(polygons)) * RADIUS ** 2),
  ),
  host(
    'geo_polygon_perimeter',
    ['dynamic'],
    'real',
    ofPolygons((polygons) => lengthOf(allRings(apart(polygons)).flatMap(ringEdges)) * RADIUS),
  ),
  host(
    'geo_polygon_centroid',
    ['dynamic'],
    'dynamic',
    ofPolygons((polygons) => point(centreOfPolygons(apart(polygons)))),
  ),
  host(
    'geo_polygon_densify',
    DENSIFY,
    'dynamic',
    (shape: unknown, tolerance: number) => polygonsOf(shape) && densifiedShape(shape, tolerance),
  ),
  host(
    'geo_polygon_simplify',
    ['dynamic', 'real'],
    'dynamic',
    ofPolygons((polygons, tolerance: number) => written(simplified([polygons], tolerance) ?? [])),
  ),
  host(
    'geo_simplify_polygons_array',
    ['dynamic', 'real'],
    'dynamic',
    (shapes: unknown, tolerance: number) => {
      const sets = all(shapes, polygonsOf);
      return sets && written(simplified(sets, tolerance) ?? []);
    },
  ),
  host(
    'geo_point_buffer',
    ['real', 'real', 'real', 'real'],
    'dynamic',
    (longitude: number, latitude: number, radius: number, tolerance: number) => {
      const made = bufferSteps(radius, tolerance);
      return made && isPlace(longitude, latitude)
        ? written(aroundPoint(vectorOf([longitude, latitude] as Place), made))
        : null;
    },
  ),
  host(
    'geo_line_buffer',
    BUFFER,
    'dynamic',
    ofLines((lines, radius: number, tolerance: number) => {
      const made = bufferSteps(radius, tolerance);
      return made && written(aroundLines(lines, made));
    }),
  ),
  host(
    'geo_polygon_buffer',
    BUFFER,
    'dynamic',
    ofPolygons((polygons, radius: number, tolerance: number) => {
      const made = bufferSteps(radius, tolerance);
      return made && written(aroundPolygons(apart(polygons), made));
    }),
  ),
  host('geo_intersection_2lines', SHAPES, 'dynamic', ofTwo(linesOf, linesOf, commonOfLines)),
  host('geo_intersection_2polygons', SHAPES, 'dynamic', ofTwo(polygonsOf, polygonsOf, commonOfPolygons)),
  host(
    'geo_intersection_line_with_polygon',
    SHAPES,
    'dynamic',
    ofTwo(linesOf, polygonsOf, commonOfLineAndPolygon),
  ),
  host('geo_union_polygons_array', ['dynamic'], 'dynamic', (shapes: unknown) => {
    const sets = all(shapes, polygonsOf);
    return sets && written(union(sets.map(apart)));
  }),
  host('geo_union_lines_array', ['dynamic'], 'dynamic', (shapes: unknown) => {
    const sets = all(shapes, linesOf);
    return sets && none(lineUnion(sets.flat()).shapes);
  }),
];
