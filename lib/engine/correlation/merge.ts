import type { CorrelationSettings } from './settings';
import type { IncidentNode } from './types';

/** An incident that was reached and left as it is, with the rule that kept it apart. */
export interface NotMerged {
  readonly incidentId: string;
  readonly reason: string;
}

const differ = (a: string | null, b: string | null, unset: string | null): boolean =>
  a !== unset && b !== unset && a !== b;

/** True when an incident holds as much as one incident may, or would by taking in these times. */
export function isFull(
  incident: IncidentNode,
  addition: { readonly firstActivity: number; readonly lastActivity: number },
  settings: CorrelationSettings,
): boolean {
  if (incident.alertCount >= settings.maxAlerts) return true;
  const from = Math.min(incident.firstActivity, addition.firstActivity);
  const to = Math.max(incident.lastActivity, addition.lastActivity);
  return to - from > settings.maxSpan;
}

/**
 * Why two incidents may not become one, or null when they may. A person's decisions first: resolved incidents are
 * never touched, two owners or two different verdicts are two people's work, and a split stays a split.
 */
function mergeObstacle(a: IncidentNode, b: IncidentNode, settings: CorrelationSettings): string | null {
  if (a.status === 'resolved' || b.status === 'resolved') return 'one of them is resolved';
  if (a.status === 'redirected' || b.status === 'redirected') return 'one of them was merged away';
  if (differ(a.assignedTo, b.assignedTo, null)) return 'they have different owners';
  if (differ(a.classification, b.classification, 'unknown')) return 'they are classified differently';
  if (differ(a.determination, b.determination, 'unknown')) return 'they have different determinations';
  if (a.apartFrom?.includes(b.incidentId) || b.apartFrom?.includes(a.incidentId))
    return 'a person set them apart';
  if (a.followUpOf === b.incidentId || b.followUpOf === a.incidentId) return 'one continues the other';
  if (a.alertCount + b.alertCount > settings.maxAlerts)
    return `more than ${settings.maxAlerts} alerts together`;
  if (a.entityCount + b.entityCount > settings.maxEntities)
    return `more than ${settings.maxEntities} entities together`;
  const span = Math.max(a.lastActivity, b.lastActivity) - Math.min(a.firstActivity, b.firstActivity);
  return span > settings.maxSpan
    ? `more than ${Math.round(settings.maxSpan / 86_400_000)} days together`
    : null;
}

/** Orders incidents by who stays: the one with an owner, then the one with more alerts, then the older. */
function byMergeTarget(a: IncidentNode, b: IncidentNode): number {
  const owned = Number(b.assignedTo !== null) - Number(a.assignedTo !== null);
  return owned || b.alertCount - a.alertCount || a.createdSequence - b.createdSequence;
}

/**
 * The incidents that become one: begins with the first, adds each next one that no member objects to.
 *
 * @param reached in the order of their strongest links
 */
export function mergeGroup(
  reached: readonly IncidentNode[],
  settings: CorrelationSettings,
): { readonly group: readonly IncidentNode[]; readonly notMerged: readonly NotMerged[] } {
  const group: IncidentNode[] = [];
  const notMerged: NotMerged[] = [];
  let alerts = 1;
  let entities = 0;
  for (const next of reached) {
    const reason =
      group.map((member) => mergeObstacle(member, next, settings)).find((r) => r !== null) ??
      (group.length > 0 && alerts + next.alertCount > settings.maxAlerts
        ? `more than ${settings.maxAlerts} alerts together`
        : null) ??
      (group.length > 0 && entities + next.entityCount > settings.maxEntities
        ? `more than ${settings.maxEntities} entities together`
        : null);
    if (reason !== null) {
      notMerged.push({ incidentId: next.incidentId, reason });
      continue;
    }
    group.push(next);
    alerts += next.alertCount;
    entities += next.entityCount;
  }
  return { group: group.sort(byMergeTarget), notMerged };
}
