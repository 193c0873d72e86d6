import 'server-only';
import type { AlertStatusInput, AssignInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '@/lib/server/command';
import { requirePerson } from '@/lib/server/incidents/commands';
import { alertsReopened, alertsResolved } from '@/lib/server/risk/alerts';
import { type AlertPatch, type LockedAlert, lockAlert, refreshActiveCount, writeAlert } from './change';

export interface ChangedAlert {
  readonly id: string;
  readonly version: number;
}

/** One change of one alert: locked, written, and what follows from it, in one transaction. */
export function changeAlert(
  actor: Actor,
  requestId: string | null,
  target: { readonly id: string; readonly version: number },
  action: string,
  work: (alert: LockedAlert, context: CommandContext) => Promise<AlertPatch> | AlertPatch,
  after?: (before: LockedAlert, changed: LockedAlert, context: CommandContext) => Promise<void>,
): Promise<ChangedAlert> {
  return command(actor, 'alert:write', requestId, async (context) => {
    await lockIncidentOf(context, target.id);
    const alert = await lockAlert(context, target.id, target.version);
    const changed = await writeAlert(context, alert, action, await work(alert, context));
    await after?.(alert, changed, context);
    if (changed.incidentId !== null) await refreshActiveCount(context, changed.incidentId);
    return { id: changed.id, version: changed.version };
  });
}

/** Incident before alert, as every command locks: two that cross cannot block each other. */
async function lockIncidentOf({ tx, actor }: CommandContext, alertId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM incident i WHERE i.tenant_id = ${actor.tenantId} AND i.id =
    (SELECT a.incident_id FROM alert a WHERE a.tenant_id = ${actor.tenantId} AND a.id = ${alertId}) FOR UPDATE`;
}

/** Gives one alert to a person, or to nobody; its incident keeps its own owner. */
export function assignAlert(
  actor: Actor,
  requestId: string | null,
  input: AssignInput,
): Promise<ChangedAlert> {
  return changeAlert(actor, requestId, input, 'alert.assign', async (_, context) => {
    await requirePerson(context, input.assignedTo);
    return { assignedTo: input.assignedTo };
  });
}

/** Sets the status; resolving a false or benign alert dismisses the risk detections linked to it (field-study H.5). */
export function setAlertStatus(
  actor: Actor,
  requestId: string | null,
  input: AlertStatusInput,
): Promise<ChangedAlert> {
  return changeAlert(actor, requestId, input, 'alert.status', () => ({ status: input.status }), followStatus);
}

/** The risk behind an alert follows its resolution. */
export async function followStatus(
  before: LockedAlert,
  changed: LockedAlert,
  context: CommandContext,
): Promise<void> {
  if (changed.version === before.version) return;
  if (changed.status === 'resolved') await alertsResolved(context, [changed]);
  else if (before.status === 'resolved') await alertsReopened(context, [changed]);
}
