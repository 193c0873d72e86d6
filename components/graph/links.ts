import type { GraphEdgeView } from '@/lib/domain/views/graph';

type LinkEdge = Extract<GraphEdgeView, { kind: 'link' }>;

/** Of the links between alerts only those that are the strongest of one of their two alerts. */
export function strongestLinks(edges: readonly GraphEdgeView[]): ReadonlySet<string> {
  const best = new Map<string, LinkEdge>();
  for (const edge of edges) {
    if (edge.kind !== 'link') continue;
    for (const end of [edge.source, edge.target]) {
      const known = best.get(end);
      if (!known || edge.score > known.score) best.set(end, edge);
    }
  }
  return new Set([...best.values()].map((edge) => edge.id));
}
