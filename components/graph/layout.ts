import dagre from '@dagrejs/dagre';
import type { GraphView } from '@/lib/domain/views/graph';

const NODE_WIDTH = 184;
const NODE_HEIGHT = 44;

/** Places the nodes left to right, alerts before the entities they name. The same graph is always drawn the same. */
export function layOut(graph: GraphView): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const sheet = new dagre.graphlib.Graph();
  sheet.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 8, marginy: 8 });
  sheet.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) sheet.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  // Links join alerts to alerts: they are drawn, but would scatter the alerts over the columns of the entities.
  for (const edge of graph.edges) if (edge.kind === 'evidence') sheet.setEdge(edge.source, edge.target);
  dagre.layout(sheet);
  return new Map(
    graph.nodes.map((node) => {
      const { x, y } = sheet.node(node.id);
      return [node.id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    }),
  );
}
