import 'server-only';
import type { PoolClient } from 'pg';
import type { ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';
import type { AlertEntity, AlertNode, Constraint, IncidentNode } from '@/lib/engine/correlation/types';

interface NodeRow {
  readonly id: string;
  readonly key: string;
  readonly severity: Severity;
  readonly service_source: ServiceSource;
  readonly tactic: Tactic;
  readonly techniques: string[];
  readonly first: number;
  readonly last: number;
  readonly provider_alert_id: string | null;
  readonly provider_incident_id: string | null;
  readonly contains_alert_ids: string[];
  readonly incident_id: string | null;
  readonly entities: readonly EvidenceRow[] | null;
}

interface EvidenceRow {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly distinct: number;
  readonly baselineDays: number;
  readonly pin: 'hub' | 'notHub' | null;
}

/** What correlation sees of alerts, with the rarity that was frozen when each was made. */
export async function alertNodes(
  tx: PoolClient,
  tenantId: string,
  ids: readonly string[],
): Promise<AlertNode[]> {
  if (ids.length === 0) return [];
  const found = await tx.query<NodeRow>(
    `select a.id, a.key, a.severity, a.service_source, a.tactic, a.techniques,
       (extract(epoch from a.first_activity) * 1000)::float8 as first, (extract(epoch from a.last_activity) * 1000)::float8 as last,
       a.provider_alert_id, a.provider_incident_id, coalesce(a.contains_alert_ids, '{}') as contains_alert_ids, a.incident_id,
       (select json_agg(json_build_object('entityId', e.entity_id, 'type', e.type, 'name', e.name, 'role', e.role,
          'distinct', e.prevalence, 'baselineDays', e.baseline_days, 'pin', n.hub_pin) order by e.entity_id)
        from alert_evidence e left join entity n on n.tenant_id = $1 and n.id = e.entity_id
        where e.tenant_id = $1 and e.alert_id = a.id) as entities
     from alert a where a.tenant_id = $1 and a.id = any($2) order by a.key`,
    [tenantId, ids],
  );
  return found.rows.map(toNode);
}

function toNode(row: NodeRow): AlertNode {
  return {
    alertId: row.id,
    alertKey: row.key,
    severity: row.severity,
    serviceSource: row.service_source,
    tactic: row.tactic,
    techniques: row.techniques,
    firstActivity: Math.round(row.first),
    lastActivity: Math.round(row.last),
    entities: (row.entities ?? []).map(toEntity),
    ...(row.provider_incident_id ? { providerIncidentId: row.provider_incident_id } : {}),
    ...(row.provider_alert_id ? { providerAlertId: row.provider_alert_id } : {}),
    ...(row.contains_alert_ids.length > 0 ? { containsAlertIds: row.contains_alert_ids } : {}),
    incidentId: row.incident_id,
  };
}

const toEntity = (e: EvidenceRow): AlertEntity => ({
  entityId: e.entityId,
  type: e.type,
  name: e.name,
  role: e.role,
  prevalence: { distinct: e.distinct, baselineDays: e.baselineDays, ...(e.pin ? { pinned: e.pin } : {}) },
});

/** Ids of visible alerts that share an entity inside its window, nearest in time first on both sides. */
export async function alertsSharing(
  tx: PoolClient,
  world: { readonly tenantId: string; readonly origin: string },
  window: { readonly entityId: string; readonly from: number; readonly to: number },
  around: number,
  limit: number,
): Promise<string[]> {
  const found = await tx.query<{ alert_id: string }>(
    `(select e.alert_id from alert_evidence e join alert a on a.tenant_id = $1 and a.id = e.alert_id and a.visible and a.origin = $7
       where e.tenant_id = $1 and e.entity_id = $2 and e.last_activity >= $4 and e.first_activity <= $5
       order by e.last_activity limit $6)
     union all
     (select e.alert_id from alert_evidence e join alert a on a.tenant_id = $1 and a.id = e.alert_id and a.visible and a.origin = $7
       where e.tenant_id = $1 and e.entity_id = $2 and e.last_activity >= $3 and e.last_activity < $4
       order by e.last_activity desc limit $6)`,
    [
      world.tenantId,
      window.entityId,
      new Date(window.from),
      new Date(around),
      new Date(window.to),
      Math.ceil(limit / 2),
      world.origin,
    ],
  );
  return found.rows.map((row) => row.alert_id);
}

/** Alerts of the same world that a vendor's own grouping puts beside this one. */
export async function alertsFused(
  tx: PoolClient,
  world: { readonly tenantId: string; readonly origin: string },
  alert: AlertNode,
): Promise<string[]> {
  if (!alert.providerAlertId && !alert.providerIncidentId) return [];
  // Three look-ups, each through its own index: as one condition with OR they would read the table.
  const found = await tx.query<{ id: string }>(
    `select id from (
       select id, origin from alert where tenant_id = $1 and service_source = $2 and provider_alert_id = any($4)
       union select id, origin from alert where tenant_id = $1 and service_source = $2 and contains_alert_ids <> array[]::text[]
         and contains_alert_ids @> array[$5::text]
       union select id, origin from alert where tenant_id = $1 and service_source = $2 and provider_incident_id = $6
     ) as fused where id <> $3 and origin = $7 order by id limit 300`,
    [
      world.tenantId,
      alert.serviceSource,
      alert.alertId,
      alert.containsAlertIds ?? [],
      alert.providerAlertId ?? null,
      alert.providerIncidentId ?? null,
      world.origin,
    ],
  );
  return found.rows.map((row) => row.id);
}

/** The incident of each of some alerts, as it is now. */
export async function incidentsOf(
  tx: PoolClient,
  tenantId: string,
  alertIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const found = await tx.query<{ id: string; incident_id: string | null }>(
    'select id, incident_id from alert where tenant_id = $1 and id = any($2)',
    [tenantId, alertIds],
  );
  return new Map(found.rows.map((row) => [row.id, row.incident_id]));
}

/** Holds incidents as they are until the decision is stored: nobody resolves one between the look at it and the link. */
export async function lockIncidents(tx: PoolClient, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('select 1 from incident where tenant_id = $1 and id = any($2) order by id for update', [
    tenantId,
    ids,
  ]);
}

/** What correlation sees of incidents; follow-ups of the asked ones come with them. */
export async function incidentNodes(
  tx: PoolClient,
  tenantId: string,
  ids: readonly string[],
): Promise<IncidentNode[]> {
  if (ids.length === 0) return [];
  const found = await tx.query<IncidentNode>(
    `with recursive asked as (
       select * from incident where tenant_id = $1 and id = any($2)
       union select i.* from incident i join asked a on i.tenant_id = $1 and i.id in (a.continued_by, a.redirect_incident_id))
     select id as "incidentId", status, assigned_to as "assignedTo", classification, determination,
       alert_count as "alertCount", entity_count as "entityCount",
       (extract(epoch from first_activity) * 1000)::float8 as "firstActivity",
       (extract(epoch from last_activity) * 1000)::float8 as "lastActivity", number as "createdSequence", historical,
       follow_up_of as "followUpOf", continued_by as "continuedBy",
       -- What people set apart: a forbidden pair of an alert of this incident and another incident.
       array(select c.incident_id from correlation_constraint c join alert a on a.tenant_id = $1 and a.id = c.alert_id
         where c.tenant_id = $1 and c.kind = 'forbid' and a.incident_id = asked.id order by 1) as "apartFrom"
     from asked order by number`,
    [tenantId, ids],
  );
  return found.rows;
}

/** What people decided about any of these alerts. */
export async function constraintsOf(
  tx: PoolClient,
  tenantId: string,
  alertIds: readonly string[],
): Promise<Constraint[]> {
  const found = await tx.query<Constraint>(
    `select kind, alert_id as "alertId", incident_id as "incidentId" from correlation_constraint
      where tenant_id = $1 and alert_id = any($2) order by alert_id, incident_id, kind`,
    [tenantId, alertIds],
  );
  return found.rows;
}
