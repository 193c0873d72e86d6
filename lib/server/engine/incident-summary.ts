import 'server-only';
import type { PoolClient } from 'pg';
import type { AlertStatus, Domain, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import { type RollUp, rollUp, type SummaryAlert, type SummaryEntity } from '@/lib/engine/correlation';
import { criticalityOf } from './criticality';

interface SummaryRow {
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly tactic: Tactic;
  readonly serviceSource: ServiceSource;
  readonly domain: Domain;
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly entities: readonly EntityRow[] | null;
}

interface EntityRow {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly distinct: number;
  readonly props: Readonly<Record<string, unknown>> | null;
}

/** Runs one statement inside the caller's transaction: the engine's over `pg`, a person's command over Prisma. */
export type RunSql = <T extends object>(text: string, values: readonly unknown[]) => Promise<readonly T[]>;

/**
 * Computes the fields of an incident that follow from its alerts. A name or severity that a person set stays.
 *
 * @param toldAt when it is said to have changed; null means now
 * @returns what to tell browsers, or null for an incident without alerts (it was emptied by a move)
 */
export async function refreshOver(
  run: RunSql,
  tenantId: string,
  incidentId: string,
  toldAt: number | null,
): Promise<{ readonly type: string; readonly quiet: boolean } | null> {
  const alerts = await summaryAlerts(run, tenantId, incidentId);
  if (alerts.length === 0) {
    await run(
      `update incident set alert_count = 0, active_alert_count = 0, entity_count = 0, version = version + 1
        where tenant_id = $1 and id = $2 and status <> 'redirected' and alert_count > 0`,
      [tenantId, incidentId],
    );
    return null;
  }
  const stored = await store(run, tenantId, incidentId, rollUp(alerts), toldAt);
  if (!stored) return null;
  return { type: stored.version === 2 ? 'incident.created' : 'incident.updated', quiet: stored.historical };
}

/** The same over the engine's own connection. */
export const refreshIncident = (
  tx: PoolClient,
  ...rest: [tenantId: string, incidentId: string, toldAt: number | null]
) => refreshOver(async (text, values) => (await tx.query(text, [...values])).rows, ...rest);

/** The alerts of an incident as the engine sums them up. */
export async function summaryAlerts(
  run: RunSql,
  tenantId: string,
  incidentId: string,
): Promise<readonly SummaryAlert[]> {
  const rows = await run<SummaryRow>(
    `select a.title, a.severity, a.status, a.tactic, a.service_source as "serviceSource", a.domain,
       (extract(epoch from a.first_activity) * 1000)::float8 as "firstActivity",
       (extract(epoch from a.last_activity) * 1000)::float8 as "lastActivity",
       (select json_agg(json_build_object('entityId', e.entity_id, 'type', e.type, 'name', coalesce(n.name, e.name),
          'role', e.role, 'distinct', e.prevalence, 'props', n.props) order by e.entity_id)
        from alert_evidence e left join entity n on n.tenant_id = $1 and n.id = e.entity_id
        where e.tenant_id = $1 and e.alert_id = a.id) as entities
     from alert a where a.tenant_id = $1 and a.incident_id = $2 order by a.first_activity, a.key`,
    [tenantId, incidentId],
  );
  return rows.map((row) => ({ ...row, entities: (row.entities ?? []).map(toEntity) }));
}

function toEntity({ props, ...entity }: EntityRow): SummaryEntity {
  const critical = criticalityOf(props ?? {});
  return critical ? { ...entity, critical } : entity;
}

async function store(
  run: RunSql,
  tenantId: string,
  incidentId: string,
  fields: RollUp,
  toldAt: number | null,
): Promise<{ version: number; historical: boolean } | undefined> {
  const stored = await run<{ version: number; historical: boolean }>(
    `update incident i set
       display_name = case when name_is_custom then display_name else $3 end,
       severity = case when severity_is_custom then severity else $4 end,
       first_activity = to_timestamp($5::float8 / 1000), last_activity = to_timestamp($6::float8 / 1000),
       alert_count = $7, active_alert_count = $8, entity_count = $9, service_sources = $10, domains = $11, tactics = $12,
       impacted = $13, priority = $14, priority_terms = $15, version = version + 1,
       updated_at = greatest(updated_at, coalesce(to_timestamp($16::float8 / 1000), now())),
       techniques = array(select distinct t from alert a, unnest(a.techniques) as t
         where a.tenant_id = $1 and a.incident_id = $2 order by t),
       -- One live alert makes an incident live.
       historical = (select bool_and(a.historical) from alert a where a.tenant_id = $1 and a.incident_id = $2),
       system_tags = case when (select bool_and(a.historical) from alert a where a.tenant_id = $1 and a.incident_id = $2)
         then system_tags else array_remove(system_tags, 'Historical') end
     where tenant_id = $1 and id = $2 and status <> 'redirected' returning version, historical`,
    [
      tenantId,
      incidentId,
      fields.displayName,
      fields.severity,
      fields.firstActivity,
      fields.lastActivity,
      fields.alertCount,
      fields.activeAlertCount,
      fields.entityCount,
      fields.serviceSources,
      fields.domains,
      fields.tactics,
      JSON.stringify(fields.impacted),
      fields.priority,
      JSON.stringify(fields.priorityTerms),
      toldAt,
    ],
  );
  return stored[0];
}
