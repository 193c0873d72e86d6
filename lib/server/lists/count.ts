import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { type FacetCount, type ListCount, type ListFilter, NO_VALUE } from '@/lib/domain/views/list';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { likePattern } from './conditions';
import type { ListSource } from './source';

/** Values of a facet that a menu offers; the others are found by typing. */
const TOP = 50;
/** Groups of a list. */
const MAX_GROUPS = 200;

/** How many rows match, exactly. */
export async function countList<F extends ListFilter, R>(
  { table, matching, counted }: ListSource<F, R>,
  actor: Actor,
  filter: F,
): Promise<number> {
  const quick = counted?.(actor, filter) ?? null;
  if (quick !== null) return quick;
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM ${table} WHERE ${matching(actor, filter)}`;
  return Number(row?.n ?? 0);
}

/** How many rows match, and how many of them are in each group, the largest groups first. */
export async function countListGroups<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  group: string | null,
): Promise<ListCount> {
  const asOf = new Date().toISOString();
  const [total, groups] = await Promise.all([
    countList(source, actor, filter),
    group === null ? [] : valuesOf(source, actor, group, source.matching(actor, filter), null, MAX_GROUPS),
  ]);
  return { asOf, total, groups };
}

const NOTHING = { any: [], none: [] } as const;

/**
 * The most frequent values of a facet with the rows that have them: all the other filters are in force, the facet's own
 * is not, so that a value that is left out says what it would add.
 *
 * @param match only values (or names of people) that contain this
 */
export function topListValues<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
  facet: string,
  match = '',
): Promise<readonly FacetCount[]> {
  const others = source.matching(actor, { ...filter, [facet]: NOTHING });
  return valuesOf(source, actor, facet, others, match.trim() || null, TOP);
}

async function valuesOf<F extends ListFilter, R>(
  { facets, table }: ListSource<F, R>,
  actor: Actor,
  facet: string,
  conditions: Prisma.Sql,
  match: string | null,
  limit: number,
): Promise<readonly FacetCount[]> {
  const column = facets[facet];
  if (!column) return [];
  const { kind, sql } = column;
  const from =
    kind === 'list'
      ? Prisma.sql`FROM ${table} LEFT JOIN LATERAL unnest(${sql}) AS u(value) ON TRUE`
      : Prisma.sql`FROM ${table}`;
  const value = kind === 'list' ? Prisma.sql`u.value` : sql;
  const names =
    kind === 'person'
      ? Prisma.sql`LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = v.value`
      : Prisma.sql`LEFT JOIN (SELECT NULL::text AS name) p ON FALSE`;
  const wanted =
    match === null ? Prisma.empty : Prisma.sql`WHERE coalesce(p.name, v.value) ILIKE ${likePattern(match)}`;
  const rows = await prisma().$queryRaw<{ value: string | null; n: bigint; name: string | null }[]>`
    SELECT v.value, v.n, p.name FROM (
      SELECT ${value} AS value, count(*) AS n ${from} WHERE ${conditions} GROUP BY 1) v ${names} ${wanted}
    ORDER BY v.n DESC, v.value LIMIT ${limit}`;
  return rows.map((row) => ({
    value: row.value ?? NO_VALUE,
    count: Number(row.n),
    ...(row.name === null ? {} : { name: row.name }),
  }));
}
