import { distanceTo, type Edge, edgesOf, nearestOf, ringEdges } from './edges';
import type { Lines } from './measure';
import { crossing } from './predicates';
import { type Cell, childrenOf, cornersOf } from './s2cell';
import { allRings, anyContains, type Polygon, ringContains } from './shape';
import { add, angleBetween, unit, type Vector } from './vector';

/** What touches a cell's edge by less than this also touches the cell beside it. */
const PADDING = 1.5e-15;

const FACES: readonly Cell[] = [0, 1, 2, 3, 4, 5].map((face) => ({ face, i: 0, j: 0, level: 0 }));

/** The cells of a level that are not further than a distance from edges or from an inside; null where they are too many. */
function cover(
  edges: readonly Edge[],
  inside: (point: Vector) => boolean,
  level: number,
  distance: number,
  most: number,
): Cell[] | null {
  let cells: { cell: Cell; near: readonly Edge[] }[] = FACES.map((cell) => ({ cell, near: edges }));
  for (let depth = 0; ; depth++) {
    cells = cells.flatMap(({ cell, near }) => {
      const kept = nearTo(cell, near, distance);
      return kept.length > 0 || inside(centre(cell)) ? [{ cell, near: kept }] : [];
    });
    // Cells only become more with the level: each has at least one part that is near.
    if (cells.length > most) return null;
    if (depth === level) return cells.map(({ cell }) => cell);
    cells = cells.flatMap(({ cell, near }) => childrenOf(cell).map((child) => ({ cell: child, near })));
  }
}

const centre = (cell: Cell): Vector => unit(cornersOf(cell).reduce(add));

/** The edges that are not further from a cell than a distance. */
function nearTo(cell: Cell, edges: readonly Edge[], distance: number): Edge[] {
  const corners = cornersOf(cell);
  const middle = centre(cell);
  const reach = Math.max(...corners.map((corner) => angleBetween(middle, corner)));
  const limit = Math.max(distance, PADDING);
  return edges.filter((edge) => {
    const away = distanceTo(middle, edge);
    return away <= reach + limit && (away <= limit || touches(corners, edge, limit));
  });
}

function touches(corners: readonly Vector[], edge: Edge, limit: number): boolean {
  if (ringContains(corners, edge.a) || ringContains(corners, edge.b)) return true;
  return ringEdges(corners).some(
    (side) =>
      crossing(side.a, side.b, edge.a, edge.b) >= 0 ||
      [edge.a, edge.b].some((end) => angleBetween(end, nearestOf(end, side)) <= limit) ||
      angleBetween(side.a, nearestOf(side.a, edge)) <= limit,
  );
}

export const coverLines = (lines: Lines, level: number, distance: number, most: number): Cell[] | null =>
  cover(lines.flatMap(edgesOf), () => false, level, distance, most);

export const coverPolygons = (
  polygons: readonly Polygon[],
  level: number,
  distance: number,
  most: number,
): Cell[] | null =>
  cover(
    allRings(polygons).flatMap(ringEdges),
    (point) => anyContains(polygons, point),
    level,
    distance,
    most,
  );
