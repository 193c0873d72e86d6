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
  source: ListSource<F, R>,
  actor: Actor,
  filter: F,
): Promise<number> {
  const counted = await countByCounters(source, actor, filter);
  if (counted !== null) return counted;
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM ${source.table} WHERE ${source.matching(actor, filter)}`;
  return Number(row?.n ?? 0);
}

/** The same by the list's counters; null where they do not tell. */
export async function countByCounters<F extends ListFilter, R>(
  { counters, matching }: ListSource<F, R>,
  actor: Actor,
  filter: F,
): Promise<number | null> {
  const cells = counters?.table(actor, filter) ?? null;
  if (cells === null) return null;
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT coalesce(sum(n), 0) AS n FROM ${cells} WHERE ${matching(actor, filter)}`;
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
    group === null ? [] : valuesOf(source, actor, group, filter, null, MAX_GROUPS),
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
  const others: F = { ...filter, [facet]: NOTHING };
  return valuesOf(source, actor, facet, others, match.trim() || null, TOP);
}

async function valuesOf<F extends ListFilter, R>(
  source: ListSource<F, R>,
  actor: Actor,
  facet: string,
  filter: F,
  match: string | null,
  limit: number,
): Promise<readonly FacetCount[]> {
  const column = source.facets[facet];
  if (!column) return [];
  const { kind, sql, names: given } = column;
  const { counters } = source;
  const cells = counters?.facets.has(facet) ? counters.table(actor, filter) : null;
  const table = cells ?? source.table;
  const amount = cells ? Prisma.sql`sum(n)` : Prisma.sql`count(*)`;
  const conditions = source.matching(actor, filter);
  const from =
    kind === 'list'
      ? Prisma.sql`FROM ${table} LEFT JOIN LATERAL unnest(${sql}) AS u(value) ON TRUE`
      : Prisma.sql`FROM ${table}`;
  const value = kind === 'list' ? Prisma.sql`u.value` : sql;
  const names =
    kind === 'person'
      ? Prisma.sql`LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = v.value`
      : Prisma.sql`LEFT JOIN (SELECT NULL::text AS name) p ON FALSE`;
  const called = match === null ? [] : (given?.holding(match) ?? []);
  const wanted =
    match === null
      ? Prisma.empty
      : Prisma.sql`WHERE coalesce(p.name, v.value) ILIKE ${likePattern(match)} OR v.value = ANY(${[...called]}::text[])`;
  const rows = await prisma().$queryRaw<{ value: string | null; n: bigint; name: string | null }[]>`
    SELECT v.value, v.n, p.name FROM (
      SELECT ${value} AS value, ${amount} AS n ${from} WHERE ${conditions} GROUP BY 1) v ${names} ${wanted}
    ORDER BY v.n DESC, v.value LIMIT ${limit}`;
  return rows.map(({ value: stored, n, name: person }) => {
    const name = person ?? (stored === null ? null : given?.of(stored));
    return { value: stored ?? NO_VALUE, count: Number(n), ...(name ? { name } : {}) };
  });
}
