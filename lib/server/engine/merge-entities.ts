import 'server-only';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { World } from './dedup';
import type { AppliedMerge } from './identity';

/**
 * Makes a merge of two entities true in the tables: identifiers, evidence and risk move to the winner, the loser
 * points at it, and the trace keeps what proved it.
 *
 * @returns ids of the alerts that the two now share an entity with: they are scored again
 */
export async function mergeEntities(tx: PoolClient, world: World, merge: AppliedMerge): Promise<string[]> {
  const key = [world.tenantId, merge.winner, merge.loser];
  // A person's word on the loser holds for the winner, unless the winner has one of its own.
  await tx.query(
    `update entity w set hub_pin = l.hub_pin from entity l where w.tenant_id = $1 and w.id = $2
       and l.tenant_id = $1 and l.id = $3 and w.hub_pin is null and l.hub_pin is not null`,
    key,
  );
  await tx.query('update entity set merged_into = $2 where tenant_id = $1 and id = $3', key);
  await tx.query('update entity_identifier set entity_id = $2 where tenant_id = $1 and entity_id = $3', key);
  await moveEvidence(tx, key);
  await moveRisk(tx, key);
  await tx.query(
    `insert into entity_merge (tenant_id, id, winner_id, loser_id, reason, row_id, at)
     values ($1, $4, $2, $3, $5, $6, to_timestamp($7 / 1000.0))`,
    [...key, randomUUID(), merge.reason, merge.rowId, merge.at],
  );
  const alerts = await tx.query<{ alert_id: string }>(
    `select alert_id from alert_evidence where tenant_id = $1 and entity_id = $2 order by last_activity desc, alert_id limit 300`,
    [world.tenantId, merge.winner],
  );
  return alerts.rows.map((row) => row.alert_id);
}

/** An alert may name both already: then its loser's row only goes, and a person's verdict on it stays. */
async function moveEvidence(tx: PoolClient, key: readonly string[]): Promise<void> {
  await tx.query(
    `update alert_evidence w set verdict = l.verdict, verdict_by = l.verdict_by from alert_evidence l
      where w.tenant_id = $1 and w.entity_id = $2 and w.verdict_by is null
        and l.tenant_id = $1 and l.entity_id = $3 and l.alert_id = w.alert_id and l.verdict_by is not null`,
    [...key],
  );
  await tx.query(
    `delete from alert_evidence l where tenant_id = $1 and entity_id = $3 and exists (
       select 1 from alert_evidence w where w.tenant_id = $1 and w.alert_id = l.alert_id and w.entity_id = $2)`,
    [...key],
  );
  await tx.query('update alert_evidence set entity_id = $2 where tenant_id = $1 and entity_id = $3', [
    ...key,
  ]);
}

/**
 * Detections, sign-ins and history become the winner's. Of two standings the one at risk stays, then the higher, then
 * the later; the caller assesses the winner again from everything that it now has.
 */
async function moveRisk(tx: PoolClient, key: readonly string[]): Promise<void> {
  // The same alert may have put both at risk: that is one detection.
  await tx.query(
    `delete from risk_detection l where tenant_id = $1 and user_id = $3 and exists (select 1 from risk_detection w
       where w.tenant_id = $1 and w.user_id = $2 and w.alert_id = l.alert_id and w.risk_event_type = l.risk_event_type
         and w.risk_state = l.risk_state)`,
    [...key],
  );
  await tx.query('update risk_detection set user_id = $2 where tenant_id = $1 and user_id = $3', [...key]);
  await tx.query('update risky_sign_in set user_id = $2 where tenant_id = $1 and user_id = $3', [...key]);
  await tx.query('update risk_history set user_id = $2 where tenant_id = $1 and user_id = $3', [...key]);
  await tx.query(
    `update risky_user set id = $2 where tenant_id = $1 and id = $3
       and not exists (select 1 from risky_user where tenant_id = $1 and id = $2)`,
    [...key],
  );
  await tx.query(
    `update risky_user w set risk_level = l.risk_level, risk_state = l.risk_state, risk_detail = l.risk_detail,
       explanation = l.explanation, last_updated = greatest(w.last_updated, l.last_updated), version = w.version + 1
     from risky_user l where w.tenant_id = $1 and w.id = $2 and l.tenant_id = $1 and l.id = $3 and l.id <> w.id
       and (${rank('l')}) > (${rank('w')})`,
    [...key],
  );
  await tx.query('delete from risky_user where tenant_id = $1 and id = $3 and id <> $2', [...key]);
}

const rank = (user: string): string =>
  `${user}.risk_state in ('atRisk', 'confirmedCompromised'),
   array_position(array['none', 'hidden', 'low', 'medium', 'high'], ${user}.risk_level), ${user}.last_updated`;
