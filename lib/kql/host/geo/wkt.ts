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
export function fromText(text: string): unknown {
  const tokens = text.match(TOKEN) ?? [];
  if (text.replace(TOKEN, '').trim() !== '') throw new Error('something else is in it');
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
  const found = shape();
  if (tokens.length > 0) throw new Error('something follows');
  return found;
}
