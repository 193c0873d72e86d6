'use client';
import '@xyflow/react/dist/style.css';
import {
  applyNodeChanges,
  Background,
  type Edge,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useOnViewportChange,
  useReactFlow,
  type Viewport,
} from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Place } from '@/lib/domain/investigation';
import type { DisplayEdge } from './display';
import { edgeEnds } from './edge-ends';
import { type GraphFlowNode, NodeView } from './node-view';
import { NODE } from './place';
import { moveNodes } from './state';
import type { GraphSession } from './use-graph';

const NODE_TYPES = { thing: NodeView } as const;
/** Below this size words cannot be read. */
const FAR = 0.45;
/** More edges than this are drawn straight: curves cost more than they tell. */
const CURVES = 300;

/** Small enough to cover little. */
const MINI = { width: 132, height: 88, margin: 6 } as const;

/** What the page asks of the picture. */
export interface CanvasHandle {
  readonly fit: () => void;
  readonly zoom: (by: number) => void;
  readonly reveal: (nodes: readonly string[]) => void;
}

export interface CanvasProps {
  readonly session: GraphSession;
  readonly handle: RefObject<CanvasHandle | null>;
  readonly onOpen: (node: string) => void;
}

/** The drawing, loaded only where it is shown. The table beside it says and does the same without it. */
export function GraphCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ session, handle, onOpen }: CanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { nodes, onNodesChange } = useFlowNodes(session);
  const edges = useFlowEdges(session.display.edges, session.state.places, session.selected);
  useLevelOfDetail(frame);
  useHandle(handle, session);
  const moved = (_: unknown, __: unknown, dragged: readonly GraphFlowNode[]) => {
    const places = new Map<string, Place>(dragged.map(({ id, position }) => [id, position]));
    session.apply((state) => moveNodes(state, places));
  };
  return (
    <div ref={frame} className="group/graph size-full" data-lod="near">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeClick={(_, { id }) => session.select(id)}
        onNodeDoubleClick={(_, { id }) => onOpen(id)}
        onPaneClick={() => session.select(null)}
        onNodeDragStop={moved}
        onlyRenderVisibleElements
        nodesFocusable={false}
        edgesFocusable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={1.6}
        fitView
        fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} color="var(--line)" />
        <MiniMap
          className="max-sm:hidden"
          style={MINI}
          pannable
          zoomable
          ariaLabel="Overview of the graph"
          bgColor="var(--raised)"
          maskColor="color-mix(in srgb, var(--overlay) 45%, transparent)"
          nodeColor="var(--line-strong)"
          nodeStrokeWidth={0}
        />
      </ReactFlow>
    </div>
  );
}

/** Nodes as the library wants them. While one is dragged it moves here alone; the graph hears of it when it is let go. */
function useFlowNodes({ display, state, selected }: GraphSession) {
  const made = useRef(new Map<string, GraphFlowNode>());
  const wanted = useMemo(() => {
    const next = new Map<string, GraphFlowNode>();
    for (const node of display.nodes) {
      const place = state.places.get(node.id) ?? { x: 0, y: 0 };
      const isSelected = node.id === selected;
      const old = made.current.get(node.id);
      const isSame =
        old?.position.x === place.x &&
        old.position.y === place.y &&
        old.data.isSelected === isSelected &&
        JSON.stringify(old.data.node) === JSON.stringify(node);
      next.set(
        node.id,
        old && isSame
          ? old
          : {
              id: node.id,
              type: 'thing',
              position: place,
              width: NODE.width,
              height: NODE.height,
              data: { node, isSelected },
            },
      );
    }
    made.current = next;
    return [...next.values()];
  }, [display.nodes, state.places, selected]);
  const [nodes, setNodes] = useState(wanted);
  useEffect(() => setNodes(wanted), [wanted]);
  const onNodesChange = useCallback(
    (changes: NodeChange<GraphFlowNode>[]) => setNodes((old) => applyNodeChanges(changes, old)),
    [],
  );
  return { nodes, onNodesChange };
}

const REST = { stroke: 'var(--line-strong)', strokeWidth: 1, opacity: 0.7 } as const;
const DASHED = { ...REST, strokeDasharray: '4 4' } as const;
const ACTIVE = { stroke: 'var(--accent)', strokeWidth: 1.5 } as const;

/** Edges as the library wants them; words only on those of the chosen node. */
function useFlowEdges(
  edges: readonly DisplayEdge[],
  places: ReadonlyMap<string, Place>,
  selected: string | null,
): Edge[] {
  const resting = useMemo(() => {
    const type = edges.length > CURVES ? 'straight' : 'default';
    return edges.map((edge): Edge => {
      const { source, target, isBracket } = edgeEnds(edge, places);
      return {
        id: edge.id,
        source,
        target,
        sourceHandle: isBracket ? 'side' : 'out',
        targetHandle: 'in',
        type,
        style: edge.isDashed ? DASHED : REST,
      };
    });
  }, [edges, places]);
  return useMemo(
    () =>
      resting.map((edge, index) => {
        if (edge.source !== selected && edge.target !== selected) return edge;
        return {
          ...edge,
          style: { ...ACTIVE, ...(edges[index]?.isDashed ? { strokeDasharray: '4 4' } : {}) },
          zIndex: 1,
          label: edges[index]?.label ?? '',
          labelStyle: { fontSize: 11, fill: 'var(--text)' },
          labelBgStyle: { fill: 'var(--raised)' },
          labelBgPadding: [4, 2] as [number, number],
        };
      }),
    [resting, edges, selected],
  );
}

/** Written straight on the frame: no node is rendered again because somebody zooms. */
function useLevelOfDetail(frame: RefObject<HTMLDivElement | null>): void {
  const onChange = useCallback(
    ({ zoom }: Viewport) => {
      const lod = zoom < FAR ? 'far' : 'near';
      if (frame.current && frame.current.dataset.lod !== lod) frame.current.dataset.lod = lod;
    },
    [frame],
  );
  useOnViewportChange({ onChange });
}

const SLIDE = { duration: 160 } as const;

function useHandle(handle: RefObject<CanvasHandle | null>, session: GraphSession): void {
  const flow = useReactFlow();
  const reveal = useEffectEvent((ids: readonly string[]) => {
    const { x, y, zoom } = flow.getViewport();
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
    const places = ids.flatMap((id) => session.state.places.get(id) ?? []);
    if (!pane || places.length === 0) return;
    const isSeen = places.every(
      (place) =>
        place.x * zoom + x >= 0 &&
        place.y * zoom + y >= 0 &&
        (place.x + NODE.width) * zoom + x <= pane.width &&
        (place.y + NODE.height) * zoom + y <= pane.height,
    );
    if (isSeen) return;
    const nodes = ids.map((id) => ({ id }));
    void flow.fitView({ nodes, maxZoom: Math.min(zoom, 1), minZoom: 0.3, padding: 0.1, ...SLIDE });
  });
  useEffect(() => {
    handle.current = {
      fit: () => void flow.fitView({ padding: 0.06, maxZoom: 1, ...SLIDE }),
      zoom: (by) => void flow.zoomTo(flow.getZoom() * by, SLIDE),
      reveal,
    };
    return () => {
      handle.current = null;
    };
  }, [flow, handle]);
}
