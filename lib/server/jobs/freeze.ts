import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertFilter } from '@/lib/domain/views/alert';
import type { IncidentFilter } from '@/lib/domain/views/incident';
import { alertConditions, visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { incidentConditions, visibleIncidents } from '@/lib/server/incidents/filter-sql';

/** A selection whose filter, if it has one, has been read. */
export type ReadSelection =
  | { readonly target: 'incident' | 'alert'; readonly ids: readonly string[] }
  | { readonly target: 'incident'; readonly filter: IncidentFilter; readonly expected: number }
  | { readonly target: 'alert'; readonly filter: AlertFilter; readonly expected: number };

/** FROM and WHERE of what an actor selected. */
export function selectedSql(actor: Actor, selection: ReadSelection): Prisma.Sql {
  if (selection.target === 'incident') {
    const conditions =
      'ids' in selection
        ? [visibleIncidents(actor), Prisma.sql`i.id = ANY(${[...selection.ids]}::text[])`]
        : [visibleIncidents(actor), ...incidentConditions(actor, selection.filter, Date.now())];
    return Prisma.sql`FROM incident i WHERE ${Prisma.join(conditions, ' AND ')}`;
  }
  const conditions =
    'ids' in selection
      ? [visibleAlerts(actor), Prisma.sql`a.id = ANY(${[...selection.ids]}::text[])`]
      : [...alertConditions(actor, selection.filter, Date.now())];
  return Prisma.sql`FROM alert a WHERE ${Prisma.join(conditions, ' AND ')}`;
}

/** The statement that keeps exactly what is selected at this moment, and in which version. */
export function freezeSql(actor: Actor, jobId: string, selection: ReadSelection): Prisma.Sql {
  const t = selection.target === 'incident' ? Prisma.sql`i` : Prisma.sql`a`;
  return Prisma.sql`INSERT INTO job_item (tenant_id, job_id, position, target_id, version)
    SELECT ${actor.tenantId}, ${jobId}, row_number() OVER (ORDER BY ${t}.updated_at DESC, ${t}.id), ${t}.id, ${t}.version
    ${selectedSql(actor, selection)}`;
}
