import 'server-only';
import type { Tactic } from '@/lib/domain/alert';
import type { RiskActivity, RiskDetail, RiskEventType, RiskLevel, RiskState } from '@/lib/domain/risk';
import type { RiskContext, RiskDetectionView, RiskySignInView } from '@/lib/engine/risk';
import type { FollowContext } from './follow';

/** A user's risk, locked for the length of the transaction. */
export interface LoadedUser {
  readonly risk: RiskContext;
  readonly userName: string;
  readonly origin: string;
  /** 0 for an account that never carried risk. */
  readonly version: number;
}

interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly isDeleted: boolean;
  readonly version: number;
}

interface Of {
  readonly userId: string;
}

const USERS = `SELECT n.id, n.name, n.origin, coalesce(r.risk_level, 'none') AS level, coalesce(r.risk_state, 'none') AS state,
    coalesce(r.risk_detail, 'none') AS detail, coalesce(r.is_deleted, false) AS "isDeleted", coalesce(r.version, 0) AS version
  FROM entity n LEFT JOIN risky_user r ON r.tenant_id = n.tenant_id AND r.id = n.id
  WHERE n.tenant_id = $1 AND n.id = ANY($2::text[]) AND n.type = 'account' AND n.merged_into IS NULL ORDER BY n.id`;

const DETECTIONS = `SELECT d.user_id AS "userId", d.id, d.risk_event_type AS type, d.risk_level AS level, d.risk_state AS state,
    d.risk_detail AS detail, d.activity, d.source, d.sign_in_id AS "signInId", d.alert_id AS "alertId",
    extract(epoch FROM d.activity_at)::float8 * 1000 AS "activityAt", a.tactic
  FROM risk_detection d LEFT JOIN alert a ON a.tenant_id = d.tenant_id AND a.id = d.alert_id
  WHERE d.tenant_id = $1 AND d.user_id = ANY($2::text[]) ORDER BY d.activity_at, d.id`;

const SIGN_INS = `SELECT s.user_id AS "userId", s.id, s.level_during AS "levelDuring", s.level_aggregated AS level,
    s.risk_state AS state, s.risk_detail AS detail
  FROM risky_sign_in s WHERE s.tenant_id = $1 AND s.user_id = ANY($2::text[]) ORDER BY s.at, s.id`;

interface DetectionRow extends Of {
  readonly id: string;
  readonly type: RiskEventType;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly activity: RiskActivity;
  readonly source: string;
  readonly signInId: string | null;
  readonly alertId: string | null;
  readonly activityAt: number;
  readonly tactic: Tactic | null;
}

/**
 * Everything that decisions about several users' risk depend on. The accounts' rows are locked first and in order, so
 * that two who act on the same people do so one after the other. What is no account any more is left out.
 */
export async function loadUsers(
  { run, tenantId, actorName, now }: FollowContext,
  ids: readonly string[],
): Promise<readonly LoadedUser[]> {
  const values = [tenantId, [...ids]];
  await run(
    'SELECT id FROM entity WHERE tenant_id = $1 AND id = ANY($2::text[]) ORDER BY id FOR UPDATE',
    values,
  );
  const users = await run<UserRow>(USERS, values);
  const detections = groupByUser(await run<DetectionRow>(DETECTIONS, values));
  const signIns = groupByUser(await run<Of & RiskySignInView>(SIGN_INS, values));
  return users.map(({ id, name, origin, version, isDeleted, level, state, detail }) => ({
    userName: name,
    origin,
    version,
    risk: {
      user: { id, level, state, detail, isDeleted },
      detections: (detections.get(id) ?? []).map(toDetection),
      signIns: signIns.get(id) ?? [],
      actor: actorName,
      now: now.getTime(),
    },
  }));
}

const toDetection = ({ userId: _, tactic, ...rest }: DetectionRow): RiskDetectionView => ({
  ...rest,
  ...(tactic === null ? {} : { tactic }),
});

function groupByUser<Row extends Of>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.userId);
    if (group) group.push(row);
    else groups.set(row.userId, [row]);
  }
  return groups;
}
