import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { ListChanges, ListFilter } from '@/lib/domain/views/list';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { countList } from './count';
import type { ListSource, SqlRow } from './source';

/** Most rows that an open list may ask about. */
const MAX_SHOWN = 120;
/** Most rows that *3 new* counts one by one. */
const MAX_FRESH = 100;
/** A change is stored with the moment its transaction began and seen when it ends: looked back for by this time, ms. */
const LOOK_BACK = 5_000;

/** A row that an open list shows, and the stamp of what it shows of it. */
export interface ShownRow {
  readonly id: string;
  readonly stamp: string;
}

/** What happened to an open list since it was read: to the rows that it shows, and what has come or changed besides. */
export async function listChanges<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  shown: readonly ShownRow[],
  since: Date,
): Promise<ListChanges<R>> {
  const rows = shown.slice(0, MAX_SHOWN);
  const [changed, matching, fresh, total] = await Promise.all([
    changedRows(source, actor, rows),
    stillMatching(source, actor, filter, rows),
    freshRows(source, actor, filter, new Date(since.getTime() - LOOK_BACK)),
    source.since === null ? countList(source, actor, filter) : null,
  ]);
  return { changed, gone: rows.map(({ id }) => id).filter((id) => !matching.has(id)), fresh, total };
}

async function changedRows<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  shown: readonly ShownRow[],
): Promise<readonly R[]> {
  if (shown.length === 0) return [];
  const { t, table, columns, stamp } = source;
  const { columns: looked, joins } = source.joined(actor);
  const rows = await prisma().$queryRaw<SqlRow[]>`
    SELECT ${columns}, ${looked}
    FROM unnest(${shown.map((row) => row.id)}::text[], ${shown.map((row) => row.stamp)}::text[]) AS shown(id, stamp)
    JOIN ${table} ON ${t}.tenant_id = ${actor.tenantId} AND ${t}.id = shown.id ${joins}
    WHERE ${source.visible(actor)} AND ${stamp} <> shown.stamp`;
  return rows.map(source.toRow);
}

async function stillMatching<F extends ListFilter, R>(
  { t, table, matching }: ListSource<F, R>,
  actor: Actor,
  filter: F,
  shown: readonly ShownRow[],
): Promise<ReadonlySet<string>> {
  if (shown.length === 0) return new Set();
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT ${t}.id FROM ${table}
    WHERE ${matching(actor, { ...filter, within: null })} AND ${t}.id = ANY(${shown.map((row) => row.id)}::text[])`;
  return new Set(rows.map((row) => row.id));
}

async function freshRows<F extends ListFilter, R>(
  { t, table, matching, since: times }: ListSource<F, R>,
  actor: Actor,
  filter: F,
  since: Date,
): Promise<ListChanges<R>['fresh']> {
  if (times === null) return [];
  const rows = await prisma().$queryRaw<{ id: string; is_new: boolean }[]>`
    SELECT ${t}.id, ${times.created} > ${since} AS is_new FROM ${table}
    WHERE ${matching(actor, filter)} AND ${times.changed} > ${since}
    ORDER BY ${times.changed} DESC, ${t}.id LIMIT ${Prisma.sql`${MAX_FRESH}`}`;
  return rows.map((row) => ({ id: row.id, isNew: row.is_new }));
}
