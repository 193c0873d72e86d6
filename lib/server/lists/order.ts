import 'server-only';
import type { Direction } from '@/lib/domain/views/list';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';

/** Which side of a cursor a page lies on. */
export type Side = 'after' | 'before';

/** A part of a list that one ordered walk of one index reads. */
export interface Lane {
  readonly condition: Prisma.Sql;
  /** Position of the lane in a list that is ordered by lanes first; 0 where lanes interleave. */
  readonly rank: number;
}

/** The order of a list: by the rank of its lane, by a key, and where keys are equal by id. */
export interface Order {
  readonly key: Prisma.Sql;
  /** Whether the key is a whole number; else it is a moment. */
  readonly isNumber: boolean;
  readonly direction: Direction;
  readonly lanes: readonly Lane[];
  /** Rank of a row's lane, by the row's own columns. */
  readonly rank: Prisma.Sql;
}

export const ONE_LANE: Pick<Order, 'lanes' | 'rank'> = {
  lanes: [{ rank: 0, condition: Prisma.sql`TRUE` }],
  rank: Prisma.sql`0`,
};

/** Lanes that interleave: a filter on status walks one index range per status instead of passing over all the others. */
export const lanesBy = (conditions: readonly Prisma.Sql[]): Pick<Order, 'lanes' | 'rank'> =>
  conditions.length === 0
    ? ONE_LANE
    : { lanes: conditions.map((condition) => ({ rank: 0, condition })), rank: ONE_LANE.rank };

/**
 * A list that is ordered by a scale first: one lane for each step, the highest first.
 *
 * @param parts cuts each step further, so that each lane is one range of an index
 */
export const scaleLanes = (
  column: Prisma.Sql,
  highestFirst: readonly string[],
  parts: readonly Prisma.Sql[] = [Prisma.sql`TRUE`],
): Pick<Order, 'lanes' | 'rank'> => ({
  lanes: highestFirst.flatMap((step, rank) =>
    parts.map((part) => ({ rank, condition: Prisma.sql`${column} = ${step} AND ${part}` })),
  ),
  rank: Prisma.sql`coalesce(array_position(${[...highestFirst]}::text[], ${column}) - 1, 0)`,
});

/** Whether a page on this side is read from high to low: a list that ascends is the other one backwards. */
const descends = ({ direction }: Order, side: Side): boolean => (direction === 'desc') === (side === 'after');

/** Where a page starts: the sort values of the row that it follows or precedes. */
export interface Start {
  readonly rank: number;
  readonly key: string;
  readonly id: string;
}

export const cursorOf = (row: {
  readonly rank: number;
  readonly sort_key: string;
  readonly id: string;
}): string => encodeCursor([String(row.rank), row.sort_key, row.id]);

export function readStart(cursor: string | null | undefined, { isNumber }: Order): Start | null {
  const parts = decodeCursor(cursor, 3);
  if (parts === null) return null;
  const [rank = '', key = '', id = ''] = parts;
  const isKey = isNumber ? /^-?\d{1,9}$/.test(key) : isTimestamp(key);
  return isKey && /^\d{1,2}$/.test(rank) ? { rank: Number(rank), key, id } : null;
}

/** The condition that a lane's rows lie beyond the start, or `null` when the whole lane lies on the other side. */
export function beyond(
  lane: Lane,
  order: Order,
  id: Prisma.Sql,
  start: Start | null,
  side: Side,
): Prisma.Sql | null {
  if (start === null) return Prisma.sql`TRUE`;
  const down = descends(order, side);
  if (lane.rank !== start.rank) return lane.rank > start.rank === down ? Prisma.sql`TRUE` : null;
  const column = order.key;
  const key = order.isNumber ? Prisma.sql`${Number(start.key)}::int` : Prisma.sql`${start.key}::timestamptz`;
  return down
    ? Prisma.sql`(${column} <= ${key} AND (${column} < ${key} OR ${id} > ${start.id}))`
    : Prisma.sql`(${column} >= ${key} AND (${column} > ${key} OR ${id} < ${start.id}))`;
}

/** ORDER BY inside a lane. */
export const laneOrder = (order: Order, id: Prisma.Sql, side: Side): Prisma.Sql =>
  descends(order, side) ? Prisma.sql`${order.key} DESC, ${id} ASC` : Prisma.sql`${order.key} ASC, ${id} DESC`;

/** ORDER BY over all lanes; `rank` is the rank of a row's lane. */
export const listOrder = (order: Order, rank: Prisma.Sql, id: Prisma.Sql, side: Side): Prisma.Sql =>
  Prisma.sql`${rank} ${descends(order, side) ? Prisma.sql`ASC` : Prisma.sql`DESC`}, ${laneOrder(order, id, side)}`;
