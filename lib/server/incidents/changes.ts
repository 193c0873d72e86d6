import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentFilter, IncidentRow, QueueChanges } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { visibleIncidents } from './filter-sql';
import { matchingIncidents } from './matching';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from './rows';

/** Most rows that an open queue may ask about. */
const MAX_SHOWN = 120;
/** Most rows that *3 new* counts one by one. */
const MAX_FRESH = 100;
/** A change is stored with the moment its transaction began and seen when it ends: looked back for by this time, ms. */
const LOOK_BACK = 5_000;

/** A row that an open queue shows, in the version that it shows. */
export interface ShownRow {
  readonly number: number;
  readonly version: number;
}

/** What happened to an open queue since it was read: to the rows that it shows, and what has come or changed besides. */
export async function queueChanges(
  actor: Actor,
  filter: IncidentFilter,
  shown: readonly ShownRow[],
  since: Date,
): Promise<QueueChanges> {
  const rows = shown.slice(0, MAX_SHOWN);
  const [changed, matching, fresh] = await Promise.all([
    changedRows(actor, rows),
    stillMatching(actor, filter, rows),
    freshRows(actor, filter, new Date(since.getTime() - LOOK_BACK)),
  ]);
  return {
    changed,
    gone: rows.map(({ number }) => number).filter((number) => !matching.has(number)),
    fresh,
  };
}

async function changedRows(actor: Actor, shown: readonly ShownRow[]): Promise<readonly IncidentRow[]> {
  if (shown.length === 0) return [];
  const rows = await prisma().$queryRaw<IncidentSqlRow[]>`
    SELECT ${ROW_COLUMNS}, p.name AS assignee_name
    FROM unnest(${shown.map((row) => row.number)}::int[], ${shown.map((row) => row.version)}::int[]) AS s(number, version)
    JOIN incident i ON i.number = s.number AND i.version <> s.version
    LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE ${visibleIncidents(actor)}`;
  return rows.map(toIncidentRow);
}

async function stillMatching(
  actor: Actor,
  filter: IncidentFilter,
  shown: readonly ShownRow[],
): Promise<ReadonlySet<number>> {
  if (shown.length === 0) return new Set();
  const numbers = shown.map((row) => row.number);
  const rows = await prisma().$queryRaw<{ number: number }[]>`
    SELECT i.number FROM incident i
    WHERE ${matchingIncidents(actor, { ...filter, within: null })} AND i.number = ANY(${numbers}::int[])`;
  return new Set(rows.map((row) => row.number));
}

async function freshRows(actor: Actor, filter: IncidentFilter, since: Date): Promise<QueueChanges['fresh']> {
  const rows = await prisma().$queryRaw<{ number: number; is_new: boolean }[]>`
    SELECT i.number, i.created_at > ${since} AS is_new FROM incident i
    WHERE ${matchingIncidents(actor, filter)} AND i.updated_at > ${since}
    ORDER BY i.updated_at DESC, i.id LIMIT ${Prisma.sql`${MAX_FRESH}`}`;
  return rows.map((row) => ({ number: row.number, isNew: row.is_new }));
}
