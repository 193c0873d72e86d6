import { type Edge, MarkerType } from '@xyflow/react';
import type { GraphEdgeView, GraphView } from '@/lib/domain/views/graph';
import { humanize } from '@/lib/domain/views/labels';
import type { Seen } from './lens';
import { strongestLinks } from './links';
import { isAttackerSide, leadingRole } from './roles';

export interface EdgeOptions {
  /** Node or edge that is pointed at or chosen: what it touches is named, the rest steps back. */
  readonly active: string | null;
  /** Every link between alerts instead of the strongest of each. */
  readonly allLinks: boolean;
  /** What is not there yet, and what steps back. */
  readonly seen: Seen;
}

type LinkEdge = Extract<GraphEdgeView, { kind: 'link' }>;
type EvidenceEdge = Extract<GraphEdgeView, { kind: 'evidence' }>;

/** The edges as they are drawn; words only on those that somebody looks at. */
export function drawEdges(graph: GraphView, { active, allLinks, seen }: EdgeOptions): Edge[] {
  const strongest = strongestLinks(graph.edges);
  const left = new Set(
    graph.nodes
      .filter((node) => node.kind === 'entity' && isAttackerSide(leadingRole(graph, node.id)))
      .map((node) => node.id),
  );
  const rows = graph.nodes.filter((node) => node.kind === 'alert').map((node) => node.id);
  return graph.edges
    .filter((edge) => edge.kind === 'evidence' || allLinks || strongest.has(edge.id))
    .filter((edge) => !seen.hidden.has(edge.source) && !seen.hidden.has(edge.target))
    .map((edge) => (edge.kind === 'link' ? toLink(edge, rows, active) : toEvidence(edge, left, active)))
    .map((edge) =>
      active === null && (seen.dimmed.has(edge.source) || seen.dimmed.has(edge.target))
        ? { ...edge, style: { ...edge.style, opacity: 0.12 } }
        : edge,
    );
}

/** What an active node or edge touches, itself included; null when nothing is active. */
export function touchedBy(graph: GraphView, active: string | null): ReadonlySet<string> | null {
  if (active === null) return null;
  return new Set([
    active,
    ...graph.edges.filter((edge) => touches(edge, active)).flatMap((edge) => [edge.source, edge.target]),
  ]);
}

const touches = (edge: GraphEdgeView, id: string): boolean =>
  edge.id === id || edge.source === id || edge.target === id;

/** Words on an edge that somebody looks at, and how loud it is beside the others. */
function look(edge: GraphEdgeView, active: string | null, resting: number) {
  const isActive = active !== null && touches(edge, active);
  const opacity = active === null ? resting : isActive ? 1 : 0.12;
  if (!isActive) return { opacity, words: {} };
  const label = edge.kind === 'link' ? `linked, ${edge.score.toFixed(2)}` : humanize(edge.role).toLowerCase();
  return { opacity, words: { ...LABEL, label, zIndex: 1 } };
}

const LABEL: Pick<Edge, 'labelStyle' | 'labelBgStyle' | 'labelBgPadding'> = {
  labelStyle: { fontSize: 11, fill: 'var(--text)' },
  labelBgStyle: { fill: 'var(--raised)' },
  labelBgPadding: [4, 2],
};

/** A bracket left of the alerts; the farther it reaches the farther out it runs, so that brackets do not cover each other. */
function toLink(edge: LinkEdge, rows: readonly string[], active: string | null): Edge {
  const { opacity, words } = look(edge, active, 0.6);
  const reach = Math.abs(rows.indexOf(edge.source) - rows.indexOf(edge.target));
  return {
    ...words,
    id: edge.id,
    source: edge.source,
    target: edge.target,
    sourceHandle: 'link',
    targetHandle: 'in',
    type: 'smoothstep',
    ...{ pathOptions: { offset: 8 + Math.min(reach, 10) * 4, borderRadius: 8 } },
    style: { stroke: 'var(--accent)', strokeDasharray: '3 4', opacity },
  };
}

/** Drawn from left to right: the attacker’s side is the source on the picture, the alert in the data. */
function toEvidence(edge: EvidenceEdge, left: ReadonlySet<string>, active: string | null): Edge {
  const { opacity, words } = look(edge, active, 0.8);
  const isLeft = left.has(edge.target);
  const arrow = { type: MarkerType.ArrowClosed, color: 'var(--line-strong)', width: 14, height: 14 };
  return {
    ...words,
    id: edge.id,
    source: isLeft ? edge.target : edge.source,
    target: isLeft ? edge.source : edge.target,
    sourceHandle: 'out',
    targetHandle: 'in',
    style: { stroke: 'var(--line-strong)', opacity },
    ...(isLeft ? {} : { markerEnd: arrow }),
  };
}
