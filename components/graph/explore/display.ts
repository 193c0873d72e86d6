import { type EntityType, EVIDENCE_ROLES } from '@/lib/domain/entity';
import type { Thing, Tie } from '@/lib/domain/investigation';
import { LAKE_TIE_LABEL } from '@/lib/domain/views/investigation';
import { ENTITY_TYPE_LABEL, humanize } from '@/lib/domain/views/labels';
import { groupOf, ROLE_GROUPS, type RoleGroup } from '../roles';
import { type GraphState, kindOf, nodeIds, nodeOf } from './model';
import { type JoinedTies, joinedTies, type Range } from './ties';

export type NodeOf = 'alert' | 'incident' | EntityType;

/** A node as it is drawn, listed and exported: one thing, or a fold of many. */
export interface DisplayNode {
  readonly id: string;
  readonly of: NodeOf;
  readonly label: string;
  /** The smaller second line. */
  readonly detail: string;
  /** The thing itself; null for a fold. */
  readonly thing: Thing | null;
  readonly count: number;
  readonly isHub: boolean;
  readonly isPinned: boolean;
  readonly note: string | null;
  /** The most telling part that it plays in an alert of the picture. */
  readonly role: RoleGroup | null;
  /** Nothing in the chosen time touches it. */
  readonly isFaded: boolean;
}

/** Everything that holds two nodes together, as one edge. */
export interface DisplayEdge extends JoinedTies {
  readonly label: string;
  /** Known from telemetry or from a score, not from an alert's evidence. */
  readonly isDashed: boolean;
}

export interface Display {
  readonly nodes: readonly DisplayNode[];
  readonly edges: readonly DisplayEdge[];
}

const PLURAL: Readonly<Partial<Record<NodeOf, string>>> = {
  ip: 'IP addresses',
  mailbox: 'mailboxes',
  process: 'processes',
  registryKey: 'registry keys',
};

const wordOf = (of: NodeOf): string =>
  of === 'alert' || of === 'incident' ? humanize(of) : ENTITY_TYPE_LABEL[of];

/** `37 IP addresses`, `2 alerts`. */
export function manyOf(of: NodeOf, count: number): string {
  const word = wordOf(of);
  const plain = /^[A-Z]{2}/.test(word) ? word : word.toLowerCase();
  return `${count} ${count === 1 ? plain : (PLURAL[of] ?? `${plain}s`)}`;
}

/** The words of a tie, read from its source to its target. */
export function tieWords({ what, count, score }: Tie): string {
  if (what.startsWith('role:')) return humanize(what.slice(5)).toLowerCase();
  if (what === 'member') return 'has alert';
  if (what === 'linked') return `linked, ${(score ?? 0).toFixed(2)}`;
  if (what === 'with') return count === 1 ? 'in one alert together' : `in ${count} alerts together`;
  const words: Readonly<Record<string, string>> = LAKE_TIE_LABEL;
  return `${words[what] ?? humanize(what).toLowerCase()}${count > 1 ? ` · ${count}` : ''}`;
}

export const isFromLake = ({ what }: Tie): boolean => Object.hasOwn(LAKE_TIE_LABEL, what);

/** The nodes and edges of a state: folds closed, hidden ones left out, edges of the chosen time only. */
export function displayOf(state: GraphState, range: Range | null): Display {
  const visible = nodeIds(state).filter((id) => !state.hidden.has(id));
  const edges = joinedTies(state, new Set(visible), range).map(
    (edge): DisplayEdge => ({
      ...edge,
      label: labelOf(edge.ties),
      isDashed: edge.ties.every((one) => isFromLake(one) || one.what === 'linked'),
    }),
  );
  const touched = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const isFaded = (id: string): boolean => range !== null && !touched.has(id);
  const roles = rolesOf(state);
  return {
    nodes: visible.map((id) => toNode(state, id, { isFaded: isFaded(id), role: roles.get(id) ?? null })),
    edges,
  };
}

/** The most telling group of roles of each node. */
function rolesOf(state: GraphState): ReadonlyMap<string, RoleGroup> {
  const roles = new Map<string, RoleGroup>();
  for (const { target, what } of state.ties.values()) {
    if (!what.startsWith('role:')) continue;
    const node = nodeOf(state, target);
    const role = EVIDENCE_ROLES.find((name) => name === what.slice('role:'.length));
    if (node === null || role === undefined) continue;
    const group = groupOf(role);
    const known = roles.get(node);
    if (known === undefined || ROLE_GROUPS.indexOf(group) < ROLE_GROUPS.indexOf(known))
      roles.set(node, group);
  }
  return roles;
}

function toNode(
  state: GraphState,
  id: string,
  { isFaded, role }: { readonly isFaded: boolean; readonly role: RoleGroup | null },
): DisplayNode {
  const common = {
    id,
    role,
    isPinned: state.pinned.has(id),
    note: state.notes.get(id) ?? null,
    isFaded,
  };
  const thing = state.things.get(id) ?? null;
  const fold = state.folds.get(id);
  if (thing !== null) {
    const isHub = thing.kind === 'entity' && thing.hub;
    return {
      ...common,
      of: kindOf(thing),
      label: thing.kind === 'incident' ? `#${thing.number} ${thing.label}` : thing.label,
      detail: detailOf(thing),
      thing,
      count: 1,
      isHub,
    };
  }
  const members = fold?.members ?? [];
  const names = members.slice(0, 3).map((member) => state.things.get(member)?.label ?? '');
  return {
    ...common,
    of: fold?.of ?? 'alert',
    label: manyOf(fold?.of ?? 'alert', members.length),
    detail: names.join(', '),
    thing: null,
    count: members.length,
    isHub: false,
  };
}

function detailOf(thing: Thing): string {
  switch (thing.kind) {
    case 'incident':
      return `Incident · ${humanize(thing.status).toLowerCase()}`;
    case 'alert':
      return `Alert · ${humanize(thing.status).toLowerCase()}`;
    case 'entity':
      return [
        ENTITY_TYPE_LABEL[thing.type],
        ...(thing.hub ? [`common here${touching(thing.touches)}`] : []),
        ...(thing.hint === null ? [] : [thing.hint]),
      ].join(' · ');
    case 'seen':
      return `${ENTITY_TYPE_LABEL[thing.type]} · telemetry only`;
  }
}

const touching = (touches: number | null): string =>
  touches === null || touches === 0 ? '' : `, touches ${touches >= 64 ? '64+' : touches}`;

function labelOf(ties: readonly Tie[]): string {
  const words = [...new Set(ties.filter(({ what }) => what !== 'member').map(tieWords))];
  return words.length > 2 ? `${words.slice(0, 2).join(', ')} +${words.length - 2}` : words.join(', ');
}

/** Where the graph's ties lie in time; null when there are none. */
export function extentOf(state: GraphState): Range | null {
  let since = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const { source, target, first, last } of state.ties.values()) {
    if (!state.things.has(source) || !state.things.has(target)) continue;
    since = Math.min(since, first);
    until = Math.max(until, last);
  }
  return since > until ? null : { since, until };
}

/** How many ties begin in each of `buckets` equal parts of a range. */
export function histogramOf(state: GraphState, range: Range, buckets: number): readonly number[] {
  const counts = Array.from({ length: buckets }, () => 0);
  const width = Math.max((range.until - range.since) / buckets, 1);
  for (const { source, target, first, last } of state.ties.values()) {
    if (!state.things.has(source) || !state.things.has(target)) continue;
    const bucket = (at: number) => Math.min(buckets - 1, Math.max(0, Math.floor((at - range.since) / width)));
    for (let at = bucket(first); at <= bucket(last); at++) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The nodes whose label holds a text: those that are called exactly so first, then those that begin so. */
export function foundNodes(nodes: readonly DisplayNode[], text: string): readonly DisplayNode[] {
  const wanted = text.trim().toLowerCase();
  const rank = (label: string): number => (label === wanted ? 0 : label.startsWith(wanted) ? 1 : 2);
  return nodes
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a.label.toLowerCase()) - rank(b.label.toLowerCase()));
}
