import 'server-only';
import type { Tactic } from '@/lib/domain/alert';
import type { RiskActivity, RiskDetail, RiskEventType, RiskLevel, RiskState } from '@/lib/domain/risk';
import type { RiskContext, RiskDetectionView, RiskySignInView } from '@/lib/engine/risk';
import type { Tx } from '@/lib/server/audit/with-audit';
import { AppError } from '@/lib/server/errors';

/** A user's risk as a command found it, locked for the length of its transaction. */
export interface LoadedRisk {
  readonly context: RiskContext;
  readonly userName: string;
  readonly origin: string;
  /** 0 for an account that never carried risk. */
  readonly version: number;
}

interface StandingSqlRow {
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
}

interface UserSqlRow {
  readonly name: string;
  readonly origin: string;
  readonly risk_level: RiskLevel | null;
  readonly risk_state: RiskState | null;
  readonly risk_detail: RiskDetail | null;
  readonly is_deleted: boolean | null;
  readonly version: number | null;
}

/**
 * Everything that an action on a user's risk depends on. The account's row is locked first, so that two people who
 * act on one user do so one after the other.
 * @throws AppError notFound for what is not an account of this tenant
 */
export async function loadRisk(
  tx: Tx,
  tenantId: string,
  userId: string,
  actorName: string,
  now: Date,
): Promise<LoadedRisk> {
  await tx.$queryRaw`SELECT 1 FROM entity WHERE tenant_id = ${tenantId} AND id = ${userId} FOR UPDATE`;
  const [user] = await tx.$queryRaw<UserSqlRow[]>`
    SELECT n.name, n.origin, r.risk_level, r.risk_state, r.risk_detail, r.is_deleted, r.version
    FROM entity n LEFT JOIN risky_user r ON r.tenant_id = n.tenant_id AND r.id = n.id
    WHERE n.tenant_id = ${tenantId} AND n.id = ${userId} AND n.type = 'account' AND n.merged_into IS NULL`;
  if (user === undefined) throw new AppError('notFound', `account ${userId}`);
  const [detections, signIns] = await Promise.all([
    loadDetections(tx, tenantId, userId),
    loadSignIns(tx, tenantId, userId),
  ]);
  return {
    userName: user.name,
    origin: user.origin,
    version: user.version ?? 0,
    context: {
      user: {
        id: userId,
        level: user.risk_level ?? 'none',
        state: user.risk_state ?? 'none',
        detail: user.risk_detail ?? 'none',
        isDeleted: user.is_deleted ?? false,
      },
      detections,
      signIns,
      actor: actorName,
      now: now.getTime(),
    },
  };
}

interface DetectionSqlRow extends StandingSqlRow {
  readonly id: string;
  readonly risk_event_type: RiskEventType;
  readonly activity: RiskActivity;
  readonly source: string;
  readonly sign_in_id: string | null;
  readonly alert_id: string | null;
  readonly activity_at: Date;
  readonly tactic: Tactic | null;
}

async function loadDetections(
  tx: Tx,
  tenantId: string,
  userId: string,
): Promise<readonly RiskDetectionView[]> {
  const rows = await tx.$queryRaw<DetectionSqlRow[]>`
    SELECT d.id, d.risk_event_type, d.risk_level, d.risk_state, d.risk_detail, d.activity, d.source, d.sign_in_id,
      d.alert_id, d.activity_at, a.tactic
    FROM risk_detection d LEFT JOIN alert a ON a.tenant_id = d.tenant_id AND a.id = d.alert_id
    WHERE d.tenant_id = ${tenantId} AND d.user_id = ${userId} ORDER BY d.activity_at, d.id`;
  return rows.map((row) => ({
    id: row.id,
    type: row.risk_event_type,
    level: row.risk_level,
    state: row.risk_state,
    detail: row.risk_detail,
    activity: row.activity,
    source: row.source,
    signInId: row.sign_in_id,
    alertId: row.alert_id,
    activityAt: row.activity_at.getTime(),
    ...(row.tactic === null ? {} : { tactic: row.tactic }),
  }));
}

interface SignInSqlRow extends Omit<StandingSqlRow, 'risk_level'> {
  readonly id: string;
  readonly level_during: RiskLevel;
  readonly level_aggregated: RiskLevel;
}

async function loadSignIns(tx: Tx, tenantId: string, userId: string): Promise<readonly RiskySignInView[]> {
  const rows = await tx.$queryRaw<SignInSqlRow[]>`
    SELECT s.id, s.level_during, s.level_aggregated, s.risk_state, s.risk_detail FROM risky_sign_in s
    WHERE s.tenant_id = ${tenantId} AND s.user_id = ${userId} ORDER BY s.at, s.id`;
  return rows.map((row) => ({
    id: row.id,
    levelDuring: row.level_during,
    level: row.level_aggregated,
    state: row.risk_state,
    detail: row.risk_detail,
  }));
}
