'use client';
import '@xyflow/react/dist/style.css';
import { Background, Controls, type Edge, MarkerType, ReactFlow } from '@xyflow/react';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { entityHref } from '@/components/incidents/entity-link';
import type { GraphEdgeView, GraphNodeView, GraphView } from '@/lib/domain/views/graph';
import { humanize } from '@/lib/domain/views/labels';
import { type FlowNode, GraphNode } from './graph-node';
import { layOut } from './layout';

const NODE_TYPES = { thing: GraphNode } as const;

/** The drawing. Loaded only where it is shown; the table beside it says the same without it. */
export function IncidentGraphDrawing({ graph }: { readonly graph: GraphView }) {
  const router = useRouter();
  const { nodes, edges } = useMemo(() => draw(graph), [graph]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      fitView
      minZoom={0.1}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      proOptions={{ hideAttribution: true }}
      onlyRenderVisibleElements
      onNodeDoubleClick={(_, { data }) => {
        const href = hrefOf(data.node);
        if (href !== null) router.push(href);
      }}
      className="[--xy-controls-button-background-color-hover:var(--hover)] [--xy-controls-button-background-color:var(--surface)] [--xy-controls-button-border-color:var(--line)] [--xy-controls-button-color-hover:var(--text)] [--xy-controls-button-color:var(--text)]"
      aria-label="Graph of alerts and entities"
    >
      <Background gap={20} color="var(--line)" />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

/** Where a node leads; a folded node stands for many things and leads nowhere. */
function hrefOf(node: GraphNodeView): string | null {
  if (node.count > 1) return null;
  const [id] = node.kind === 'alert' ? node.alertIds : node.entityIds;
  if (id === undefined) return null;
  return node.kind === 'alert' ? `/alerts/${encodeURIComponent(id)}` : entityHref(node.type, id);
}

function draw(graph: GraphView): { nodes: FlowNode[]; edges: Edge[] } {
  const places = layOut(graph);
  return {
    nodes: graph.nodes.map((node) => ({
      id: node.id,
      type: 'thing',
      position: places.get(node.id) ?? { x: 0, y: 0 },
      data: { node },
    })),
    edges: graph.edges.map(toEdge),
  };
}

const LABEL = {
  labelStyle: { fontSize: 10, fill: 'var(--muted)' },
  labelBgStyle: { fill: 'var(--sunken)' },
} as const;

function toEdge(edge: GraphEdgeView): Edge {
  const ends = { id: edge.id, source: edge.source, target: edge.target };
  if (edge.kind === 'link') {
    return {
      ...ends,
      ...LABEL,
      label: `linked, ${edge.score.toFixed(2)}`,
      style: { stroke: 'var(--accent)', strokeDasharray: '4 3' },
    };
  }
  return {
    ...ends,
    ...LABEL,
    label: humanize(edge.role).toLowerCase(),
    style: { stroke: 'var(--line-strong)' },
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--line-strong)' },
  };
}
