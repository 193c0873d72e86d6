import type { GraphView } from '@/lib/domain/views/graph';

/** What of a graph is looked at: places stay, so that the eye keeps what it knows. */
export interface GraphLens {
  /** Alerts that are meant; null for all. What belongs to none of them steps back. */
  readonly alertIds: ReadonlySet<string> | null;
  /** What began later (milliseconds) is not there yet; null for no such moment. */
  readonly upTo: number | null;
}

export interface Seen {
  readonly hidden: ReadonlySet<string>;
  readonly dimmed: ReadonlySet<string>;
}

/** Which nodes are not there yet, and which step back: an entity follows the alerts that name it. */
export function through(graph: GraphView, { alertIds, upTo }: GraphLens): Seen {
  const hidden = new Set<string>();
  const dimmed = new Set<string>();
  for (const node of graph.nodes) {
    if (node.kind !== 'alert') continue;
    if (upTo !== null && node.firstActivity > upTo) hidden.add(node.id);
    if (alertIds !== null && !node.alertIds.some((id) => alertIds.has(id))) dimmed.add(node.id);
  }
  const naming = new Map<string, string[]>();
  for (const edge of graph.edges) {
    if (edge.kind === 'evidence') naming.set(edge.target, [...(naming.get(edge.target) ?? []), edge.source]);
  }
  for (const [entity, alerts] of naming) {
    const there = alerts.filter((id) => !hidden.has(id));
    if (there.length === 0) hidden.add(entity);
    else if (there.every((id) => dimmed.has(id))) dimmed.add(entity);
  }
  return { hidden, dimmed };
}
