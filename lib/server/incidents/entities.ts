import 'server-only';
import type { EntityType, EvidenceRole, EvidenceVerdict, RemediationStatus } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskLevel, RiskState } from '@/lib/domain/risk';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { detailOf } from '@/lib/server/alerts/evidence';
import { prisma } from '@/lib/server/db';
import { criticalityOf } from '@/lib/server/engine/criticality';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { VERDICT_ORDER } from './verdict';

/** Most entities of an incident that are listed; the page says when there are more. */
export const INCIDENT_ENTITY_CAP = 500;

interface EntitySqlRow {
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly roles: readonly EvidenceRole[];
  readonly verdict: EvidenceVerdict;
  readonly verdict_by: string | null;
  readonly remediation: readonly RemediationStatus[];
  readonly evidence_props: Readonly<Record<string, unknown>> | null;
  readonly props: Readonly<Record<string, unknown>> | null;
  readonly risk_level: RiskLevel | null;
  readonly risk_state: RiskState | null;
  readonly alert_count: number;
  readonly prevalence: number;
  readonly baseline_days: number;
  readonly hub_pin: 'hub' | 'notHub' | null;
  readonly first_activity: Date;
  readonly last_activity: Date;
}

/**
 * Entities over all alerts of an incident: every role, a person's verdict or the worst one, those in most alerts first.
 *
 * @param types only these; all without it
 */
export async function incidentEntities(
  actor: Actor,
  incidentId: string,
  types: readonly EntityType[] | null = null,
): Promise<readonly IncidentEntity[]> {
  const ofTypes = types === null ? Prisma.sql`TRUE` : Prisma.sql`e.type = ANY(${[...types]}::text[])`;
  const rows = await prisma().$queryRaw<EntitySqlRow[]>`
    SELECT t.*, coalesce(n.name, t.evidence_name) AS name, n.hub_pin, n.props, r.risk_level, r.risk_state,
      (SELECT x.props FROM alert_evidence x WHERE x.tenant_id = ${actor.tenantId} AND x.alert_id = t.first_alert
        AND x.entity_id = t.entity_id) AS evidence_props
    FROM (
      SELECT entity_id, min(type) AS type, min(name) AS evidence_name, array_agg(DISTINCT role) AS roles,
        coalesce(min(decided), (${VERDICT_ORDER})[min(worst)]) AS verdict, max(verdict_by) AS verdict_by,
        coalesce(array_agg(DISTINCT remediation) FILTER (WHERE remediation <> 'none'), '{}') AS remediation,
        sum(n)::int AS alert_count, max(prevalence)::int AS prevalence, max(baseline_days)::int AS baseline_days,
        min(first_activity) AS first_activity, max(last_activity) AS last_activity, min(first_alert) AS first_alert
      FROM (
        -- An alert names an entity once. Few roles and remediations are left to be made distinct.
        SELECT e.entity_id, e.role, e.remediation, min(e.type) AS type, min(e.name) AS name, count(*) AS n,
          min(e.verdict) FILTER (WHERE e.verdict_by IS NOT NULL) AS decided, max(e.verdict_by) AS verdict_by,
          min(coalesce(array_position(${VERDICT_ORDER}, e.verdict), 4)) AS worst, max(e.prevalence) AS prevalence,
          max(e.baseline_days) AS baseline_days, min(e.first_activity) AS first_activity,
          max(e.last_activity) AS last_activity, min(e.alert_id) AS first_alert
        FROM alert a
        JOIN alert_evidence e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
        WHERE a.tenant_id = ${actor.tenantId} AND a.incident_id = ${incidentId} AND a.visible AND ${ofTypes}
        GROUP BY e.entity_id, e.role, e.remediation) g
      GROUP BY entity_id ORDER BY alert_count DESC, evidence_name, entity_id LIMIT ${INCIDENT_ENTITY_CAP}) t
    LEFT JOIN entity n ON n.tenant_id = ${actor.tenantId} AND n.id = t.entity_id
    LEFT JOIN risky_user r ON r.tenant_id = ${actor.tenantId} AND r.id = t.entity_id
    ORDER BY t.alert_count DESC, name, t.entity_id`;
  return rows.map(toEntity);
}

const toEntity = (row: EntitySqlRow): IncidentEntity => ({
  entityId: row.entity_id,
  type: row.type,
  name: row.name,
  detail: detailOf({ type: row.type, props: row.evidence_props ?? {} }, undefined),
  roles: row.roles,
  verdict: row.verdict,
  verdictBy: row.verdict_by,
  remediation: row.remediation,
  critical: criticalityOf(row.props ?? {}) ?? null,
  facts: factsOf(row.props ?? {}),
  risk:
    row.risk_level === null || row.risk_state === null
      ? null
      : { level: row.risk_level, state: row.risk_state },
  alertCount: row.alert_count,
  prevalence: row.prevalence,
  baselineDays: row.baseline_days,
  hubPin: row.hub_pin,
  firstActivity: row.first_activity.toISOString(),
  lastActivity: row.last_activity.toISOString(),
});

/** What directories and inventories say of an entity, in a few words. */
function factsOf(props: Readonly<Record<string, unknown>>): string | null {
  const words = ['jobTitle', 'department', 'os'].flatMap((key) => {
    const value = props[key];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return words.join(', ') || null;
}
