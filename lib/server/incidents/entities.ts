import 'server-only';
import type { EntityType, EvidenceRole, EvidenceVerdict } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';

/** Most entities of an incident that are listed; the page says when there are more. */
export const INCIDENT_ENTITY_CAP = 500;

interface EntitySqlRow {
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly roles: readonly EvidenceRole[];
  readonly verdict: EvidenceVerdict;
  readonly alert_count: number;
  readonly prevalence: number;
  readonly baseline_days: number;
  readonly hub_pin: 'hub' | 'notHub' | null;
  readonly first_activity: Date;
  readonly last_activity: Date;
}

/** Entities over all alerts of an incident: every role, the worst verdict, those in most alerts first. */
export async function incidentEntities(actor: Actor, incidentId: string): Promise<readonly IncidentEntity[]> {
  const rows = await prisma().$queryRaw<EntitySqlRow[]>`
    SELECT e.entity_id, min(e.type) AS type, coalesce(min(n.name), min(e.name)) AS name,
      array_agg(DISTINCT e.role) AS roles,
      (ARRAY['malicious','suspicious','noThreatsFound','unknown'])[min(coalesce(array_position(
        ARRAY['malicious','suspicious','noThreatsFound','unknown'], e.verdict), 4))] AS verdict,
      count(DISTINCT e.alert_id)::int AS alert_count, max(e.prevalence)::int AS prevalence,
      max(e.baseline_days)::int AS baseline_days, min(n.hub_pin) AS hub_pin,
      min(e.first_activity) AS first_activity, max(e.last_activity) AS last_activity
    FROM alert a
    JOIN alert_evidence e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
    LEFT JOIN entity n ON n.tenant_id = a.tenant_id AND n.id = e.entity_id
    WHERE a.tenant_id = ${actor.tenantId} AND a.incident_id = ${incidentId} AND a.visible
    GROUP BY e.entity_id ORDER BY alert_count DESC, name, e.entity_id LIMIT ${INCIDENT_ENTITY_CAP}`;
  return rows.map((row) => ({
    entityId: row.entity_id,
    type: row.type,
    name: row.name,
    roles: row.roles,
    verdict: row.verdict,
    alertCount: row.alert_count,
    prevalence: row.prevalence,
    baselineDays: row.baseline_days,
    hubPin: row.hub_pin,
    firstActivity: row.first_activity.toISOString(),
    lastActivity: row.last_activity.toISOString(),
  }));
}
