import 'server-only';
import { SEVERITIES } from '@/lib/domain/severity';
import type { IncidentFilter, IncidentSort } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, isTimestamp } from '@/lib/server/keyset';

/** Which side of a cursor a page lies on. */
export type Side = 'after' | 'before';

const KEY = {
  updated: Prisma.sql`i.updated_at`,
  created: Prisma.sql`i.created_at`,
  priority: Prisma.sql`i.priority`,
  severity: Prisma.sql`i.updated_at`,
  activity: Prisma.sql`i.last_activity`,
  alerts: Prisma.sql`i.alert_count`,
} as const satisfies Record<IncidentSort, Prisma.Sql>;

/** Sorts whose key is a whole number; the others are moments. */
const isNumber = (sort: IncidentSort): boolean => sort === 'priority' || sort === 'alerts';

/** Whether a page on this side is read from high to low: a list that ascends is the other one backwards. */
const descends = ({ direction }: IncidentFilter, side: Side): boolean =>
  (direction === 'desc') === (side === 'after');

/** The statuses, or severities, that a list is read by: each lane is one ordered walk of one index. */
export interface Lane {
  readonly condition: Prisma.Sql;
  /** Position of the lane in a list that is ordered by lanes first; 0 where lanes interleave. */
  readonly rank: number;
}

const HIGHEST_FIRST = [...SEVERITIES].reverse();

/**
 * Cuts a list into lanes. A filter on status walks one index range per status instead of passing over all the
 * resolved incidents between two open ones; an order by severity is one range per severity.
 */
export function lanesOf(filter: IncidentFilter): readonly Lane[] {
  if (filter.sort === 'severity') {
    return HIGHEST_FIRST.map((severity, rank) => ({ rank, condition: Prisma.sql`i.severity = ${severity}` }));
  }
  if (filter.sort !== 'updated' || filter.status.any.length === 0 || filter.history === 'all') {
    return [{ rank: 0, condition: Prisma.sql`TRUE` }];
  }
  return filter.status.any.map((status) => ({ rank: 0, condition: Prisma.sql`i.status = ${status}` }));
}

/** Where a page starts: the sort values of the row that it follows or precedes. */
export interface Start {
  readonly rank: number;
  readonly key: string;
  readonly id: string;
}

export function readStart(cursor: string | null | undefined, sort: IncidentSort): Start | null {
  const parts = decodeCursor(cursor, 3);
  if (parts === null) return null;
  const [rank = '', key = '', id = ''] = parts;
  const isKey = isNumber(sort) ? /^-?\d{1,9}$/.test(key) : isTimestamp(key);
  return isKey && /^\d$/.test(rank) ? { rank: Number(rank), key, id } : null;
}

const typedKey = (sort: IncidentSort, key: string): Prisma.Sql =>
  isNumber(sort) ? Prisma.sql`${Number(key)}::int` : Prisma.sql`${key}::timestamptz`;

/** The condition that a lane's rows lie beyond the start, or `null` when the whole lane lies on the other side. */
export function beyond(
  lane: Lane,
  filter: IncidentFilter,
  start: Start | null,
  side: Side,
): Prisma.Sql | null {
  if (start === null) return Prisma.sql`TRUE`;
  const down = descends(filter, side);
  if (lane.rank !== start.rank) return lane.rank > start.rank === down ? Prisma.sql`TRUE` : null;
  const column = KEY[filter.sort];
  const key = typedKey(filter.sort, start.key);
  return down
    ? Prisma.sql`(${column} <= ${key} AND (${column} < ${key} OR i.id > ${start.id}))`
    : Prisma.sql`(${column} >= ${key} AND (${column} > ${key} OR i.id < ${start.id}))`;
}

/** ORDER BY inside a lane. */
export const laneOrder = (filter: IncidentFilter, side: Side): Prisma.Sql =>
  descends(filter, side)
    ? Prisma.sql`${KEY[filter.sort]} DESC, i.id ASC`
    : Prisma.sql`${KEY[filter.sort]} ASC, i.id DESC`;

/** ORDER BY over all lanes; `i.rank` is the rank of a row's lane. */
export const listOrder = (filter: IncidentFilter, side: Side): Prisma.Sql =>
  Prisma.sql`i.rank ${descends(filter, side) ? Prisma.sql`ASC` : Prisma.sql`DESC`}, ${laneOrder(filter, side)}`;

/** Rank of a row's lane, by its own severity. */
export const rankOf = (sort: IncidentSort): Prisma.Sql =>
  sort === 'severity' ? Prisma.sql`array_position(${HIGHEST_FIRST}::text[], i.severity) - 1` : Prisma.sql`0`;

export const sortKey = (sort: IncidentSort): Prisma.Sql => KEY[sort];

/** The sort key as text, for cursors. */
export const keyText = (sort: IncidentSort): Prisma.Sql => Prisma.sql`${KEY[sort]}::text`;
