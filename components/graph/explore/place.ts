import type { Place } from '@/lib/domain/investigation';

export const NODE = { width: 208, height: 44 } as const;
/** The grid that new nodes stand on: a node and the room around it. */
const CELL = { x: NODE.width + 72, y: NODE.height + 14 } as const;
/** Rows that a node is rather put up or down than one column further out. */
const COLUMN_COST = 7;

export interface PlacedEdge {
  readonly source: string;
  readonly target: string;
}

/**
 * Places nodes that have no place yet beside what they are tied to. Whatever has a place keeps it to the pixel, so the
 * picture that somebody knows stays; and no new node lies on another one. The same input gives the same picture.
 *
 * @param fixed where nodes are; they may stand anywhere, even on each other
 * @param nodes every node of the picture in a stable order; the order is that of the columns from top to bottom
 */
export function placeNew(
  fixed: ReadonlyMap<string, Place>,
  nodes: readonly string[],
  edges: readonly PlacedEdge[],
): ReadonlyMap<string, Place> {
  const places = new Map(nodes.flatMap((id) => at(fixed, id)));
  const taken = new Set([...places.values()].flatMap(cellsUnder));
  const neighbours = neighboursOf(edges);
  let waiting = nodes.filter((id) => !places.has(id));
  while (waiting.length > 0) {
    const wave = waiting.filter((id) => neighbours.get(id)?.some((other) => places.has(other)));
    if (wave.length > 0) placeWave(wave, places, taken, neighbours);
    else placeApart(waiting[0] ?? '', places, taken);
    waiting = waiting.filter((id) => !places.has(id));
  }
  return places;
}

const at = (places: ReadonlyMap<string, Place>, id: string): readonly (readonly [string, Place])[] => {
  const place = places.get(id);
  return place ? [[id, place]] : [];
};

const cellKey = (column: number, row: number): string => `${column},${row}`;
const cellPlace = (column: number, row: number): Place => ({ x: column * CELL.x, y: row * CELL.y });

/** The cells in which a node would lie on one that stands here. */
function cellsUnder({ x, y }: Place): string[] {
  const cells: string[] = [];
  for (let column = Math.floor((x - NODE.width) / CELL.x) + 1; column * CELL.x < x + NODE.width; column++)
    for (let row = Math.floor((y - NODE.height) / CELL.y) + 1; row * CELL.y < y + NODE.height; row++)
      cells.push(cellKey(column, row));
  return cells;
}

function neighboursOf(edges: readonly PlacedEdge[]): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, string[]>();
  const add = (from: string, to: string) => {
    const list = lists.get(from);
    if (list) list.push(to);
    else lists.set(from, [to]);
  };
  for (const { source, target } of edges) {
    add(source, target);
    add(target, source);
  }
  return lists;
}

interface Group {
  /** Column of the innermost cells, and the way that further ones go. */
  readonly column: number;
  readonly way: 1 | -1;
  readonly members: { readonly id: string; readonly y: number }[];
}

/** Everything that touches what is placed: grouped by where it touches, each group as one block beside it. */
function placeWave(
  wave: readonly string[],
  places: Map<string, Place>,
  taken: Set<string>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): void {
  const groups = new Map<string, Group>();
  for (const id of wave) {
    const anchors = (neighbours.get(id) ?? []).filter((other) => places.has(other));
    const way = wayOut(anchors, places, neighbours);
    const xs = anchors.flatMap((anchor) => places.get(anchor)?.x ?? []);
    const edge = way === 1 ? Math.max(...xs) : Math.min(...xs);
    const column = Math.round(edge / CELL.x) + way;
    const key = `${column}|${way}`;
    const group = groups.get(key) ?? { column, way, members: [] };
    group.members.push({ id, y: mean(anchors.flatMap((anchor) => places.get(anchor)?.y ?? [])) });
    groups.set(key, group);
  }
  for (const group of groups.values()) placeGroup(group, places, taken);
}

/** Away from what the anchors themselves hang on: a tree grows outwards. */
function wayOut(
  anchors: readonly string[],
  places: ReadonlyMap<string, Place>,
  neighbours: ReadonlyMap<string, readonly string[]>,
): 1 | -1 {
  const here = mean(anchors.flatMap((anchor) => places.get(anchor)?.x ?? []));
  const behind = anchors
    .flatMap((anchor) => neighbours.get(anchor) ?? [])
    .flatMap((other) => places.get(other)?.x ?? []);
  return behind.length > 0 && mean(behind) > here ? -1 : 1;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

function placeGroup({ column, way, members }: Group, places: Map<string, Place>, taken: Set<string>): void {
  const sorted = members
    .map((member, order) => ({ ...member, order }))
    .sort((a, b) => a.y - b.y || a.order - b.order);
  const row = Math.round(mean(sorted.map(({ y }) => y)) / CELL.y);
  const cells = freeCells(column, way, row, sorted.length, taken);
  for (const [index, { id }] of sorted.entries()) {
    const cell = cells[index];
    if (!cell) continue;
    taken.add(cellKey(cell.column, cell.row));
    places.set(id, cellPlace(cell.column, cell.row));
  }
}

interface Cell {
  readonly column: number;
  readonly row: number;
}

/** The nearest free cells beside an anchor, read column by column from top to bottom. */
function freeCells(
  column: number,
  way: 1 | -1,
  row: number,
  count: number,
  taken: ReadonlySet<string>,
): Cell[] {
  const found: Cell[] = [];
  for (let cost = 0; found.length < count; cost++) {
    for (let out = 0; out * COLUMN_COST <= cost && found.length < count; out++) {
      const off = cost - out * COLUMN_COST;
      for (const step of off === 0 ? [0] : [off, -off]) {
        const cell = { column: column + out * way, row: row + step };
        if (found.length < count && !taken.has(cellKey(cell.column, cell.row))) found.push(cell);
      }
    }
  }
  return found.sort((a, b) => (a.column - b.column) * way || a.row - b.row);
}

/** A node that touches nothing: at the left, below everything. */
function placeApart(id: string, places: Map<string, Place>, taken: Set<string>): void {
  const bottom = Math.max(-1, ...[...places.values()].map(({ y }) => Math.ceil((y + NODE.height) / CELL.y)));
  const row = places.size === 0 ? 0 : bottom + 1;
  const left = Math.min(0, ...[...places.values()].map(({ x }) => Math.floor(x / CELL.x)));
  const column = places.size === 0 ? 0 : left;
  taken.add(cellKey(column, row));
  places.set(id, cellPlace(column, row));
}

/** The rectangle around some places, with a margin. */
export function boundsOf(places: Iterable<Place>, margin = 24) {
  const some = [...places];
  const list = some.length > 0 ? some : [{ x: 0, y: 0 }];
  const x = Math.min(...list.map((place) => place.x));
  const y = Math.min(...list.map((place) => place.y));
  const right = Math.max(...list.map((place) => place.x + NODE.width));
  const bottom = Math.max(...list.map((place) => place.y + NODE.height));
  return {
    x: x - margin,
    y: y - margin,
    width: right - x + 2 * margin,
    height: bottom - y + 2 * margin,
  };
}
