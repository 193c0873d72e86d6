import {
  cellToBoundary,
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getHexagonAreaAvg,
  getResolution,
  gridDisk,
  gridDiskDistances,
  isValidCell,
  latLngToCell,
  polygonToCells,
  UNITS,
} from 'h3-js';
import { type HostFunction, host, isObject } from '../define';
import { asKustoLists } from './kusto-order';
import { areaOfPolygons } from './measure';
import { refused } from './refuse';
import { type Polygon, polygonsOf } from './shape';
import { isPlace, type Place, placeOf, RADIUS } from './vector';

const FINEST = 15;
const MOST_RINGS = 142;
const MOST_BELOW = 5;
const MOST_CELLS = 61_680;
const MOST_AROUND = 5_000_000;

const isLevel = (level: number, least = 0, most = FINEST): boolean => level >= least && level <= most;
const turned = ([latitude, longitude]: readonly number[]): readonly (number | undefined)[] => [
  longitude,
  latitude,
];

function children(cell: string, level: number | null): string[] | null {
  if (!isValidCell(cell)) return null;
  const own = getResolution(cell);
  const wanted = level ?? own + 1;
  if (!isLevel(wanted, 1) || wanted <= own || wanted - own > MOST_BELOW) return null;
  return cellToChildren(cell, wanted);
}

function parent(cell: string, level: number | null): string {
  if (!isValidCell(cell)) return '';
  const own = getResolution(cell);
  const wanted = level ?? own - 1;
  return isLevel(wanted, 0, FINEST - 1) && wanted < own ? cellToParent(cell, wanted) : '';
}

function polygon(cell: string): unknown {
  if (!isValidCell(cell)) return null;
  const ring = cellToBoundary(cell).map(turned);
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}

/** About how many cells polygons have, and the box around each: the library makes room for those. */
function cellsIn(polygons: readonly Polygon[], level: number): { inside: number; around: number } {
  const cell = getHexagonAreaAvg(level, UNITS.m2);
  const box = (polygon: Polygon): number => {
    const places = polygon.shell.map(placeOf);
    const spans = [0, 1].map((at) => {
      const values = places.map((place) => place[at] as number);
      return ((Math.max(...values) - Math.min(...values)) * Math.PI * RADIUS) / 180;
    });
    return (spans[0] as number) * (spans[1] as number);
  };
  return {
    inside: (areaOfPolygons(polygons) * RADIUS ** 2) / cell,
    around: Math.max(...polygons.map(box)) / cell,
  };
}

function cover(shape: unknown, level: number, radius: number): string[] | null {
  const found = polygonsOf(shape);
  if (!found || !isLevel(level) || !(radius >= 0) || !isObject(shape)) return null;
  if (radius > 0) throw refused('geo_polygon_to_h3cells() with a radius');
  const wanted = cellsIn(found, level);
  if (wanted.inside > 2 * MOST_CELLS) return null;
  if (wanted.around > MOST_AROUND) throw refused('A polygon that is this wide at this level of H3');
  const polygons = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates) as Place[][][];
  const cells = polygons.flatMap((rings) =>
    polygonToCells(
      rings.map((ring) => ring.map(([longitude, latitude]) => [latitude, longitude])),
      level,
    ),
  );
  return cells.length > MOST_CELLS ? null : asKustoLists(cells);
}

/** Cells of H3. */
export const H3_HOST: readonly HostFunction[] = [
  host(
    'geo_point_to_h3cell',
    ['real', 'real', 'long'],
    'string',
    (longitude: number, latitude: number, level: number) =>
      isPlace(longitude, latitude) && isLevel(level) ? latLngToCell(latitude, longitude, level) : '',
  ),
  host('geo_h3cell_level', ['string'], 'int', (cell: string) =>
    isValidCell(cell) ? getResolution(cell) : null,
  ),
  host('geo_h3cell_children', ['string', 'long'], 'dynamic', children),
  host('geo_h3cell_parent', ['string', 'long'], 'string', parent),
  host('geo_h3cell_neighbors', ['string'], 'dynamic', (cell: string) =>
    isValidCell(cell) ? asKustoLists(gridDisk(cell, 1).filter((one) => one !== cell)) : null,
  ),
  host('geo_h3cell_rings', ['string', 'long'], 'dynamic', (cell: string, distance: number) =>
    isValidCell(cell) && isLevel(distance, 0, MOST_RINGS) ? gridDiskDistances(cell, distance) : null,
  ),
  host('geo_h3cell_to_central_point', ['string'], 'dynamic', (cell: string) =>
    isValidCell(cell) ? { type: 'Point', coordinates: turned(cellToLatLng(cell)) } : null,
  ),
  host('geo_h3cell_to_polygon', ['string'], 'dynamic', polygon),
  host('geo_polygon_to_h3cells', ['dynamic', 'long', 'real'], 'dynamic', cover),
];
