import 'server-only';
import type { PoolClient } from 'pg';
import type { PreparedSignal } from './alerting';
import type { World } from './dedup';

/**
 * Adds what a signal names to its alert; of two roles of one entity, the attacker's and the victim's stay.
 *
 * @returns how many entities the alert did not have yet
 */
export async function addEvidence(
  tx: PoolClient,
  world: World,
  alertId: string,
  prepared: PreparedSignal,
): Promise<number> {
  let added = 0;
  for (const { entityId, item, prevalence } of prepared.evidence) {
    const inserted = await tx.query<{ fresh: boolean }>(
      `insert into alert_evidence as e (tenant_id, alert_id, entity_id, type, name, role, verdict, props, prevalence,
         baseline_days, first_activity, last_activity)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (tenant_id, alert_id, entity_id) do update set
         first_activity = least(e.first_activity, excluded.first_activity),
         last_activity = greatest(e.last_activity, excluded.last_activity),
         role = case when excluded.role in ('compromised', 'attacker') then excluded.role else e.role end,
         -- A person's word on it stays.
         verdict = case when e.verdict_by is null and excluded.verdict <> 'unknown' then excluded.verdict else e.verdict end
       returning (xmax = 0) as fresh`,
      [
        world.tenantId,
        alertId,
        entityId,
        item.type,
        item.name,
        item.role,
        item.verdict,
        JSON.stringify(item.props ?? {}),
        prevalence.distinct,
        prevalence.baselineDays,
        new Date(prepared.signal.firstActivity),
        new Date(prepared.signal.lastActivity),
      ],
    );
    if (inserted.rows[0]?.fresh) added++;
  }
  return added;
}
