import { type HostFunction, host, isObject } from './define';
import { isPlace } from './geohash';

/** The earth as a sphere, as S2 has it. */
const RADIUS = 6_371_010;
const RADIAN = Math.PI / 180;

type Place = readonly [longitude: number, latitude: number];
type Vector = readonly [number, number, number];

const vector = ([lng, lat]: Place): Vector => {
  const c = Math.cos(lat * RADIAN);
  return [c * Math.cos(lng * RADIAN), c * Math.sin(lng * RADIAN), Math.sin(lat * RADIAN)];
};
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const norm = (a: Vector): number => Math.sqrt(dot(a, a));
const angleBetween = (a: Vector, b: Vector): number => Math.atan2(norm(cross(a, b)), dot(a, b));
const unit = (a: Vector): Vector => {
  const size = norm(a) || 1;
  return [a[0] / size, a[1] / size, a[2] / size];
};

const distance = (a: Place, b: Place): number => angleBetween(vector(a), vector(b)) * RADIUS;

/** The place of a segment that is nearest to a point, and how far along it that is. */
function nearest(point: Vector, a: Vector, b: Vector): { readonly away: number; readonly along: number } {
  const plane = cross(a, b);
  const length = angleBetween(a, b);
  const foot = unit(cross(plane, cross(point, plane)));
  const inside = norm(plane) > 0 && dot(cross(plane, a), foot) >= 0 && dot(cross(b, plane), foot) >= 0;
  if (inside) return { away: angleBetween(point, foot), along: angleBetween(a, foot) };
  const [first, second] = [angleBetween(point, a), angleBetween(point, b)];
  return first <= second ? { away: first, along: 0 } : { away: second, along: length };
}

const isPair = (value: unknown): value is Place =>
  Array.isArray(value) &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number' &&
  isPlace(value[0], value[1]);

/** The lines of a GeoJSON line, or null where it is none. */
function linesOf(value: unknown): Place[][] | null {
  if (!isObject(value)) return null;
  const lines =
    value.type === 'LineString'
      ? [value.coordinates]
      : value.type === 'MultiLineString'
        ? value.coordinates
        : null;
  if (!Array.isArray(lines)) return null;
  const valid = lines.every((line) => Array.isArray(line) && line.length >= 2 && line.every(isPair));
  return valid ? (lines as Place[][]) : null;
}

/** The polygons of a GeoJSON polygon, each a list of rings that end where they begin. */
function polygonsOf(value: unknown): Place[][][] | null {
  if (!isObject(value)) return null;
  const all =
    value.type === 'Polygon' ? [value.coordinates] : value.type === 'MultiPolygon' ? value.coordinates : null;
  if (!Array.isArray(all)) return null;
  const valid = all.every((rings) => Array.isArray(rings) && rings.length > 0 && rings.every(isRing));
  return valid ? (all as Place[][][]) : null;
}

function isRing(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 4 || !value.every(isPair)) return false;
  return String(value[0]) === String(value.at(-1)) && new Set(value.map(String)).size >= 3;
}

const segments = (line: readonly Place[]): [Vector, Vector][] =>
  line.slice(1).map((place, at) => [vector(line[at] as Place), vector(place)]);

/** Whether a place is inside of a ring: the turns that the ring makes around it. */
function insideRing(point: Vector, ring: readonly Place[]): boolean {
  let turned = 0;
  for (const [a, b] of segments(ring)) {
    const [x, y] = [cross(point, a), cross(point, b)];
    turned += Math.atan2(dot(point, cross(x, y)), dot(x, y));
  }
  return Math.abs(turned) > Math.PI;
}

const insidePolygons = (point: Vector, polygons: readonly Place[][][]): boolean =>
  polygons.some(
    ([outer, ...holes]) =>
      outer && insideRing(point, outer) && !holes.some((hole) => insideRing(point, hole)),
  );

const toLines = (point: Vector, lines: readonly Place[][]): number =>
  Math.min(...lines.flatMap(segments).map(([a, b]) => nearest(point, a, b).away)) * RADIUS;

const lengthOf = (lines: readonly Place[][]): number =>
  lines.flatMap(segments).reduce((sum, [a, b]) => sum + angleBetween(a, b) * RADIUS, 0);

function locate(line: unknown, lng: number, lat: number): number | null {
  const lines = linesOf(line);
  if (lines?.length !== 1 || !isPlace(lng, lat)) return null;
  const point = vector([lng, lat]);
  let [before, best] = [0, { away: Number.POSITIVE_INFINITY, at: 0 }];
  for (const [a, b] of lines.flatMap(segments)) {
    const { away, along } = nearest(point, a, b);
    if (away < best.away) best = { away, at: before + along };
    before += angleBetween(a, b);
  }
  return before === 0 ? null : best.at / before;
}

function azimuth(lng1: number, lat1: number, lng2: number, lat2: number): number | null {
  if (!isPlace(lng1, lat1) || !isPlace(lng2, lat2) || (lng1 === lng2 && lat1 === lat2)) return null;
  const turn = (lng2 - lng1) * RADIAN;
  const [a, b] = [lat1 * RADIAN, lat2 * RADIAN];
  const angle = Math.atan2(
    Math.sin(turn) * Math.cos(b),
    Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(turn),
  );
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** The angle at the middle of three places. */
function angle(
  lng1: number,
  lat1: number,
  lng2: number,
  lat2: number,
  lng3: number,
  lat3: number,
): number | null {
  const [a, b, c] = [vector([lng1, lat1]), vector([lng2, lat2]), vector([lng3, lat3])];
  const [x, y] = [cross(b, a), cross(b, c)];
  if (
    ![
      [lng1, lat1],
      [lng2, lat2],
      [lng3, lat3],
    ].every(isPair) ||
    norm(x) === 0 ||
    norm(y) === 0
  )
    return null;
  return angleBetween(x, y);
}

const TOKEN = /[A-Za-z]+|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[(),]/g;
const SHAPES: Readonly<Record<string, readonly [type: string, depth: number]>> = {
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  POLYGON: ['Polygon', 2],
  MULTIPOINT: ['MultiPoint', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
};

/** Well-known text as GeoJSON. */
function fromText(text: string): unknown {
  const tokens = text.match(TOKEN) ?? [];
  const shape = (): unknown => {
    const name = tokens.shift()?.toUpperCase() ?? '';
    if (name === 'GEOMETRYCOLLECTION') return { type: 'GeometryCollection', geometries: list(shape) };
    const found = SHAPES[name];
    if (!found) throw new Error('no such shape');
    const [type, depth] = found;
    return { type, coordinates: depth === 0 ? list(place)[0] : nested(depth) };
  };
  const list = <T>(read: () => T): T[] => {
    if (tokens.shift() !== '(') throw new Error('a bracket is missing');
    const all = [read()];
    while (tokens[0] === ',') {
      tokens.shift();
      all.push(read());
    }
    if (tokens.shift() !== ')') throw new Error('a bracket is missing');
    return all;
  };
  const place = (): unknown => {
    if (tokens[0] === '(') return list(place)[0];
    const [x, y] = [Number(tokens.shift()), Number(tokens.shift())];
    if (Number.isNaN(x) || Number.isNaN(y)) throw new Error('a number is missing');
    return [x, y];
  };
  const nested = (depth: number): unknown => list(() => (depth === 1 ? place() : nested(depth - 1)));
  return shape();
}

const P2 = ['real', 'real', 'real', 'real'] as const;

/** Places and shapes on a sphere; what is no place or no shape gives null. */
export const GEO_HOST: readonly HostFunction[] = [
  host('geo_distance_2points', P2, 'real', (a: number, b: number, c: number, d: number) =>
    isPlace(a, b) && isPlace(c, d) ? distance([a, b], [c, d]) : null,
  ),
  host('geo_azimuth', P2, 'real', azimuth),
  host('geo_angle', [...P2, 'real', 'real'], 'real', angle),
  host(
    'geo_point_in_circle',
    [...P2, 'real'],
    'bool',
    (a: number, b: number, c: number, d: number, radius: number) =>
      isPlace(a, b) && isPlace(c, d) && radius >= 0 ? distance([a, b], [c, d]) <= radius : null,
  ),
  host(
    'geo_point_in_polygon',
    ['real', 'real', 'dynamic'],
    'bool',
    (lng: number, lat: number, shape: unknown) => {
      const polygons = polygonsOf(shape);
      return polygons && isPlace(lng, lat) ? insidePolygons(vector([lng, lat]), polygons) : null;
    },
  ),
  host(
    'geo_distance_point_to_line',
    ['real', 'real', 'dynamic'],
    'real',
    (lng: number, lat: number, shape: unknown) => {
      const lines = linesOf(shape);
      return lines && isPlace(lng, lat) ? toLines(vector([lng, lat]), lines) : null;
    },
  ),
  host(
    'geo_distance_point_to_polygon',
    ['real', 'real', 'dynamic'],
    'real',
    (lng: number, lat: number, shape: unknown) => {
      const polygons = polygonsOf(shape);
      if (!polygons || !isPlace(lng, lat)) return null;
      const point = vector([lng, lat]);
      return insidePolygons(point, polygons) ? 0 : toLines(point, polygons.flat());
    },
  ),
  host('geo_line_length', ['dynamic'], 'real', (shape: unknown) => {
    const lines = linesOf(shape);
    return lines && lengthOf(lines);
  }),
  host('geo_line_locate_point', ['dynamic', 'real', 'real'], 'real', locate),
  host('geo_from_wkt', ['string'], 'dynamic', fromText),
];
