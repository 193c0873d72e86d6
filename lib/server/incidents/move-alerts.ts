import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import type { MoveAlertsInput } from '@/lib/domain/regroup';
import { type CommandContext, command } from '@/lib/server/command';
import { forbid } from '@/lib/server/engine/unmerge-incidents';
import { AppError } from '@/lib/server/errors';
import type { LockedIncident } from './change';
import { lockIncidents, requireOpen, runOver } from './lock';
import { nextIncidentNumber } from './number';
import { type Regrouped, requireSameOrigin, tell } from './regroup';
import { refreshRollUp } from './roll-up';

/**
 * Takes alerts out of an incident, into another one or into a new one of their own. The engine is told that they do not
 * belong where they came from: it never links them back.
 */
export function moveAlerts(
  actor: Actor,
  requestId: string | null,
  input: MoveAlertsInput,
): Promise<Regrouped> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const locked = await lockIncidents(context, [input.id, ...(input.into === null ? [] : [input.into])]);
    const from = await requireOpen(context, locked, input.id, input.version);
    if (input.into === from.id) {
      throw new AppError('invalid', 'move into the same incident', { userText: 'They are there already.' });
    }
    const alertIds = await chosenAlerts(context, from, input.alertIds);
    const into = input.into === null ? null : await requireOpen(context, locked, input.into, null);
    if (into !== null) requireSameOrigin(from, into);
    const target = into ?? (await openFor(context, from, alertIds));
    await move(context, alertIds, from.id, target.id);
    await refreshRollUp(context, from.id);
    await refreshRollUp(context, target.id);
    record(context, input, { from, target, isNew: into === null, alertIds });
    return { number: target.number, alerts: alertIds.length };
  });
}

/** The alerts as they are in the incident now. @throws AppError conflict when one has left, invalid when none would stay */
async function chosenAlerts(
  { tx, actor }: CommandContext,
  from: LockedIncident,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const ids = [...new Set(wanted)];
  const rows = await tx.$queryRaw<{ id: string; chosen: boolean }[]>`
    SELECT id, id = ANY(${ids}::text[]) AS chosen FROM alert
    WHERE tenant_id = ${actor.tenantId} AND incident_id = ${from.id} AND visible ORDER BY id FOR UPDATE`;
  const chosen = rows.filter((row) => row.chosen).map((row) => row.id);
  if (chosen.length < ids.length) {
    throw new AppError('conflict', 'an alert is not in the incident any more', {
      userText: 'Somebody moved one of these alerts in the meantime. Look again, then choose anew.',
    });
  }
  if (chosen.length === rows.length) {
    throw new AppError('invalid', 'every alert would leave', {
      userText: 'No alert would stay. Merge the incident instead, or leave one alert behind.',
    });
  }
  return chosen;
}

/** A new incident with the next number. Owner and status follow the work. */
async function openFor(
  context: CommandContext,
  from: LockedIncident,
  alertIds: readonly string[],
): Promise<LockedIncident> {
  const { tx, actor, now } = context;
  const { tenantId } = actor;
  const number = await nextIncidentNumber(context);
  const live = await tx.alert.count({ where: { tenantId, id: { in: [...alertIds] }, historical: false } });
  return tx.incident.create({
    data: {
      tenantId,
      id: randomUUID(),
      number,
      origin: from.origin,
      displayName: from.displayName,
      severity: from.severity,
      status: from.status,
      assignedTo: from.assignedTo,
      acknowledgedAt: from.acknowledgedAt,
      historical: live === 0,
      systemTags: live === 0 ? ['Historical'] : [],
      firstActivity: from.firstActivity,
      lastActivity: from.lastActivity,
      createdAt: now,
      updatedAt: now,
      lastModifiedBy: actor.name,
    },
  });
}

async function move(
  context: CommandContext,
  alertIds: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  const { tx, actor, now } = context;
  const run = runOver(context);
  const { tenantId } = actor;
  const ids = { in: [...alertIds] };
  await tx.incidentMembership.updateMany({
    where: { tenantId, alertId: ids, untilAt: null },
    data: { untilAt: now },
  });
  await tx.incidentMembership.createMany({
    data: alertIds.map((alertId) => ({
      tenantId,
      id: randomUUID(),
      incidentId: to,
      alertId,
      fromAt: now,
      cause: 'moved',
      fromIncidentId: from,
    })),
  });
  await tx.alert.updateMany({ where: { tenantId, id: ids }, data: { incidentId: to } });
  await tx.incidentLink.updateMany({
    where: { tenantId, alertId: ids, otherAlertId: ids },
    data: { incidentId: to },
  });
  // What was said against their new place is taken back by this newer word.
  await tx.correlationConstraint.deleteMany({
    where: { tenantId, alertId: ids, incidentId: to, kind: 'forbid' },
  });
  await forbid(run, tenantId, { alertIds, incidentId: from, by: actor.id });
  await tx.correlationConstraint.createMany({
    data: alertIds.map((alertId) => ({
      tenantId,
      kind: 'require',
      alertId,
      incidentId: to,
      createdBy: actor.id,
      createdAt: now,
    })),
    skipDuplicates: true,
  });
}

interface Moved {
  readonly from: LockedIncident;
  readonly target: LockedIncident;
  readonly isNew: boolean;
  readonly alertIds: readonly string[];
}

function record(
  context: CommandContext,
  input: MoveAlertsInput,
  { from, target, isNew, alertIds }: Moved,
): void {
  const n = alertIds.length;
  const action = isNew ? 'incident.split' : 'incident.moveAlerts';
  tell(context, from, input.reason, action, [
    { field: 'alerts', from: `${n} of this incident`, to: `#${target.number}` },
  ]);
  tell(context, target, input.reason, action, [
    { field: 'alerts', from: `#${from.number}`, to: `${n} moved here` },
  ]);
  for (const id of alertIds) {
    context.audit({
      action: 'alert.move',
      target: { type: 'alert', id },
      changes: [{ field: 'incident', from: `#${from.number}`, to: `#${target.number}` }],
      ...(input.reason === '' ? {} : { reason: input.reason }),
    });
    context.publish({ type: 'alert.updated', targetId: id, payload: { id, incidentId: target.id } });
  }
}
