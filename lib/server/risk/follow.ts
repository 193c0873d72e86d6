import 'server-only';
import type { Classification } from '@/lib/domain/alert';
import {
  alertReopened,
  alertResolved,
  type RiskChange,
  type RiskContext,
  type StandingChange,
} from '@/lib/engine/risk';
import type { AuditInput } from '@/lib/server/audit/with-audit';
import type { RunSql } from '@/lib/server/engine/incident-summary';
import type { OutboxInput } from '@/lib/server/outbox/publish';
import { versionChange } from '@/lib/server/stale';
import { type LoadedUser, loadUsers } from './load-users';

/** The transaction, and who decided when. */
export interface FollowContext {
  readonly run: RunSql;
  readonly tenantId: string;
  readonly actorName: string;
  readonly now: Date;
}

export interface FollowedAlert {
  readonly id: string;
  readonly classification: string;
}

/** What the caller writes into the trail and tells the world. */
export interface Followed {
  readonly audits: readonly AuditInput[];
  readonly events: readonly OutboxInput[];
}

const NOTHING: Followed = { audits: [], events: [] };
const DISMISSING: ReadonlySet<string> = new Set<Classification>([
  'falsePositive',
  'informationalExpectedActivity',
]);

/** Resolved alerts that turned out false or benign dismiss the detections behind them; their users are assessed again. */
export function followResolved(context: FollowContext, alerts: readonly FollowedAlert[]): Promise<Followed> {
  const dismissing = alerts.filter(({ classification }) => DISMISSING.has(classification));
  const wordOn = new Map(dismissing.map((alert) => [alert.id, alert.classification as Classification]));
  return follow(
    context,
    dismissing.map(({ id }) => id),
    'risk.alertResolved',
    (risk, alertId) => alertResolved(risk, alertId, wordOn.get(alertId) ?? 'unknown'),
  );
}

/** Alerts that are open again bring back the detections that their resolution dismissed. */
export function followReopened(
  context: FollowContext,
  alerts: readonly { readonly id: string }[],
): Promise<Followed> {
  return follow(
    context,
    alerts.map(({ id }) => id),
    'risk.alertReopened',
    alertReopened,
  );
}

type Decide = (risk: RiskContext, alertId: string) => ReturnType<typeof alertReopened>;

/** One step of a user's risk, whatever the number of alerts that caused it: all of it in a handful of statements. */
async function follow(
  context: FollowContext,
  alertIds: readonly string[],
  action: string,
  decide: Decide,
): Promise<Followed> {
  if (alertIds.length === 0) return NOTHING;
  const linked = await context.run<{ user_id: string; alert_id: string }>(
    `SELECT DISTINCT user_id, alert_id FROM risk_detection WHERE tenant_id = $1 AND alert_id = ANY($2::text[])
     ORDER BY user_id, alert_id`,
    [context.tenantId, [...alertIds]],
  );
  if (linked.length === 0) return NOTHING;
  const users = await loadUsers(context, [...new Set(linked.map((row) => row.user_id))]);
  const changes = users.flatMap((user) => {
    const mine = linked.filter((row) => row.user_id === user.risk.user.id).map((row) => row.alert_id);
    const change = fold(user.risk, mine, decide);
    return change === null ? [] : [{ user, change }];
  });
  if (changes.length === 0) return NOTHING;
  await store(context, changes);
  return {
    audits: changes.map(({ user, change }) => auditOf(user, change, action)),
    events: changes.map(({ user, change }) => eventOf(user, change, action)),
  };
}

/** Decides alert by alert, each from where the one before it left the user, and tells the sum. */
function fold(risk: RiskContext, alertIds: readonly string[], decide: Decide): RiskChange | null {
  let now = risk;
  const steps: RiskChange[] = [];
  for (const alertId of alertIds) {
    const outcome = decide(now, alertId);
    if (!outcome.ok) continue;
    steps.push(outcome.value);
    now = applied(now, outcome.value);
  }
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    ...last,
    user: { from: first.user.from, to: last.user.to },
    detections: joined(steps.flatMap((step) => step.detections)),
    signIns: joined(steps.flatMap((step) => step.signIns)),
    history: {
      ...last.history,
      from: first.history.from,
      eventTypes: [...new Set(steps.flatMap((step) => step.history.eventTypes))].sort(),
    },
  };
}

function applied(risk: RiskContext, change: RiskChange): RiskContext {
  const detections = new Map(change.detections.map((item) => [item.id, item.to]));
  const signIns = new Map(change.signIns.map((item) => [item.id, item.to]));
  return {
    ...risk,
    user: { ...risk.user, ...change.user.to },
    detections: risk.detections.map((item) => ({ ...item, ...detections.get(item.id) })),
    signIns: risk.signIns.map((item) => ({ ...item, ...signIns.get(item.id) })),
  };
}

/** Several changes of one thing as one, from its first state to its last. */
function joined(changes: readonly StandingChange[]): readonly StandingChange[] {
  const byId = new Map<string, StandingChange>();
  for (const change of changes) {
    byId.set(change.id, { ...change, from: byId.get(change.id)?.from ?? change.from });
  }
  return [...byId.values()];
}

interface UserChange {
  readonly user: LoadedUser;
  readonly change: RiskChange;
}

async function store({ run, tenantId, now }: FollowContext, changes: readonly UserChange[]): Promise<void> {
  const at = now.toISOString();
  const users = changes.map(({ user, change }) => ({
    id: user.risk.user.id,
    origin: user.origin,
    ...change.user.to,
    explanation: change.history.explanation,
  }));
  await run(
    `INSERT INTO risky_user (tenant_id, id, origin, risk_level, risk_state, risk_detail, explanation, last_updated)
     SELECT $1, r.id, r.origin, r.level, r.state, r.detail, r.explanation, $3::timestamptz
     FROM jsonb_to_recordset($2::jsonb) AS r(id text, origin text, level text, state text, detail text, explanation jsonb)
     ON CONFLICT (tenant_id, id) DO UPDATE SET risk_level = excluded.risk_level, risk_state = excluded.risk_state,
       risk_detail = excluded.risk_detail, explanation = excluded.explanation, last_updated = excluded.last_updated,
       version = risky_user.version + 1`,
    [tenantId, JSON.stringify(users), at],
  );
  await run(
    `UPDATE risk_detection AS d SET risk_level = r.level, risk_state = r.state, risk_detail = r.detail, updated_at = $3::timestamptz
     FROM jsonb_to_recordset($2::jsonb) AS r(id text, level text, state text, detail text)
     WHERE d.tenant_id = $1 AND d.id = r.id`,
    [tenantId, standings(changes.flatMap(({ change }) => change.detections)), at],
  );
  await run(
    `UPDATE risky_sign_in AS s SET level_aggregated = r.level, risk_state = r.state, risk_detail = r.detail
     FROM jsonb_to_recordset($2::jsonb) AS r(id text, level text, state text, detail text)
     WHERE s.tenant_id = $1 AND s.id = r.id`,
    [tenantId, standings(changes.flatMap(({ change }) => change.signIns))],
  );
  await storeHistory({ run, tenantId }, changes);
}

const standings = (items: readonly StandingChange[]): string =>
  JSON.stringify(items.map(({ id, to }) => ({ id, ...to })));

async function storeHistory(
  { run, tenantId }: Pick<FollowContext, 'run' | 'tenantId'>,
  changes: readonly UserChange[],
): Promise<void> {
  const rows = changes.map(({ user, change: { history } }) => ({
    user_id: user.risk.user.id,
    from_level: history.from.level,
    from_state: history.from.state,
    ...history.to,
    types: history.eventTypes,
    explanation: history.explanation,
    who: history.initiatedBy,
    at: new Date(history.at).toISOString(),
  }));
  await run(
    `INSERT INTO risk_history (tenant_id, id, user_id, from_level, from_state, risk_level, risk_state, risk_detail,
       event_types, explanation, initiated_by, at)
     SELECT $1, gen_random_uuid()::text, r.user_id, r.from_level, r.from_state, r.level, r.state, r.detail, r.types,
       r.explanation, r.who, r.at
     FROM jsonb_to_recordset($2::jsonb) AS r(user_id text, from_level text, from_state text, level text, state text,
       detail text, types text[], explanation jsonb, who text, at timestamptz)`,
    [tenantId, JSON.stringify(rows)],
  );
}

function auditOf({ risk, version }: LoadedUser, change: RiskChange, action: string): AuditInput {
  const { from, to } = change.user;
  const standing = [
    { field: 'riskLevel', from: from.level, to: to.level },
    { field: 'riskState', from: from.state, to: to.state },
    { field: 'riskDetail', from: from.detail, to: to.detail },
  ];
  return {
    action,
    target: { type: 'user', id: risk.user.id },
    changes: [
      ...standing.filter((item) => item.from !== item.to),
      ...change.detections.map((item) => ({
        field: `detection ${item.id}`,
        from: item.from.state,
        to: item.to.state,
      })),
      versionChange(version),
    ],
  };
}

function eventOf({ risk, userName }: LoadedUser, change: RiskChange, action: string): OutboxInput {
  const { from, to } = change.user;
  const userId = risk.user.id;
  return {
    type: 'risk.changed',
    targetId: userId,
    payload: { userId, userName, action, from: { ...from }, to: { ...to } },
  };
}
