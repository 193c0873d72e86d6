import 'server-only';
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { derivedId } from '@/lib/core/hash';
import type { Reason } from '@/lib/domain/alert';
import type {
  NewDetection,
  RiskChange,
  RiskContext,
  RiskDetectionView,
  RiskUser,
  RiskySignInView,
} from '@/lib/engine/risk';
import type { World } from './dedup';

const STANDING = 'risk_level as level, risk_state as state, risk_detail as detail';
const NO_RISK = { level: 'none', state: 'none', detail: 'none', isDeleted: false } as const;

/** Everything that the risk of one user depends on. */
export async function riskContext(
  tx: PoolClient,
  tenantId: string,
  userId: string,
  actor: string,
  now: number,
): Promise<RiskContext> {
  const key = [tenantId, userId];
  const user = await tx.query<Omit<RiskUser, 'id'>>(
    `select ${STANDING}, is_deleted as "isDeleted" from risky_user where tenant_id = $1 and id = $2 for update`,
    key,
  );
  const detections = await tx.query<RiskDetectionView>(
    `select d.id, d.risk_level as level, d.risk_state as state, d.risk_detail as detail, d.risk_event_type as type,
       d.activity, d.source, d.sign_in_id as "signInId", d.alert_id as "alertId", a.tactic,
       (extract(epoch from d.activity_at) * 1000)::float8 as "activityAt"
     from risk_detection d left join alert a on a.tenant_id = $1 and a.id = d.alert_id
     where d.tenant_id = $1 and d.user_id = $2 order by d.activity_at, d.id`,
    key,
  );
  const signIns = await tx.query<RiskySignInView>(
    `select id, level_during as "levelDuring", level_aggregated as level, risk_state as state, risk_detail as detail
     from risky_sign_in where tenant_id = $1 and user_id = $2 order by at, id`,
    key,
  );
  return {
    user: { ...NO_RISK, ...user.rows[0], id: userId },
    detections: detections.rows,
    signIns: signIns.rows,
    actor,
    now,
  };
}

/** Makes a change of risk true: standings, a detection that the action adds, the history entry. */
export async function storeRiskChange(
  tx: PoolClient,
  world: World,
  userId: string,
  change: RiskChange,
  source: string,
): Promise<void> {
  const { history } = change;
  for (const { id, to } of change.detections) {
    await tx.query(
      `update risk_detection set risk_level = $3, risk_state = $4, risk_detail = $5, updated_at = $6 where tenant_id = $1 and id = $2`,
      [world.tenantId, id, to.level, to.state, to.detail, new Date(history.at)],
    );
  }
  for (const { id, to } of change.signIns) {
    await tx.query(
      `update risky_sign_in set level_aggregated = $3, risk_state = $4, risk_detail = $5 where tenant_id = $1 and id = $2`,
      [world.tenantId, id, to.level, to.state, to.detail],
    );
  }
  if (change.newDetection) await addDetection(tx, world, userId, change.newDetection, source);
  await storeUser(tx, world, userId, change);
}

async function addDetection(
  tx: PoolClient,
  world: World,
  userId: string,
  added: NewDetection,
  source: string,
): Promise<void> {
  const key = `${world.origin}|${source}|${userId}|${added.type}|${added.activityAt}`;
  await tx.query(
    `insert into risk_detection (tenant_id, id, key, origin, user_id, risk_event_type, risk_level, risk_state, risk_detail,
       timing, activity, source, sign_in_id, activity_at, detected_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $14) on conflict do nothing`,
    [
      world.tenantId,
      derivedId(`risk|${world.tenantId}|${key}`),
      key,
      world.origin,
      userId,
      added.type,
      added.level,
      added.state,
      added.detail,
      added.timing,
      added.activity,
      source,
      added.signInId,
      new Date(added.activityAt),
    ],
  );
}

/**
 * Keeps the reasons of a user whose level stays: no change of their standing, so no history.
 * @returns whether they are other ones now
 */
export async function storeExplanation(
  tx: PoolClient,
  tenantId: string,
  userId: string,
  explanation: readonly Reason[],
): Promise<boolean> {
  const changed = await tx.query(
    `update risky_user set explanation = $3::jsonb
      where tenant_id = $1 and id = $2 and risk_state = 'atRisk' and explanation <> $3::jsonb`,
    [tenantId, userId, JSON.stringify(explanation)],
  );
  return changed.rowCount === 1;
}

async function storeUser(tx: PoolClient, world: World, userId: string, change: RiskChange): Promise<void> {
  const { from, to, explanation, eventTypes, initiatedBy, at } = change.history;
  await tx.query(
    `insert into risky_user as u (tenant_id, id, origin, risk_level, risk_state, risk_detail, explanation, last_updated)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, id) do update set risk_level = excluded.risk_level, risk_state = excluded.risk_state,
       risk_detail = excluded.risk_detail, explanation = excluded.explanation, version = u.version + 1,
       last_updated = greatest(u.last_updated, excluded.last_updated)`,
    [
      world.tenantId,
      userId,
      world.origin,
      to.level,
      to.state,
      to.detail,
      JSON.stringify(explanation),
      new Date(at),
    ],
  );
  await tx.query(
    `insert into risk_history (tenant_id, id, user_id, risk_level, risk_state, risk_detail, from_level, from_state,
       event_types, explanation, initiated_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      world.tenantId,
      randomUUID(),
      userId,
      to.level,
      to.state,
      to.detail,
      from.level,
      from.state,
      eventTypes,
      JSON.stringify(explanation),
      initiatedBy,
      new Date(at),
    ],
  );
}
