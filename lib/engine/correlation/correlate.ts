import { severityRank } from '@/lib/domain/severity';
import { isFull, mergeGroup, type NotMerged } from './merge';
import { scorePair } from './score';
import type { CorrelationSettings } from './settings';
import type { AlertNode, Constraint, IncidentNode, PairScore } from './types';

export interface CorrelationInput {
  readonly alert: AlertNode;
  /** What `candidateWindows` asked for. */
  readonly neighbours: readonly AlertNode[];
  /** The incidents of the neighbours and of the alert, and those that continue them. */
  readonly incidents: readonly IncidentNode[];
  readonly constraints: readonly Constraint[];
  readonly settings: CorrelationSettings;
}

interface Outcome {
  /** The links to store, strongest first; the first one is why. */
  readonly links: readonly PairScore[];
  /** Alerts in no incident that come along. */
  readonly pulledIn: readonly string[];
  /** Incidents reached and left alone, each with the rule that says so. */
  readonly notMerged: readonly NotMerged[];
  /** Links that a person's decision set aside. */
  readonly forbidden: readonly PairScore[];
}

/** What becomes of an alert. */
export type Decision = Outcome &
  (
    | { readonly kind: 'alone'; readonly reason: string }
    | { readonly kind: 'open' }
    | { readonly kind: 'link'; readonly incidentId: string }
    | { readonly kind: 'merge'; readonly target: string; readonly sources: readonly string[] }
    | { readonly kind: 'followUp'; readonly of: string; readonly because: 'resolved' | 'full' }
  );

interface Edge {
  readonly pair: PairScore;
  readonly neighbour: AlertNode;
}

interface Reached {
  /** Open incidents, strongest link first. */
  readonly open: readonly IncidentNode[];
  /** Resolved or full incidents that nothing open continues. */
  readonly closed: readonly { readonly incident: IncidentNode; readonly because: 'resolved' | 'full' }[];
}

/**
 * Decides where an alert belongs: into an incident that it reaches, into one that it makes of several, into a
 * follow-up of one that is resolved or full, into a new one, or nowhere yet. Also used for an alert that is in an
 * incident already (it grew, or entities were merged): then its own incident is reached by definition.
 */
export function correlate(input: CorrelationInput): Decision {
  const { alert, settings } = input;
  const { edges, forbidden } = edgesOf(input);
  const incidents = new Map(input.incidents.map((i) => [i.incidentId, i]));
  const reached = reach(input, edges, incidents);
  const loose = edges.filter((e) => e.neighbour.incidentId === null);
  const base = { pulledIn: loose.map((e) => e.neighbour.alertId), notMerged: [], forbidden };
  if (reached.open.length > 0) return join(input, edges, reached, base, incidents);
  const links = strongest(edges, settings);
  if (!opens(alert, edges)) {
    const reason =
      edges.length > 0 ? 'only alerts outside incidents are related' : 'nothing related inside its windows';
    return { ...base, kind: 'alone', reason, links, pulledIn: [] };
  }
  const closed = reached.closed[0];
  if (closed === undefined) return { ...base, kind: 'open', links };
  return { ...base, kind: 'followUp', of: closed.incident.incidentId, because: closed.because, links };
}

/** Linked neighbours by score, then by the alerts' keys; those that a person forbade are set aside. */
function edgesOf(input: CorrelationInput): {
  readonly edges: readonly Edge[];
  readonly forbidden: readonly PairScore[];
} {
  const { alert, settings, constraints } = input;
  const forbids = new Set(
    constraints.filter((c) => c.kind === 'forbid' && c.alertId === alert.alertId).map((c) => c.incidentId),
  );
  const all = input.neighbours
    .filter((n) => n.alertId !== alert.alertId)
    .map((neighbour): Edge => ({ neighbour, pair: scorePair(alert, neighbour, settings) }))
    .filter((e) => e.pair.linked)
    .sort((a, b) => b.pair.score - a.pair.score || (a.neighbour.alertKey < b.neighbour.alertKey ? -1 : 1));
  const isForbidden = (e: Edge): boolean =>
    e.neighbour.incidentId !== null && forbids.has(e.neighbour.incidentId);
  return { edges: all.filter((e) => !isForbidden(e)), forbidden: all.filter(isForbidden).map((e) => e.pair) };
}

/** The strongest link to each incident and each loose alert, then the next strongest, up to the limit. */
function strongest(edges: readonly Edge[], settings: CorrelationSettings): readonly PairScore[] {
  const first = new Set<PairScore>();
  const groups = new Set<string>();
  for (const { pair, neighbour } of edges) {
    const group = neighbour.incidentId ?? neighbour.alertId;
    if (!groups.has(group)) first.add(pair);
    groups.add(group);
  }
  const more = edges.filter((e) => !first.has(e.pair)).slice(0, Math.max(0, settings.maxLinks - first.size));
  return [...first, ...more.map((e) => e.pair)];
}

/** Medium and high alerts open incidents; the others only together with what their vendor fused them with. */
function opens(alert: AlertNode, edges: readonly Edge[]): boolean {
  if (severityRank(alert.severity) >= severityRank('medium')) return true;
  return edges.some((e) => e.pair.bonuses.some((b) => b.label === 'Fused by the source'));
}

function reach(
  input: CorrelationInput,
  edges: readonly Edge[],
  incidents: ReadonlyMap<string, IncidentNode>,
): Reached {
  const { alert, settings } = input;
  const open = new Map<string, IncidentNode>();
  const closed = new Map<string, Reached['closed'][number]>();
  const visit = (id: string | null): void => {
    const own = id !== null && id === alert.incidentId;
    let incident = id === null ? undefined : incidents.get(id);
    const passed = new Set<string>();
    while (incident !== undefined && !passed.has(incident.incidentId)) {
      passed.add(incident.incidentId);
      const because = own ? null : closedBecause(incident, alert, settings);
      if (because === null) {
        if (!forbidden(input, incident.incidentId)) open.set(incident.incidentId, incident);
        return;
      }
      const next: IncidentNode | undefined =
        incident.continuedBy === null ? undefined : incidents.get(incident.continuedBy);
      if (next === undefined && because !== 'redirected')
        closed.set(incident.incidentId, { incident, because });
      incident = next;
    }
  };
  visit(alert.incidentId);
  for (const c of input.constraints)
    if (c.kind === 'require' && c.alertId === alert.alertId) visit(c.incidentId);
  for (const e of edges) visit(e.neighbour.incidentId);
  return { open: [...open.values()], closed: [...closed.values()] };
}

const forbidden = (input: CorrelationInput, incidentId: string): boolean =>
  input.constraints.some(
    (c) => c.kind === 'forbid' && c.alertId === input.alert.alertId && c.incidentId === incidentId,
  );

function closedBecause(
  incident: IncidentNode,
  alert: AlertNode,
  settings: CorrelationSettings,
): 'resolved' | 'full' | 'redirected' | null {
  if (incident.status === 'redirected') return 'redirected';
  if (incident.status === 'resolved') return 'resolved';
  return isFull(incident, alert, settings) ? 'full' : null;
}

/** Joins the incident of the strongest link; incidents reached beside it become one with it where the rules allow. */
function join(
  input: CorrelationInput,
  edges: readonly Edge[],
  reached: Reached,
  base: Omit<Outcome, 'links'>,
  incidents: ReadonlyMap<string, IncidentNode>,
): Decision {
  const { alert, settings } = input;
  const mayMerge = severityRank(alert.severity) >= severityRank('medium');
  const { group, notMerged } = mayMerge
    ? mergeGroup(withConstraints(reached.open, input), settings)
    : { group: reached.open.slice(0, 1), notMerged: reached.open.slice(1).map(bystander) };
  const members = new Set(group.map((i) => i.incidentId));
  const links = strongest(
    edges.filter(
      (e) => e.neighbour.incidentId === null || belongs(e.neighbour.incidentId, members, incidents),
    ),
    settings,
  );
  const [target, ...sources] = group.map((i) => i.incidentId);
  const outcome = { ...base, links, notMerged };
  if (target === undefined) return { ...outcome, kind: 'alone', reason: 'a person set it apart' };
  if (sources.length === 0) return { ...outcome, kind: 'link', incidentId: target };
  return { ...outcome, kind: 'merge', target, sources };
}

const bystander = (incident: IncidentNode): NotMerged => ({
  incidentId: incident.incidentId,
  reason: 'an alert of low severity merges no incidents',
});

/** The neighbour's incident is one of the group, or is continued by one of it. */
function belongs(
  id: string,
  members: ReadonlySet<string>,
  incidents: ReadonlyMap<string, IncidentNode>,
): boolean {
  const passed = new Set<string>();
  let at: string | null | undefined = id;
  while (at != null && !passed.has(at)) {
    if (members.has(at)) return true;
    passed.add(at);
    at = incidents.get(at)?.continuedBy;
  }
  return false;
}

/** Adds what the constraints of the neighbours say to the incidents that hold them. */
function withConstraints(open: readonly IncidentNode[], input: CorrelationInput): readonly IncidentNode[] {
  const home = new Map([input.alert, ...input.neighbours].map((n) => [n.alertId, n.incidentId]));
  return open.map((incident) => {
    const apart = input.constraints
      .filter((c) => c.kind === 'forbid' && home.get(c.alertId) === incident.incidentId)
      .map((c) => c.incidentId);
    return apart.length === 0
      ? incident
      : { ...incident, apartFrom: [...(incident.apartFrom ?? []), ...apart] };
  });
}
