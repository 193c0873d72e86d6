import 'server-only';
import type { Classification } from '@/lib/domain/alert';
import { alertReopened, alertResolved, type RiskContext, type RiskOutcome } from '@/lib/engine/risk';
import type { LockedAlert } from '@/lib/server/alerts/change';
import type { CommandContext } from '@/lib/server/command';
import { applyRiskChange } from './apply';
import { loadRisk } from './context';

/** Resolved alerts that turned out false or benign dismiss the detections behind them; their users are assessed again. */
export async function alertsResolved(context: CommandContext, alerts: readonly LockedAlert[]): Promise<void> {
  const classificationOf = new Map(alerts.map((alert) => [alert.id, asClassification(alert.classification)]));
  await followAlerts(context, alerts, 'risk.alertResolved', (risk, alertId) =>
    alertResolved(risk, alertId, classificationOf.get(alertId) ?? 'unknown'),
  );
}

/** Alerts that are open again bring back the detections that their resolution dismissed. */
export async function alertsReopened(context: CommandContext, alerts: readonly LockedAlert[]): Promise<void> {
  await followAlerts(context, alerts, 'risk.alertReopened', alertReopened);
}

const asClassification = (text: string): Classification =>
  text === 'truePositive' || text === 'falsePositive' || text === 'informationalExpectedActivity'
    ? text
    : 'unknown';

async function followAlerts(
  context: CommandContext,
  alerts: readonly LockedAlert[],
  action: string,
  decide: (risk: RiskContext, alertId: string) => RiskOutcome,
): Promise<void> {
  if (alerts.length === 0) return;
  const { tx, actor, now } = context;
  const linked = await tx.riskDetection.findMany({
    where: { tenantId: actor.tenantId, alertId: { in: alerts.map((alert) => alert.id) } },
    distinct: ['userId', 'alertId'],
    orderBy: [{ userId: 'asc' }, { alertId: 'asc' }],
    select: { userId: true, alertId: true },
  });
  for (const { userId, alertId } of linked) {
    if (alertId === null) continue;
    // Loaded anew for each alert: the change before this one is part of what this one starts from.
    const loaded = await loadRisk(tx, actor.tenantId, userId, actor.name, now);
    const outcome = decide(loaded.context, alertId);
    if (outcome.ok) await applyRiskChange(context, loaded, outcome.value, { action });
  }
}
