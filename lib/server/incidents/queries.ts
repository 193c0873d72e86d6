import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Page } from '@/lib/domain/views/filter';
import type { IncidentFilter, IncidentRow, Neighbours } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { encodeCursor } from '@/lib/server/keyset';
import { visibleIncidents } from './filter-sql';
import { matchingIncidents } from './matching';
import {
  beyond,
  keyText,
  laneOrder,
  lanesOf,
  listOrder,
  rankOf,
  readStart,
  type Side,
  type Start,
  sortKey,
} from './order';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from './rows';

/** Rows of a page, and of a block of the list that scrolls. */
export const QUEUE_PAGE = 50;

/** Where in the list a page lies: after or before the row of a cursor, or at the top. */
export interface Place {
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of the queue with the cursors of its neighbours. */
export interface QueuePage extends Page<IncidentRow> {
  readonly previous: string | null;
}

type OrderedRow = IncidentSqlRow & { readonly rank: number; readonly sort_key: string };

/**
 * The incident queue, by key. Lanes are read through their own index and merged, so the cost depends on the length
 * of a page and not on the number of incidents stored.
 */
export async function listIncidents(
  actor: Actor,
  filter: IncidentFilter,
  place: Place = {},
  size: number = QUEUE_PAGE,
): Promise<QueuePage> {
  const side: Side = place.before ? 'before' : 'after';
  const start = readStart(place.before || place.after, filter.sort);
  const rows = await readLanes(actor, filter, start, side, size + 1);
  const isMore = rows.length > size;
  const page = rows.slice(0, size);
  if (side === 'before') page.reverse();
  const first = page[0];
  const last = page.at(-1);
  const hasEarlier = side === 'before' ? isMore : start !== null;
  const hasLater = side === 'before' ? start !== null : isMore;
  return {
    rows: page.map(toIncidentRow),
    next: hasLater && last ? cursorOf(last) : null,
    previous: hasEarlier && first ? cursorOf(first) : null,
  };
}

async function readLanes(
  actor: Actor,
  filter: IncidentFilter,
  start: Start | null,
  side: Side,
  limit: number,
): Promise<OrderedRow[]> {
  const conditions = matchingIncidents(actor, filter);
  const lanes: Prisma.Sql[] = [];
  for (const lane of lanesOf(filter)) {
    const past = beyond(lane, filter, start, side);
    if (past === null) continue;
    lanes.push(Prisma.sql`(SELECT ${ROW_COLUMNS}, ${lane.rank}::int AS rank, ${keyText(filter.sort)} AS sort_key
      FROM incident i WHERE ${conditions} AND ${lane.condition} AND ${past}
      ORDER BY ${laneOrder(filter, side)} LIMIT ${limit})`);
  }
  if (lanes.length === 0) return [];
  return await prisma().$queryRaw<OrderedRow[]>`
    SELECT i.*, p.name AS assignee_name
    FROM (${Prisma.join(lanes, ' UNION ALL ')}) i
    LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = i.assigned_to
    ORDER BY ${listOrder(filter, side)} LIMIT ${limit}`;
}

const cursorOf = (row: { readonly rank: number; readonly sort_key: string; readonly id: string }): string =>
  encodeCursor([String(row.rank), row.sort_key, row.id]);

/**
 * Cursors of every 50th row of a list, in its order: what a jump into the middle of a long list needs, since a page is
 * only found by the row before it. One walk over the keys of what matches; asked for when somebody jumps.
 */
export async function queueAnchors(actor: Actor, filter: IncidentFilter): Promise<readonly string[]> {
  const rows = await prisma().$queryRaw<{ rank: number; sort_key: string; id: string }[]>`
    SELECT n.rank::int AS rank, n.sort_key::text AS sort_key, n.id FROM (
      SELECT i.*, row_number() OVER (ORDER BY ${listOrder(filter, 'after')}) AS place FROM (
        SELECT i.*, ${rankOf(filter.sort)} AS rank, ${sortKey(filter.sort)} AS sort_key
        FROM incident i WHERE ${matchingIncidents(actor, filter)}) i) n
    WHERE n.place % ${QUEUE_PAGE} = 0 ORDER BY n.place`;
  return rows.map(cursorOf);
}

/** The incidents before and after one in the order of a queue, for *previous* and *next* on its page. */
export async function incidentNeighbours(
  actor: Actor,
  filter: IncidentFilter,
  number: number,
): Promise<Neighbours> {
  const [here] = await prisma().$queryRaw<{ rank: number; sort_key: string; id: string }[]>`
    SELECT (${rankOf(filter.sort)})::int AS rank, ${keyText(filter.sort)} AS sort_key, i.id
    FROM incident i WHERE ${visibleIncidents(actor)} AND i.number = ${number}`;
  if (here === undefined) return { previous: null, next: null };
  const start: Start = { rank: here.rank, key: here.sort_key, id: here.id };
  const [previous, next] = await Promise.all([
    readLanes(actor, filter, start, 'before', 1),
    readLanes(actor, filter, start, 'after', 1),
  ]);
  return { previous: previous[0]?.number ?? null, next: next[0]?.number ?? null };
}
