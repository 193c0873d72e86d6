import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import {
  type FacetCount,
  type IncidentCount,
  type IncidentFacet,
  type IncidentFilter,
  type IncidentGroup,
  NO_VALUE,
} from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { FACET_SQL, likePattern } from './filter-sql';
import { matchingIncidents } from './matching';

/** Values of a facet that a menu offers; the others are found by typing. */
const TOP = 50;
/** Groups of a queue. */
const MAX_GROUPS = 200;

/**
 * How many incidents match, exactly. With filters on status, severity, assignee and history alone this is an index-only
 * scan.
 */
export async function countIncidents(actor: Actor, filter: IncidentFilter): Promise<number> {
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM incident i WHERE ${matchingIncidents(actor, filter)}`;
  return Number(row?.n ?? 0);
}

/** How many incidents match, and how many of them are in each group, the largest groups first. */
export async function countGroups(
  actor: Actor,
  filter: IncidentFilter,
  group: IncidentGroup | null,
): Promise<IncidentCount> {
  const asOf = new Date().toISOString();
  const [total, groups] = await Promise.all([
    countIncidents(actor, filter),
    group === null ? [] : valuesOf(actor, group, matchingIncidents(actor, filter), null, MAX_GROUPS),
  ]);
  return { asOf, total, groups };
}

const NOTHING = { any: [], none: [] } as const;

/**
 * The most frequent values of a facet with the incidents that have them: all the other filters are in force, the facet's
 * own is not, so that a value that is left out says what it would add.
 *
 * @param match only values (or names of people) that contain this
 */
export function topValues(
  actor: Actor,
  filter: IncidentFilter,
  facet: IncidentFacet,
  match = '',
): Promise<readonly FacetCount[]> {
  const others = matchingIncidents(actor, { ...filter, [facet]: NOTHING });
  return valuesOf(actor, facet, others, match.trim() || null, TOP);
}

async function valuesOf(
  actor: Actor,
  facet: IncidentFacet,
  conditions: Prisma.Sql,
  match: string | null,
  limit: number,
): Promise<readonly FacetCount[]> {
  const { isList, sql } = FACET_SQL[facet];
  const from = isList
    ? Prisma.sql`FROM incident i LEFT JOIN LATERAL unnest(${sql}) AS u(value) ON TRUE`
    : Prisma.sql`FROM incident i`;
  const value = isList ? Prisma.sql`u.value` : sql;
  const names =
    facet === 'assignee'
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
