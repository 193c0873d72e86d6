import 'server-only';
import type { AlertStatus, Domain, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import { type RollUp, rollUp, type SummaryAlert } from '@/lib/engine/correlation';
import type { Tx } from '@/lib/server/audit/with-audit';
import type { CommandContext } from '@/lib/server/command';
import { criticalityOf } from '@/lib/server/engine/criticality';

interface SummarySqlRow {
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly tactic: Tactic;
  readonly service_source: ServiceSource;
  readonly domain: Domain;
  readonly first_activity: Date;
  readonly last_activity: Date;
  readonly entities:
    | readonly {
        readonly entityId: string;
        readonly type: EntityType;
        readonly name: string;
        readonly role: EvidenceRole;
        readonly distinct: number;
        readonly props: Readonly<Record<string, unknown>> | null;
      }[]
    | null;
}

/** The alerts of an incident as the engine sums them up. */
export async function summaryAlerts(
  tx: Tx,
  tenantId: string,
  incidentId: string,
): Promise<readonly SummaryAlert[]> {
  const rows = await tx.$queryRaw<SummarySqlRow[]>`
    SELECT a.title, a.severity, a.status, a.tactic, a.service_source, a.domain, a.first_activity, a.last_activity,
      (SELECT json_agg(json_build_object('entityId', e.entity_id, 'type', e.type, 'name', coalesce(n.name, e.name),
         'role', e.role, 'distinct', e.prevalence, 'props', n.props) ORDER BY e.entity_id)
       FROM alert_evidence e LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
       WHERE e.tenant_id = a.tenant_id AND e.alert_id = a.id) AS entities
    FROM alert a WHERE a.tenant_id = ${tenantId} AND a.incident_id = ${incidentId} ORDER BY a.first_activity, a.key`;
  return rows.map((row) => ({
    title: row.title,
    severity: row.severity,
    status: row.status,
    tactic: row.tactic,
    serviceSource: row.service_source,
    domain: row.domain,
    firstActivity: row.first_activity.getTime(),
    lastActivity: row.last_activity.getTime(),
    entities: (row.entities ?? []).map(({ props, ...entity }) => {
      const critical = criticalityOf(props ?? {});
      return critical === undefined ? entity : { ...entity, critical };
    }),
  }));
}

/** Computes again what follows from an incident's alerts; a name or severity that a person set stays. */
export async function refreshRollUp(
  { tx, actor, now }: CommandContext,
  incidentId: string,
): Promise<RollUp | null> {
  const alerts = await summaryAlerts(tx, actor.tenantId, incidentId);
  if (alerts.length === 0) return null;
  const sum = rollUp(alerts);
  const where = { tenantId_id: { tenantId: actor.tenantId, id: incidentId } };
  const own = await tx.incident.findUniqueOrThrow({
    where,
    select: { nameIsCustom: true, severityIsCustom: true },
  });
  await tx.incident.update({
    where,
    data: {
      ...(own.nameIsCustom ? {} : { displayName: sum.displayName }),
      ...(own.severityIsCustom ? {} : { severity: sum.severity }),
      firstActivity: new Date(sum.firstActivity),
      lastActivity: new Date(sum.lastActivity),
      alertCount: sum.alertCount,
      activeAlertCount: sum.activeAlertCount,
      entityCount: sum.entityCount,
      serviceSources: [...sum.serviceSources],
      domains: [...sum.domains],
      tactics: [...sum.tactics],
      impacted: sum.impacted.map((item) => ({ ...item })),
      priority: sum.priority,
      priorityTerms: sum.priorityTerms.map((item) => ({ ...item })),
      version: { increment: 1 },
      updatedAt: now,
    },
  });
  return sum;
}
