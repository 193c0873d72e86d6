import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { MergeInput, UnmergeInput } from '@/lib/domain/regroup';
import { type CommandContext, command } from '@/lib/server/command';
import { mergeIncidents as storeMerge } from '@/lib/server/engine/merge-incidents';
import { alertsToReturn, unmergeIncident as storeUnmerge } from '@/lib/server/engine/unmerge-incidents';
import { AppError } from '@/lib/server/errors';
import { versionChange } from '@/lib/server/stale';
import type { LockedIncident } from './change';
import { lockIncidents, requireOpen, runOver } from './lock';
import { refreshRollUp } from './roll-up';

/** What moved, and where it is now. */
export interface Regrouped {
  readonly number: number;
  readonly alerts: number;
}

/**
 * Merges an incident into another by a person's word. An earlier word that set the two apart is taken back by it; caps,
 * owners and verdicts, which the engine would mind, are the person's to judge: the preview shows them.
 */
export function mergeIncidents(
  actor: Actor,
  requestId: string | null,
  input: MergeInput,
): Promise<Regrouped> {
  return command(actor, 'incident:write', requestId, async (context) => {
    if (input.id === input.into) {
      throw new AppError('invalid', 'merge of an incident into itself', {
        userText: 'Choose another incident.',
      });
    }
    const locked = await lockIncidents(context, [input.id, input.into]);
    const source = await requireOpen(context, locked, input.id, input.version);
    const target = await requireOpen(context, locked, input.into, input.intoVersion);
    requireSameOrigin(source, target);
    const run = runOver(context);
    const { tenantId } = actor;
    await reconcile(context, source.id, target.id);
    const alerts = await storeMerge(run, {
      tenantId,
      source: source.id,
      target: target.id,
      by: actor.name,
    });
    await refreshRollUp(context, target.id);
    tell(context, source, input.reason, 'incident.merge', [
      { field: 'status', from: source.status, to: 'redirected' },
      { field: 'mergedInto', from: null, to: `#${target.number}` },
    ]);
    tell(context, target, input.reason, 'incident.merge', [
      { field: 'alerts', from: source.displayName, to: `${alerts} from #${source.number}` },
    ]);
    return { number: target.number, alerts };
  });
}

/** Demo data can be taken away whole: nothing of it is tied to what sources sent. */
export function requireSameOrigin(a: LockedIncident, b: LockedIncident): void {
  if (a.origin === b.origin) return;
  throw new AppError('invalid', 'incidents of two origins', {
    userText: 'One of them is demo data: the two cannot be put together.',
  });
}

/** The newest word counts: who puts two incidents together takes back what kept them apart. */
async function reconcile(context: CommandContext, a: string, b: string): Promise<void> {
  await context.tx.$executeRaw`
    DELETE FROM correlation_constraint c USING alert l
    WHERE c.tenant_id = ${context.actor.tenantId} AND c.kind = 'forbid' AND l.tenant_id = c.tenant_id AND l.id = c.alert_id
      AND ((c.incident_id = ${a} AND l.incident_id = ${b}) OR (c.incident_id = ${b} AND l.incident_id = ${a}))`;
}

/** Undoes a merge: by the log, as it was; the engine never makes it again. */
export function unmergeIncident(
  actor: Actor,
  requestId: string | null,
  input: UnmergeInput,
): Promise<Regrouped> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const locked = await lockIncidents(context, [input.id, input.holder]);
    const source = locked.get(input.id);
    if (source === undefined) throw new AppError('notFound', `incident ${input.id}`);
    const holderId = await endOfRedirects(context, source);
    if (holderId !== input.holder) {
      throw new AppError('conflict', `incident ${input.id} is not in ${input.holder}`, {
        userText: `#${source.number} is not part of this incident any more. Look again.`,
      });
    }
    const holder = await requireOpen(context, locked, holderId, null);
    const run = runOver(context);
    const request = {
      tenantId: actor.tenantId,
      source: source.id,
      holder: holder.id,
      by: { id: actor.id, name: actor.name },
    };
    const alertIds = await alertsToReturn(run, request);
    if (alertIds.length === 0 && (await hadAlerts(context, source))) {
      throw new AppError('invalid', 'nothing to give back', {
        userText: `All alerts of #${source.number} were moved on since: nothing would come back.`,
      });
    }
    await storeUnmerge(run, request, alertIds);
    await refreshRollUp(context, source.id);
    await refreshRollUp(context, holder.id);
    tell(context, source, input.reason, 'incident.unmerge', [
      { field: 'mergedInto', from: `#${holder.number}`, to: null },
      { field: 'alerts', from: null, to: `${alertIds.length} back from #${holder.number}` },
    ]);
    tell(context, holder, input.reason, 'incident.unmerge', [
      { field: 'alerts', from: `${alertIds.length} of #${source.number}`, to: null },
    ]);
    return { number: source.number, alerts: alertIds.length };
  });
}

/** Whether an incident ever had alerts: one that a person opened with rows of a hunt has none to give back. */
async function hadAlerts({ tx, actor }: CommandContext, source: LockedIncident): Promise<boolean> {
  const where = { tenantId: actor.tenantId, incidentId: source.id };
  return (await tx.incidentMembership.findFirst({ where, select: { id: true } })) !== null;
}

/** Where an incident's alerts are: at the end of its redirects, however often they were merged on. */
async function endOfRedirects({ tx, actor }: CommandContext, source: LockedIncident): Promise<string | null> {
  if (source.redirectIncidentId === null) return null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE way AS (
      SELECT i.id, i.redirect_incident_id, 0 AS step FROM incident i
        WHERE i.tenant_id = ${actor.tenantId} AND i.id = ${source.id}
      UNION ALL SELECT i.id, i.redirect_incident_id, w.step + 1 FROM way w
        JOIN incident i ON i.tenant_id = ${actor.tenantId} AND i.id = w.redirect_incident_id WHERE w.step < 50)
    SELECT id FROM way WHERE redirect_incident_id IS NULL`;
  return row?.id ?? null;
}

/** Audit entry and event of a change of grouping. The version has moved on: who saw the old one is refused. */
export function tell(
  { audit, publish }: CommandContext,
  incident: LockedIncident,
  reason: string,
  action: string,
  changes: readonly { readonly field: string; readonly from: string | null; readonly to: string | null }[],
): void {
  audit({
    action,
    target: { type: 'incident', id: incident.id },
    changes: [...changes, versionChange(incident.version)],
    ...(reason === '' ? {} : { reason }),
  });
  publish({
    type: 'incident.updated',
    targetId: incident.id,
    payload: { id: incident.id, number: incident.number, action },
    quiet: incident.historical,
  });
}
