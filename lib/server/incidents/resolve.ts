import 'server-only';
import { verdictFor } from '@/lib/domain/bulk-rules';
import type { ReopenInput, ResolveInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { changeAlerts, refreshActiveCount } from '@/lib/server/alerts/change';
import type { CommandContext } from '@/lib/server/command';
import { addComment } from '@/lib/server/comments';
import { AppError } from '@/lib/server/errors';
import { alertsReopened, alertsResolved } from '@/lib/server/risk/alerts';
import { type ChangedIncident, changeIncident } from './change';
import { requireTransition } from './commands';

/**
 * Resolves an incident with everything that follows (field-study H.5): its alerts are resolved; the classification
 * copies down to alerts that have none; false and benign ones dismiss the risk detections linked to them, and the
 * users concerned are assessed again.
 */
export function resolveIncident(
  actor: Actor,
  requestId: string | null,
  input: ResolveInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, async (incident, context) => {
    requireTransition(incident, 'resolved');
    if (input.classification === 'unknown') {
      throw new AppError('invalid', 'resolve without classification', {
        userText: 'Choose a classification: it is what the next similar incident learns from.',
        fields: { classification: 'Choose one.' },
      });
    }
    const wasOpen = new Set<string>();
    const alerts = await changeAlerts(context, { incidentId: incident.id }, 'alert.resolve', (alert) => {
      if (alert.status === 'resolved') return null;
      wasOpen.add(alert.id);
      return { status: 'resolved', ...verdictFor(alert, input) };
    });
    await alertsResolved(
      context,
      alerts.filter((alert) => wasOpen.has(alert.id)),
    );
    await refreshActiveCount(context, incident.id);
    if (input.comment !== '') await addComment(context, { type: 'incident', id: incident.id }, input.comment);
    return {
      action: 'incident.resolve',
      patch: {
        status: 'resolved',
        classification: input.classification,
        determination: input.determination,
        resolvingComment: input.comment === '' ? null : input.comment,
      },
      derived: { resolvedAt: context.now },
    };
  });
}

/**
 * Opens a resolved incident again: only a person may. The alerts that were resolved by that same resolution are
 * open again as well, and detections that it dismissed count again (field-study H.6: manual closing can be undone).
 */
export function reopenIncident(
  actor: Actor,
  requestId: string | null,
  input: ReopenInput,
): Promise<ChangedIncident> {
  return changeIncident(actor, requestId, input, async (incident, context) => {
    if (incident.status !== 'resolved') {
      throw new AppError('invalid', `reopen of an incident that is ${incident.status}`, {
        userText: 'Only a resolved incident can be opened again.',
      });
    }
    const closedTogether = await alertsClosedWith(context, incident.id, incident.resolvedAt);
    const status = input.status === 'active' ? 'new' : 'inProgress';
    const alerts = await changeAlerts(context, { incidentId: incident.id }, 'alert.reopen', (alert) =>
      closedTogether.has(alert.id) ? { status } : null,
    );
    await alertsReopened(
      context,
      alerts.filter((alert) => closedTogether.has(alert.id)),
    );
    await refreshActiveCount(context, incident.id);
    return {
      action: 'incident.reopen',
      reason: input.reason,
      patch: { status: input.status, resolvingComment: null },
      derived: { resolvedAt: null },
    };
  });
}

/** Alerts whose last change is the resolution of their incident: both carry the same moment. */
async function alertsClosedWith(
  { tx, actor }: CommandContext,
  incidentId: string,
  resolvedAt: Date | null,
): Promise<ReadonlySet<string>> {
  if (resolvedAt === null) return new Set();
  const rows = await tx.alert.findMany({
    where: { tenantId: actor.tenantId, incidentId, status: 'resolved', updatedAt: resolvedAt },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}
