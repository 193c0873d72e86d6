'use client';
import '@xyflow/react/dist/style.css';
import { Background, type NodeChange, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { GraphView } from '@/lib/domain/views/graph';
import { drawEdges, touchedBy } from './edges';
import { GraphControls } from './graph-controls';
import { GraphDetail } from './graph-detail';
import { type FlowNode, GraphNode } from './graph-node';
import { type GraphLayout, layOut, NODE_HEIGHT } from './layout';
import { type GraphLens, type Seen, through } from './lens';
import { leadingRole } from './roles';
import { useWidth } from './use-width';

const NODE_TYPES = { thing: GraphNode } as const;
const HEIGHT = { min: 220, max: 720 } as const;

export interface IncidentGraphDrawingProps {
  readonly graph: GraphView;
  readonly allLinks: boolean;
  readonly lens: GraphLens;
  /** The chosen node, or an empty text. */
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** Narrows what is told beside the graph to an entity. */
  readonly onFilter?: (entityId: string) => void;
}

/**
 * The drawing. Loaded only where it is shown; the table beside it says the same without it. It takes the width there is
 * at the size of the page's own text; what is taller than the frame is reached by dragging or the controls. The wheel
 * scrolls the page, not the picture.
 */
export function IncidentGraphDrawing(props: IncidentGraphDrawingProps) {
  const { graph, allLinks, lens, selected, onSelect, onFilter } = props;
  const [frame, width] = useWidth();
  const [pointed, setPointed] = useState<string | null>(null);
  const layout = useMemo(() => layOut(graph, width), [graph, width]);
  const seen = useMemo(() => through(graph, lens), [graph, lens]);
  const detail = graph.nodes.find((node) => node.id === selected && !seen.hidden.has(node.id));
  const active = pointed ?? detail?.id ?? null;
  const touched = useMemo(() => touchedBy(graph, active), [graph, active]);
  const edges = useMemo(() => drawEdges(graph, { active, allLinks, seen }), [graph, active, allLinks, seen]);
  const nodes = useMemo(
    () => drawNodes(graph, layout, { touched, seen, selected }),
    [graph, layout, touched, seen, selected],
  );
  const select = (changes: readonly NodeChange[]) => {
    for (const change of changes) {
      if (change.type !== 'select') continue;
      if (change.selected) onSelect(change.id);
      else if (change.id === selected) onSelect('');
    }
  };
  return (
    <ReactFlowProvider>
      <div
        ref={frame}
        className="relative"
        style={{ height: Math.min(Math.max(layout.height, HEIGHT.min), HEIGHT.max) }}
      >
        {width === 0 ? null : (
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={NODE_TYPES}
            onNodesChange={select}
            minZoom={0.3}
            maxZoom={1.6}
            nodesDraggable={false}
            nodesConnectable={false}
            edgesFocusable={false}
            zoomOnScroll={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            proOptions={{ hideAttribution: true }}
            onNodeMouseEnter={(_, { id }) => setPointed(id)}
            onNodeMouseLeave={() => setPointed(null)}
            onEdgeMouseEnter={(_, { id }) => setPointed(id)}
            onEdgeMouseLeave={() => setPointed(null)}
            aria-label="Graph of alerts and entities"
          >
            <Background gap={20} color="var(--line)" />
          </ReactFlow>
        )}
        {detail ? (
          <GraphDetail
            graph={graph}
            node={detail}
            side={(layout.places.get(detail.id)?.x ?? 0) > layout.width / 2 ? 'left' : 'right'}
            onClose={() => onSelect('')}
            {...(onFilter ? { onFilter } : {})}
          />
        ) : null}
      </div>
      <GraphControls layout={layout} />
    </ReactFlowProvider>
  );
}

interface Look {
  readonly touched: ReadonlySet<string> | null;
  readonly seen: Seen;
  readonly selected: string;
}

function drawNodes(graph: GraphView, layout: GraphLayout, { touched, seen, selected }: Look): FlowNode[] {
  return graph.nodes.map((node) => ({
    id: node.id,
    type: 'thing',
    position: layout.places.get(node.id) ?? { x: 0, y: 0 },
    width: layout.nodeWidth,
    height: NODE_HEIGHT,
    hidden: seen.hidden.has(node.id),
    selected: node.id === selected,
    data: {
      node,
      role: leadingRole(graph, node.id),
      dimmed: touched === null ? seen.dimmed.has(node.id) : !touched.has(node.id),
    },
  }));
}
