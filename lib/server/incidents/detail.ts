import 'server-only';
import { cache } from 'react';
import type { Reason } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentDetail, MergedIncident } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { visibleIncidents } from './filter-sql';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from './rows';

interface DetailSqlRow extends IncidentSqlRow {
  readonly name_is_custom: boolean;
  readonly severity_is_custom: boolean;
  readonly priority_terms: readonly Reason[];
  readonly redirect_incident_id: string | null;
  readonly follow_up_of: string | null;
  readonly continued_by: string | null;
  readonly resolving_comment: string | null;
  readonly acknowledged_at: Date | null;
  readonly resolved_at: Date | null;
  readonly last_modified_by: string;
}

/** One incident by its number or its id; `null` when the actor's tenant has none of that name. */
export async function getIncident(actor: Actor, key: string): Promise<IncidentDetail | null> {
  const which = /^\d{1,9}$/.test(key) ? Prisma.sql`i.number = ${Number(key)}` : Prisma.sql`i.id = ${key}`;
  const [row] = await prisma().$queryRaw<DetailSqlRow[]>`
    SELECT ${ROW_COLUMNS}, p.name AS assignee_name, i.name_is_custom, i.severity_is_custom, i.priority_terms,
      i.redirect_incident_id, i.follow_up_of, i.continued_by, i.resolving_comment, i.acknowledged_at, i.resolved_at,
      i.last_modified_by
    FROM incident i LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE ${visibleIncidents(actor)} AND ${which}`;
  if (row === undefined) return null;
  const [named, mergedFrom] = await Promise.all([
    references(actor, [row.redirect_incident_id, row.follow_up_of, row.continued_by]),
    mergedInto(actor, row.id),
  ]);
  const reference = (id: string | null): MergedIncident | null =>
    id === null ? null : (named.get(id) ?? null);
  return {
    ...toIncidentRow(row),
    nameIsCustom: row.name_is_custom,
    severityIsCustom: row.severity_is_custom,
    priorityTerms: row.priority_terms,
    redirectTo: reference(row.redirect_incident_id),
    mergedFrom,
    followUpOf: reference(row.follow_up_of),
    continuedBy: reference(row.continued_by),
    resolvingComment: row.resolving_comment,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    lastModifiedBy: row.last_modified_by,
  };
}

/** `getIncident` once per request, for the layout and the page inside it. */
export const loadIncident = cache(getIncident);

/**
 * Incidents that redirect to this one, on whatever way. The memberships that merges left behind name them; whether they
 * still redirect they say themselves.
 */
async function mergedInto(actor: Actor, id: string): Promise<readonly MergedIncident[]> {
  return prisma().$queryRaw<MergedIncident[]>`
    WITH RECURSIVE gone AS (
      SELECT ${actor.tenantId}::text AS tenant_id, ${id}::text AS id
      UNION
      SELECT i.tenant_id, i.id FROM gone
      JOIN incident_membership m ON m.tenant_id = gone.tenant_id AND m.incident_id = gone.id AND m.cause = 'merged'
      JOIN incident i ON i.tenant_id = m.tenant_id AND i.id = m.from_incident_id AND i.redirect_incident_id = gone.id
    )
    SELECT i.id, i.number, i.display_name AS "displayName" FROM gone JOIN incident i USING (tenant_id, id)
    WHERE i.id <> ${id} ORDER BY i.number`;
}

/** Numbers and names of incidents, by id. */
async function references(
  actor: Actor,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, MergedIncident>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await prisma().incident.findMany({
    where: { tenantId: actor.tenantId, id: { in: wanted } },
    select: { id: true, number: true, displayName: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** People that an incident or an alert may be assigned to. */
export async function assignablePeople(actor: Actor): Promise<readonly { id: string; name: string }[]> {
  return prisma().user.findMany({
    where: {
      tenantId: actor.tenantId,
      disabledAt: null,
      roles: { hasSome: ['analyst', 'identityAdmin', 'admin'] },
    },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 500,
  });
}
