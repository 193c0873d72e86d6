import 'server-only';
import type {
  AlertStatus,
  Classification,
  Determination,
  Domain,
  ServiceSource,
  Tactic,
} from '@/lib/domain/alert';
import { techniqueLabel } from '@/lib/domain/attack';
import type { Severity } from '@/lib/domain/severity';
import type { AlertRowView } from '@/lib/domain/views/alert';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { person } from '@/lib/server/incidents/rows';

/** The columns of a row of the alert queue. */
export const ALERT_COLUMNS = Prisma.sql`a.id, a.title, a.severity, a.status, a.classification, a.determination,
  a.assigned_to, a.service_source, a.domain, a.tactic, coalesce(a.techniques, '{}') AS techniques, a.count, a.historical, a.first_activity,
  a.last_activity, a.created_at, a.updated_at, a.incident_id, a.visible, a.version`;

export interface AlertSqlRow {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assigned_to: string | null;
  readonly assignee_name: string | null;
  readonly service_source: ServiceSource;
  readonly domain: Domain;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  readonly count: number;
  readonly historical: boolean;
  readonly first_activity: Date;
  readonly last_activity: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
  readonly incident_name: string | null;
  readonly visible: boolean;
  readonly version: number;
}

export function toAlertRow(row: AlertSqlRow): AlertRowView {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    status: row.status,
    classification: row.classification,
    determination: row.determination,
    assignedTo: person(row.assigned_to, row.assignee_name),
    serviceSource: row.service_source,
    domain: row.domain,
    tactic: row.tactic,
    techniques: row.techniques,
    techniqueLabels: row.techniques.map(techniqueLabel),
    count: row.count,
    historical: row.historical,
    firstActivity: row.first_activity.toISOString(),
    lastActivity: row.last_activity.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    incident:
      row.incident_number === null
        ? null
        : {
            number: row.incident_number,
            displayName: row.incident_name ?? `Incident ${row.incident_number}`,
          },
    visible: row.visible,
    version: row.version,
  };
}
