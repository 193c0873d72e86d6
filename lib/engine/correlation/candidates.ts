import { isHub } from './prevalence';
import { roleClass } from './score';
import type { CorrelationSettings } from './settings';
import type { AlertNode } from './types';

/** One look-up in the inverted index: alerts that hold this entity and were active in `[from, to]`. */
export interface CandidateWindow {
  readonly entityId: string;
  readonly from: number;
  readonly to: number;
  /** At most so many, nearest to the alert in time first. */
  readonly limit: number;
}

export interface CandidateQuery {
  readonly windows: readonly CandidateWindow[];
  /** Alerts of the same source with this `providerIncidentId`. */
  readonly providerIncidentId: string | null;
  /** Alerts with these ids in their source: what this fused alert contains. */
  readonly providerAlertIds: readonly string[];
  /** Fused alerts that contain this id. */
  readonly containedAs: string | null;
}

/**
 * Which stored alerts the driver must fetch before `correlate`: only those that an entity which may bridge could
 * reach, so that the cost does not grow with the number of alerts stored. Hubs and bystanders are not looked up.
 */
export function candidateWindows(alert: AlertNode, settings: CorrelationSettings): CandidateQuery {
  const windows = alert.entities
    .filter((e) => roleClass(alert, e, settings) !== 'adds' && !isHub(e.prevalence, settings.types[e.type]))
    .map((e) => ({
      entityId: e.entityId,
      from: alert.firstActivity - settings.types[e.type].window,
      to: alert.lastActivity + settings.types[e.type].window,
      limit: settings.maxNeighbours,
    }));
  return {
    windows,
    providerIncidentId: alert.providerIncidentId ?? null,
    providerAlertIds: alert.containsAlertIds ?? [],
    containedAs: alert.providerAlertId ?? null,
  };
}
