import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import { candidateWindows } from './candidates';
import { correlate, type Decision } from './correlate';
import type { CorrelationSettings } from './settings';
import type { AlertEntity, AlertNode, Constraint, IncidentNode } from './types';

/** Builders and a reference driver for tests; nothing else imports this file. */
export const entity = (
  id: string,
  type: EntityType,
  role: EvidenceRole = 'compromised',
  distinct = 0,
  baselineDays = 30,
): AlertEntity => ({ entityId: id, type, name: id, role, prevalence: { distinct, baselineDays } });

export const alert = (id: string, part: Partial<AlertNode> = {}): AlertNode => ({
  alertId: id,
  alertKey: `key-${id}`,
  severity: 'medium',
  serviceSource: 'microsoftDefenderForEndpoint',
  tactic: 'Execution',
  techniques: [],
  firstActivity: 0,
  lastActivity: part.firstActivity ?? 0,
  entities: [],
  incidentId: null,
  ...part,
});

export const incident = (id: string, part: Partial<IncidentNode> = {}): IncidentNode => ({
  incidentId: id,
  status: 'active',
  assignedTo: null,
  classification: 'unknown',
  determination: 'unknown',
  alertCount: 1,
  entityCount: 1,
  firstActivity: 0,
  lastActivity: 0,
  createdSequence: 1,
  historical: false,
  followUpOf: null,
  continuedBy: null,
  ...part,
});

/** The smallest driver that obeys the decisions: what the real one does over tables. */
export class ReferenceDriver {
  readonly alerts = new Map<string, AlertNode>();
  readonly incidents = new Map<string, IncidentNode>();
  readonly decisions: Decision[] = [];

  constructor(
    readonly settings: CorrelationSettings,
    readonly constraints: readonly Constraint[] = [],
  ) {}

  receive(node: AlertNode): Decision {
    const decision = correlate({
      alert: node,
      neighbours: this.#neighbours(node),
      incidents: [...this.incidents.values()],
      constraints: this.constraints,
      settings: this.settings,
    });
    this.alerts.set(node.alertId, node);
    this.#apply(node, decision);
    this.decisions.push(decision);
    return decision;
  }

  /** Members of every incident, sorted. */
  groups(): string[][] {
    const groups = new Map<string, string[]>();
    for (const a of this.alerts.values()) {
      if (a.incidentId !== null)
        groups.set(a.incidentId, [...(groups.get(a.incidentId) ?? []), a.alertId].sort());
    }
    return [...groups.values()].sort((x, y) => ((x[0] ?? '') < (y[0] ?? '') ? -1 : 1));
  }

  #neighbours(node: AlertNode): AlertNode[] {
    const query = candidateWindows(node, this.settings);
    return [...this.alerts.values()].filter(
      (other) =>
        query.windows.some(
          (w) =>
            other.entities.some((e) => e.entityId === w.entityId) &&
            other.lastActivity >= w.from &&
            other.firstActivity <= w.to,
        ) ||
        (query.providerIncidentId !== null && other.providerIncidentId === query.providerIncidentId) ||
        (other.providerAlertId !== undefined && query.providerAlertIds.includes(other.providerAlertId)) ||
        (query.containedAs !== null && other.containsAlertIds?.includes(query.containedAs) === true),
    );
  }

  #apply(node: AlertNode, decision: Decision): void {
    if (decision.kind === 'alone') return;
    const id = this.#target(node, decision);
    for (const alertId of [node.alertId, ...decision.pulledIn]) this.#put(alertId, id);
    if (decision.kind !== 'merge') return;
    for (const source of decision.sources) {
      for (const a of this.alerts.values()) if (a.incidentId === source) this.#put(a.alertId, id);
      this.incidents.set(source, incident(source, { ...this.incidents.get(source), status: 'redirected' }));
    }
  }

  #target(node: AlertNode, decision: Exclude<Decision, { kind: 'alone' }>): string {
    if (decision.kind === 'link') return decision.incidentId;
    if (decision.kind === 'merge') return decision.target;
    const id = `i-${node.alertId}`;
    const followUpOf = decision.kind === 'followUp' ? decision.of : null;
    const old = followUpOf === null ? undefined : this.incidents.get(followUpOf);
    if (old !== undefined) this.incidents.set(old.incidentId, { ...old, continuedBy: id });
    this.incidents.set(
      id,
      incident(id, {
        alertCount: 0,
        createdSequence: this.incidents.size,
        followUpOf,
        firstActivity: node.firstActivity,
        lastActivity: node.lastActivity,
      }),
    );
    return id;
  }

  #put(alertId: string, incidentId: string): void {
    const node = this.alerts.get(alertId);
    const to = this.incidents.get(incidentId);
    if (node === undefined || to === undefined || node.incidentId === incidentId) return;
    this.alerts.set(alertId, { ...node, incidentId });
    this.incidents.set(incidentId, {
      ...to,
      alertCount: to.alertCount + 1,
      entityCount: to.entityCount + node.entities.length,
      firstActivity: Math.min(to.firstActivity, node.firstActivity),
      lastActivity: Math.max(to.lastActivity, node.lastActivity),
    });
  }
}
