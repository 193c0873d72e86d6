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
} as const satisfies Record<IncidentSort, Prisma.Sql>;

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
  const isKey = sort === 'priority' ? /^-?\d{1,9}$/.test(key) : isTimestamp(key);
  return isKey && /^\d$/.test(rank) ? { rank: Number(rank), key, id } : null;
}

const typedKey = (sort: IncidentSort, key: string): Prisma.Sql =>
  sort === 'priority' ? Prisma.sql`${Number(key)}::int` : Prisma.sql`${key}::timestamptz`;

/** The condition that a lane's rows lie beyond the start, or `null` when the whole lane lies on the other side. */
export function beyond(lane: Lane, sort: IncidentSort, start: Start | null, side: Side): Prisma.Sql | null {
  if (start === null) return Prisma.sql`TRUE`;
  if (lane.rank !== start.rank) {
    return lane.rank > start.rank === (side === 'after') ? Prisma.sql`TRUE` : null;
  }
  const key = typedKey(sort, start.key);
  return side === 'after'
    ? Prisma.sql`(${KEY[sort]} <= ${key} AND (${KEY[sort]} < ${key} OR i.id > ${start.id}))`
    : Prisma.sql`(${KEY[sort]} >= ${key} AND (${KEY[sort]} > ${key} OR i.id < ${start.id}))`;
}

/** ORDER BY inside a lane; `before` reads backwards from the start. */
export const laneOrder = (sort: IncidentSort, side: Side): Prisma.Sql =>
  side === 'after' ? Prisma.sql`${KEY[sort]} DESC, i.id ASC` : Prisma.sql`${KEY[sort]} ASC, i.id DESC`;

/** The sort key as text, for cursors. */
export const keyText = (sort: IncidentSort): Prisma.Sql => Prisma.sql`${KEY[sort]}::text`;
