import type { Tie } from '@/lib/domain/investigation';
import { type GraphState, nodeOf } from './model';

export interface Range {
  readonly since: number;
  readonly until: number;
}

/** Everything that holds two nodes together. */
export interface JoinedTies {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly ties: readonly Tie[];
}

/** The ties that are drawn, joined by the nodes that they hold together: of the chosen time, without short cuts. */
export function joinedTies(
  state: GraphState,
  visible: ReadonlySet<string>,
  range: Range | null,
): readonly JoinedTies[] {
  const told = alertsTelling(state, visible);
  const isDrawn = (incident: string): boolean => visible.has(nodeOf(state, incident) ?? '');
  const incidents = incidentsOf(state, isDrawn);
  const merged = new Map<string, { source: string; target: string; ties: Tie[] }>();
  for (const one of state.ties.values()) {
    if (range && (one.last < range.since || one.first > range.until)) continue;
    const [source, target] = [nodeOf(state, one.source), nodeOf(state, one.target)];
    if (source === null || target === null || source === target) continue;
    if (!visible.has(source) || !visible.has(target) || isTold(one, told, incidents)) continue;
    const key = source < target ? `${source}~${target}` : `${target}~${source}`;
    const edge = merged.get(key);
    if (edge) edge.ties.push(one);
    else merged.set(key, { source, target, ties: [one] });
  }
  return [...merged].map(([id, edge]) => ({ id, ...edge }));
}

/** Thing → the alerts in the picture that name it. */
function alertsTelling(
  state: GraphState,
  visible: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const told = new Map<string, Set<string>>();
  const note = (thing: string, alert: string) => told.set(thing, (told.get(thing) ?? new Set()).add(alert));
  for (const { source, target, what } of state.ties.values()) {
    const isEvidence = what.startsWith('role:') && source.startsWith('alert:');
    const alert = isEvidence ? source : what === 'member' ? target : null;
    const node = alert === null ? null : nodeOf(state, alert);
    if (alert !== null && node !== null && visible.has(node)) note(isEvidence ? target : source, alert);
  }
  return told;
}

/** Alert → the drawn incident that holds it. */
function incidentsOf(state: GraphState, isDrawn: (incident: string) => boolean): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const { source, target, what } of state.ties.values())
    if (what === 'member' && isDrawn(source)) held.set(target, source);
  return held;
}

/** A short cut past what is drawn itself says nothing more: past an alert, or between two alerts of one incident. */
function isTold(
  { source, target, what }: Tie,
  told: ReadonlyMap<string, ReadonlySet<string>>,
  incidents: ReadonlyMap<string, string>,
): boolean {
  if (what === 'linked') return incidents.has(source) && incidents.get(source) === incidents.get(target);
  if (what !== 'with' && !(what.startsWith('role:') && source.startsWith('incident:'))) return false;
  const [a, b] = [told.get(source), told.get(target)];
  return a !== undefined && b !== undefined && [...a].some((alert) => b.has(alert));
}
