import 'server-only';
import { changesOf } from '@/lib/server/audit/with-audit';
import type { CommandContext } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import { refuseStale, versionChange } from '@/lib/server/stale';

export type LockedAlert = Prisma.AlertGetPayload<Record<string, never>>;

/** The properties of an alert that a person sets. */
export interface AlertPatch {
  readonly status?: string;
  readonly classification?: string;
  readonly determination?: string;
  readonly assignedTo?: string | null;
}

/** Locks one visible alert of the actor's tenant. @throws AppError notFound, or conflict for a newer one */
export async function lockAlert(context: CommandContext, id: string, version: number): Promise<LockedAlert> {
  const { tx, actor } = context;
  await tx.$queryRaw`SELECT 1 FROM alert WHERE tenant_id = ${actor.tenantId} AND id = ${id} AND visible FOR UPDATE`;
  const alert = await tx.alert.findFirst({ where: { tenantId: actor.tenantId, id, visible: true } });
  if (alert === null) throw new AppError('notFound', `alert ${id}`);
  if (alert.version !== version) await refuseStale(tx, actor.tenantId, { type: 'alert', id }, version);
  return alert;
}

/** Writes a change of a locked alert with its audit entry and event. Answers the alert as it is then. */
export async function writeAlert(
  context: CommandContext,
  alert: LockedAlert,
  action: string,
  patch: AlertPatch,
): Promise<LockedAlert> {
  const { tx, actor, now } = context;
  if (changesTo(alert, patch).length === 0) return alert;
  const changed = await tx.alert.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: alert.id } },
    data: { ...patch, version: alert.version + 1, updatedAt: now },
  });
  tellChange(context, alert, action, patch);
  return changed;
}

function changesTo({ status, classification, determination, assignedTo }: LockedAlert, patch: AlertPatch) {
  return changesOf({ status, classification, determination, assignedTo }, { ...patch });
}

function tellChange(
  { audit, publish }: CommandContext,
  alert: LockedAlert,
  action: string,
  patch: AlertPatch,
): void {
  const changes = changesTo(alert, patch);
  audit({
    action,
    target: { type: 'alert', id: alert.id },
    changes: [...changes, versionChange(alert.version)],
  });
  publish({
    type: 'alert.updated',
    targetId: alert.id,
    payload: { id: alert.id, incidentId: alert.incidentId, changes: changes.map((item) => ({ ...item })) },
    quiet: alert.historical,
  });
}

/**
 * Changes the alerts of an incident with it, each with its own audit entry.
 * @param decide what becomes of one alert; nothing for those it leaves alone
 */
export async function changeAlerts(
  context: CommandContext,
  where: { readonly incidentId: string },
  action: string,
  decide: (alert: LockedAlert) => AlertPatch | null,
): Promise<readonly LockedAlert[]> {
  const { tx, actor } = context;
  await tx.$queryRaw`SELECT 1 FROM alert WHERE tenant_id = ${actor.tenantId} AND incident_id = ${where.incidentId}
    ORDER BY id FOR UPDATE`;
  const alerts = await tx.alert.findMany({
    where: { tenantId: actor.tenantId, incidentId: where.incidentId },
    orderBy: { id: 'asc' },
  });
  const patches = alerts.map((alert) => effective(alert, decide(alert)));
  await storeAlerts(
    context,
    alerts.flatMap((alert, index) => {
      const patch = patches[index];
      return patch ? [{ ...alert, ...patch }] : [];
    }),
  );
  return alerts.map((alert, index) => {
    const patch = patches[index];
    if (!patch) return alert;
    tellChange(context, alert, action, patch);
    return { ...alert, ...patch, version: alert.version + 1, updatedAt: context.now };
  });
}

/** A patch that changes something, or nothing. */
function effective(alert: LockedAlert, patch: AlertPatch | null): AlertPatch | null {
  return patch !== null && changesTo(alert, patch).length > 0 ? patch : null;
}

/** All alerts of an incident in one statement: the cost of a change does not grow with their number. */
async function storeAlerts(
  { tx, actor, now }: CommandContext,
  alerts: readonly LockedAlert[],
): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map(({ id, status, classification, determination, assignedTo }) => ({
    ...{ id, status, classification, determination, assigned_to: assignedTo },
  }));
  await tx.$executeRaw`UPDATE alert AS a SET status = r.status, classification = r.classification,
      determination = r.determination, assigned_to = r.assigned_to, version = a.version + 1, updated_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(id text, status text, classification text, determination text, assigned_to text)
    WHERE a.tenant_id = ${actor.tenantId} AND a.id = r.id`;
}

/** How many of an incident's alerts still ask for work: kept on the incident for the queue. */
export async function refreshActiveCount({ tx, actor }: CommandContext, incidentId: string): Promise<void> {
  await tx.$executeRaw`UPDATE incident SET active_alert_count = (SELECT count(*) FROM alert a
      WHERE a.tenant_id = ${actor.tenantId} AND a.incident_id = ${incidentId} AND a.visible AND a.status <> 'resolved')
    WHERE tenant_id = ${actor.tenantId} AND id = ${incidentId}`;
}
