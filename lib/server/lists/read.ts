import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Page } from '@/lib/domain/views/filter';
import type { ListFilter } from '@/lib/domain/views/list';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { countByCounters } from './count';
import { beyond, cursorOf, laneOrder, listOrder, readStart, type Side, type Start } from './order';
import { LIST_PAGE, type ListSource, type SqlRow } from './source';

/** Where in the list a page lies: after or before the row of a cursor, or at the top. */
export interface Place {
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of a list with the cursors of its neighbours. */
export interface ListPage<R> extends Page<R> {
  readonly previous: string | null;
}

interface OrderedRow extends SqlRow {
  readonly rank: number;
  readonly sort_key: string;
}

/**
 * A page of a list, by key. Lanes are read through their own index and merged, so the cost depends on the length of a
 * page and not on the number of rows stored.
 */
export async function readList<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  place: Place = {},
  size: number = LIST_PAGE,
): Promise<ListPage<R>> {
  const side: Side = place.before ? 'before' : 'after';
  const start = readStart(place.before || place.after, source.order(filter));
  // That nothing matches is known before a million rows are looked at. Where a page follows another, something does.
  const isEmpty = start === null && (await countByCounters(source, actor, filter)) === 0;
  const rows = isEmpty ? [] : await readLanes(source, actor, filter, start, side, size + 1);
  const isMore = rows.length > size;
  const page = rows.slice(0, size);
  if (side === 'before') page.reverse();
  const first = page[0];
  const last = page.at(-1);
  const hasEarlier = side === 'before' ? isMore : start !== null;
  const hasLater = side === 'before' ? start !== null : isMore;
  return {
    rows: page.map(source.toRow),
    next: hasLater && last ? cursorOf(last) : null,
    previous: hasEarlier && first ? cursorOf(first) : null,
  };
}

async function readLanes<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  start: Start | null,
  side: Side,
  limit: number,
): Promise<OrderedRow[]> {
  const { t, table, columns } = source;
  const id = Prisma.sql`${t}.id`;
  const order = source.order(filter);
  const conditions = source.matching(actor, filter);
  const lanes = order.lanes.flatMap((lane) => {
    const past = beyond(lane, order, id, start, side);
    if (past === null) return [];
    return Prisma.sql`(SELECT ${columns}, ${lane.rank}::int AS rank, ${order.key}::text AS sort_key
      FROM ${table} WHERE ${conditions} AND ${lane.condition} AND ${past}
      ORDER BY ${laneOrder(order, id, side)} LIMIT ${limit})`;
  });
  if (lanes.length === 0) return [];
  const by = listOrder(order, Prisma.sql`${t}.rank`, id, side);
  const { columns: looked, joins } = source.joined(actor);
  return await prisma().$queryRaw<OrderedRow[]>`
    SELECT ${t}.*, ${looked}
    FROM (SELECT * FROM (${Prisma.join(lanes, ' UNION ALL ')}) ${t} ORDER BY ${by} LIMIT ${limit}) ${t} ${joins}
    ORDER BY ${by}`;
}

/**
 * Cursors of every 50th row of a list, in its order: what a jump into the middle of a long list needs, since a page is
 * only found by the row before it. One walk over the keys of what matches; asked for when somebody jumps.
 */
export async function listAnchors<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
): Promise<readonly string[]> {
  const { t, table } = source;
  const order = source.order(filter);
  const by = listOrder(order, Prisma.sql`${t}.rank`, Prisma.sql`${t}.id`, 'after');
  const rows = await prisma().$queryRaw<{ rank: number; sort_key: string; id: string }[]>`
    SELECT n.rank::int AS rank, n.sort_key::text AS sort_key, n.id FROM (
      SELECT ${t}.*, row_number() OVER (ORDER BY ${by}) AS place FROM (
        SELECT ${t}.*, ${order.rank} AS rank, ${order.key} AS sort_key
        FROM ${table} WHERE ${source.matching(actor, filter)}) ${t}) n
    WHERE n.place % ${LIST_PAGE} = 0 ORDER BY n.place`;
  return rows.map(cursorOf);
}

/** The rows before and after one in the order of a list, for *previous* and *next* on its page. */
export async function listNeighbours<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  which: Prisma.Sql,
): Promise<{ readonly previous: R | null; readonly next: R | null }> {
  const { t, table } = source;
  const order = source.order(filter);
  const [here] = await prisma().$queryRaw<{ rank: number; sort_key: string; id: string }[]>`
    SELECT (${order.rank})::int AS rank, ${order.key}::text AS sort_key, ${t}.id
    FROM ${table} WHERE ${source.visible(actor)} AND ${which}`;
  if (here === undefined) return { previous: null, next: null };
  const start: Start = { rank: here.rank, key: here.sort_key, id: here.id };
  const [previous, next] = await Promise.all([
    readLanes(source, actor, filter, start, 'before', 1),
    readLanes(source, actor, filter, start, 'after', 1),
  ]);
  const rowOf = ([row]: OrderedRow[]): R | null => (row ? source.toRow(row) : null);
  return { previous: rowOf(previous), next: rowOf(next) };
}
