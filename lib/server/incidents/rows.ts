import 'server-only';
import type { Classification, Determination, Domain, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { IncidentStatus } from '@/lib/domain/incident';
import type { Severity } from '@/lib/domain/severity';
import type { ImpactedEntity, IncidentRow, Person } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** The columns of a row of the queue. Lists that were never set are NULL in the database. */
export const ROW_COLUMNS = Prisma.sql`i.id, i.number, i.display_name, i.severity, i.status, i.classification,
  i.determination, i.assigned_to, coalesce(i.custom_tags, '{}') AS custom_tags, coalesce(i.system_tags, '{}') AS system_tags,
  i.priority, coalesce(i.service_sources, '{}') AS service_sources, coalesce(i.domains, '{}') AS domains,
  coalesce(i.tactics, '{}') AS tactics, coalesce(i.techniques, '{}') AS techniques,
  i.impacted, i.alert_count, i.active_alert_count, i.entity_count, i.historical, i.first_activity, i.last_activity,
  i.created_at, i.updated_at, i.version`;

export interface IncidentSqlRow {
  readonly id: string;
  readonly number: number;
  readonly display_name: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assigned_to: string | null;
  readonly assignee_name: string | null;
  readonly custom_tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly priority: number;
  readonly service_sources: readonly ServiceSource[];
  readonly domains: readonly Domain[];
  readonly tactics: readonly Tactic[];
  readonly techniques: readonly string[];
  readonly impacted: readonly ImpactedEntity[];
  readonly alert_count: number;
  readonly active_alert_count: number;
  readonly entity_count: number;
  readonly historical: boolean;
  readonly first_activity: Date;
  readonly last_activity: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** A person by id; the id stands in for the name of somebody who is gone. */
export const person = (id: string | null, name: string | null): Person | null =>
  id === null ? null : { id, name: name ?? id };

export function toIncidentRow(row: IncidentSqlRow): IncidentRow {
  return {
    id: row.id,
    number: row.number,
    displayName: row.display_name,
    severity: row.severity,
    status: row.status,
    classification: row.classification,
    determination: row.determination,
    assignedTo: person(row.assigned_to, row.assignee_name),
    customTags: row.custom_tags,
    systemTags: row.system_tags,
    priority: row.priority,
    serviceSources: row.service_sources,
    domains: row.domains,
    tactics: row.tactics,
    techniques: row.techniques,
    impacted: row.impacted,
    alertCount: row.alert_count,
    activeAlertCount: row.active_alert_count,
    entityCount: row.entity_count,
    historical: row.historical,
    firstActivity: row.first_activity.toISOString(),
    lastActivity: row.last_activity.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}
