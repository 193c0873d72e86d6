import type { Domain, Reason, ServiceSource, Tactic } from '@/lib/domain/alert';
import { TACTICS } from '@/lib/domain/alert';
import { maxSeverity, type Severity } from '@/lib/domain/severity';
import { type Impacted, impactedOf, type SummaryAlert } from './assets';
import { nameIncident } from './naming';
import { priorityOf } from './priority';

/** The fields of an incident that follow from its alerts. */
export interface RollUp {
  readonly displayName: string;
  readonly severity: Severity;
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly alertCount: number;
  readonly activeAlertCount: number;
  readonly entityCount: number;
  readonly serviceSources: readonly ServiceSource[];
  readonly domains: readonly Domain[];
  /** In kill-chain order. */
  readonly tactics: readonly Tactic[];
  readonly impacted: readonly Impacted[];
  readonly priority: number;
  readonly priorityTerms: readonly Reason[];
}

/**
 * Rolls the alerts of an incident up into its fields: severity is the highest, times span all, name and priority are
 * computed anew. A person's own name or severity wins: the caller keeps it.
 *
 * @throws RangeError for no alerts: an incident without alerts has no fields to compute
 */
export function rollUp(alerts: readonly SummaryAlert[]): RollUp {
  const [first] = alerts;
  if (first === undefined) throw new RangeError('an incident has at least one alert');
  const present = new Set(alerts.map((a) => a.tactic));
  const priority = priorityOf(alerts);
  return {
    displayName: nameIncident(alerts),
    severity: alerts.reduce<Severity>((max, a) => maxSeverity(max, a.severity), first.severity),
    firstActivity: alerts.reduce((min, a) => Math.min(min, a.firstActivity), first.firstActivity),
    lastActivity: alerts.reduce((max, a) => Math.max(max, a.lastActivity), first.lastActivity),
    alertCount: alerts.length,
    activeAlertCount: alerts.filter((a) => a.status !== 'resolved').length,
    entityCount: new Set(alerts.flatMap((a) => a.entities.map((e) => e.entityId))).size,
    serviceSources: [...new Set(alerts.map((a) => a.serviceSource))].sort(),
    domains: [...new Set(alerts.map((a) => a.domain))].sort(),
    tactics: TACTICS.filter((t) => present.has(t)),
    impacted: impactedOf(alerts),
    priority: priority.value,
    priorityTerms: priority.terms,
  };
}
