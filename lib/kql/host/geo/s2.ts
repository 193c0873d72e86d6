import { type HostFunction, host } from '../define';
import { coverLines, coverPolygons } from './cover';
import { asKustoLists } from './kusto-order';
import { around, type Cell, cellAt, cellOf, centreOf, cornersOf, LEVELS, tokenOf } from './s2cell';
import { linesOf, polygonsOf } from './shape';
import { isPlace, placeOf, RADIUS, vectorOf } from './vector';
import { pointShape } from './write';

const MOST_CELLS = 65_536;

const isLevel = (level: number): boolean => level >= 0 && level <= LEVELS;

function polygon(cell: Cell): unknown {
  const ring = cornersOf(cell).map(placeOf);
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

const ofCell =
  (write: (cell: Cell) => unknown) =>
  (token: string): unknown => {
    const cell = cellOf(token);
    return cell && write(cell);
  };

const tokens = (cells: readonly Cell[] | null): string[] | null => cells?.map(tokenOf).sort() ?? null;

/** Cells of S2. */
export const S2_HOST: readonly HostFunction[] = [
  host(
    'geo_point_to_s2cell',
    ['real', 'real', 'long'],
    'string',
    (longitude: number, latitude: number, level: number) =>
      isPlace(longitude, latitude) && isLevel(level)
        ? tokenOf(cellAt(vectorOf([longitude, latitude]), level))
        : '',
  ),
  host(
    'geo_s2cell_to_central_point',
    ['string'],
    'dynamic',
    ofCell((cell) => pointShape(centreOf(cell))),
  ),
  host('geo_s2cell_to_polygon', ['string'], 'dynamic', ofCell(polygon)),
  host(
    'geo_s2cell_neighbors',
    ['string'],
    'dynamic',
    ofCell((cell) => asKustoLists(around(cell).map(tokenOf))),
  ),
  host(
    'geo_polygon_to_s2cells',
    ['dynamic', 'long', 'real'],
    'dynamic',
    (shape: unknown, level: number, radius: number) => {
      const polygons = polygonsOf(shape);
      if (!polygons || !isLevel(level) || !(radius >= 0)) return null;
      return tokens(coverPolygons(polygons, level, radius / RADIUS, MOST_CELLS));
    },
  ),
  host(
    'geo_line_to_s2cells',
    ['dynamic', 'long', 'real'],
    'dynamic',
    (shape: unknown, level: number, radius: number) => {
      const lines = linesOf(shape);
      if (!lines || !isLevel(level) || !(radius >= 0)) return null;
      return tokens(coverLines(lines, level, radius / RADIUS, MOST_CELLS));
    },
  ),
];
