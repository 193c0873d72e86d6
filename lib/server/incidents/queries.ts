import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Page } from '@/lib/domain/views/filter';
import type { IncidentFilter, IncidentRow, Neighbours } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { encodeCursor } from '@/lib/server/keyset';
import { otherConditions, statusCondition, visibleIncidents } from './filter-sql';
import { beyond, keyText, laneOrder, lanesOf, readStart, type Side, type Start } from './order';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from './rows';

const QUEUE_PAGE = 50;

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
  const conditions = [
    visibleIncidents(actor),
    ...statusCondition(filter),
    ...otherConditions(actor, filter, Date.now()),
  ];
  const lanes: Prisma.Sql[] = [];
  for (const lane of lanesOf(filter)) {
    const past = beyond(lane, filter.sort, start, side);
    if (past === null) continue;
    lanes.push(Prisma.sql`(SELECT ${ROW_COLUMNS}, ${lane.rank}::int AS rank, ${keyText(filter.sort)} AS sort_key
      FROM incident i WHERE ${Prisma.join([...conditions, lane.condition, past], ' AND ')}
      ORDER BY ${laneOrder(filter.sort, side)} LIMIT ${limit})`);
  }
  if (lanes.length === 0) return [];
  const order = side === 'after' ? Prisma.sql`i.rank ASC` : Prisma.sql`i.rank DESC`;
  return await prisma().$queryRaw<OrderedRow[]>`
    SELECT i.*, p.name AS assignee_name
    FROM (${Prisma.join(lanes, ' UNION ALL ')}) i
    LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = i.assigned_to
    ORDER BY ${order}, ${laneOrder(filter.sort, side)} LIMIT ${limit}`;
}

const cursorOf = (row: OrderedRow): string => encodeCursor([String(row.rank), row.sort_key, row.id]);

/** The incidents before and after one in the order of a queue, for *previous* and *next* on its page. */
export async function incidentNeighbours(
  actor: Actor,
  filter: IncidentFilter,
  number: number,
): Promise<Neighbours> {
  const own = { ...filter, status: { any: [], none: [] } };
  const rank =
    lanesOf(own).length > 1
      ? Prisma.sql`array_position(ARRAY['high','medium','low','informational'], i.severity) - 1`
      : Prisma.sql`0`;
  const [here] = await prisma().$queryRaw<{ rank: number; sort_key: string; id: string }[]>`
    SELECT (${rank})::int AS rank, ${keyText(filter.sort)} AS sort_key, i.id
    FROM incident i WHERE ${visibleIncidents(actor)} AND i.number = ${number}`;
  if (here === undefined) return { previous: null, next: null };
  const start: Start = { rank: here.rank, key: here.sort_key, id: here.id };
  const [previous, next] = await Promise.all([
    readLanes(actor, filter, start, 'before', 1),
    readLanes(actor, filter, start, 'after', 1),
  ]);
  return { previous: previous[0]?.number ?? null, next: next[0]?.number ?? null };
}

/** Rows of the queue by number, whatever the filter: what an open queue shows, as it is now. At most one page. */
export async function incidentsByNumber(
  actor: Actor,
  numbers: readonly number[],
): Promise<readonly IncidentRow[]> {
  if (numbers.length === 0) return [];
  const rows = await prisma().$queryRaw<IncidentSqlRow[]>`
    SELECT ${ROW_COLUMNS}, p.name AS assignee_name FROM incident i
    LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE ${visibleIncidents(actor)} AND i.number = ANY(${numbers.slice(0, QUEUE_PAGE)}::int[])`;
  return rows.map(toIncidentRow);
}
