import { type HostFunction, host } from '../define';
import { asKustoLists } from './kusto-order';
import { isPlace } from './vector';

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';
const MOST = 18;

interface Cell {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Halves of the world, in turn by longitude and latitude: five of them make a letter. */
function encode(longitude: number, latitude: number, length: number): string {
  if (!isPlace(longitude, latitude) || !(length >= 1 && length <= MOST)) return '';
  const [lng, lat] = [
    [-180, 180],
    [-90, 90],
  ] as [[number, number], [number, number]];
  let text = '';
  for (let letter = 0; letter < length; letter++) {
    let code = 0;
    for (let bit = 0; bit < 5; bit++) {
      const even = (letter * 5 + bit) % 2 === 0;
      const [range, value] = even ? [lng, longitude] : [lat, latitude];
      const middle = (range[0] + range[1]) / 2;
      const high = value >= middle;
      range[high ? 0 : 1] = middle;
      code = code * 2 + (high ? 1 : 0);
    }
    text += ALPHABET[code];
  }
  return text;
}

function decode(text: string): Cell | null {
  if (text.length === 0 || text.length > MOST) return null;
  const [lng, lat] = [
    [-180, 180],
    [-90, 90],
  ] as [[number, number], [number, number]];
  let at = 0;
  for (const letter of text.toLowerCase()) {
    const code = ALPHABET.indexOf(letter);
    if (code < 0) return null;
    for (let bit = 4; bit >= 0; bit--) {
      const range = at++ % 2 === 0 ? lng : lat;
      range[(code >> bit) & 1 ? 0 : 1] = (range[0] + range[1]) / 2;
    }
  }
  return { west: lng[0], east: lng[1], south: lat[0], north: lat[1] };
}

/** Cells around a cell, from the north-west with the clock: steps east and north. */
const AROUND: readonly (readonly [number, number])[] = [
  [-1, 1],
  [0, 1],
  [1, 1],
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, -1],
  [-1, 0],
];

function neighbours(text: string): string[] | null {
  const cell = decode(text);
  if (!cell) return null;
  const [width, height] = [cell.east - cell.west, cell.north - cell.south];
  const [lng, lat] = [(cell.west + cell.east) / 2, (cell.south + cell.north) / 2];
  const found = AROUND.flatMap(([x, y]) => {
    const turned = ((lng + x * width + 540) % 360) - 180;
    return encode(turned, lat + y * height, text.length) || [];
  });
  return asKustoLists(found.filter((one) => one !== text));
}

export const GEOHASH_HOST: readonly HostFunction[] = [
  host('geo_point_to_geohash', ['real', 'real', 'long'], 'string', encode),
  host('geo_geohash_to_central_point', ['string'], 'dynamic', (text: string) => {
    const cell = decode(text);
    return (
      cell && { type: 'Point', coordinates: [(cell.west + cell.east) / 2, (cell.south + cell.north) / 2] }
    );
  }),
  host('geo_geohash_to_polygon', ['string'], 'dynamic', (text: string) => {
    const cell = decode(text);
    if (!cell) return null;
    const { west, east, south, north } = cell;
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    return { type: 'Polygon', coordinates: [ring] };
  }),
  host('geo_geohash_neighbors', ['string'], 'dynamic', neighbours),
];
