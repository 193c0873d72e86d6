'use client';
import '@xyflow/react/dist/style.css';
import {
  applyNodeChanges,
  Background,
  getViewportForBounds,
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
import { EdgeLayer } from './edge-layer';
import { type GraphFlowNode, NodeView } from './node-view';
import { boundsOf, NODE } from './place';
import { moveNodes } from './state';
import type { GraphSession } from './use-graph';

const NODE_TYPES = { thing: NodeView } as const;
/** Below this size words cannot be read. */
const FAR = 0.45;
const FARTHEST = 0.05;
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
  const moving = useMemo(
    () => new Map(nodes.flatMap(({ id, position, dragging }) => (dragging ? [[id, position]] : []))),
    [nodes],
  );
  useLevelOfDetail(frame);
  useHandle(handle, session);
  const on = useHandlers(session, onOpen);
  return (
    <div ref={frame} className="group/graph size-full" data-lod="near">
      <ReactFlow
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        {...on}
        onlyRenderVisibleElements
        nodesFocusable={false}
        edgesFocusable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        minZoom={FARTHEST}
        maxZoom={1.6}
        onInit={() => handle.current?.fit()}
        proOptions={NO_ATTRIBUTION}
      >
        <EdgeLayer
          edges={session.display.edges}
          places={session.state.places}
          moving={moving}
          selected={session.selected}
        />
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

const NO_ATTRIBUTION = { hideAttribution: true } as const;

/** Known beforehand, and without handles, since edges are drawn apart: nothing is rendered only to be measured. */
const SIZE = { ...NODE, measured: NODE, handles: [] };

/** What the pointer does. The same functions for as long as the picture is open: with new ones every node would be rendered. */
function useHandlers(session: GraphSession, onOpen: (node: string) => void) {
  const latest = useRef({ session, onOpen });
  useEffect(() => {
    latest.current = { session, onOpen };
  });
  const [handlers] = useState(() => ({
    onNodeClick: (_: unknown, { id }: GraphFlowNode) => latest.current.session.select(id),
    onNodeDoubleClick: (_: unknown, { id }: GraphFlowNode) => latest.current.onOpen(id),
    onPaneClick: () => latest.current.session.select(null),
    onNodeDragStop: (_: unknown, __: unknown, dragged: readonly GraphFlowNode[]) => {
      const places = new Map<string, Place>(dragged.map(({ id, position }) => [id, position]));
      latest.current.session.apply((state) => moveNodes(state, places));
    },
  }));
  return handlers;
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
              ...SIZE,
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

interface Zoom {
  readonly min: number;
  readonly max: number;
  readonly padding: number;
}

/** By the graph's own places, not by the library's nodes: those come a moment later. */
function useHandle(handle: RefObject<CanvasHandle | null>, session: GraphSession): void {
  const flow = useReactFlow();
  const isFitted = useRef(false);
  const show = useEffectEvent((places: readonly Place[], { min, max, padding }: Zoom) => {
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (!pane || places.length === 0) return;
    const view = getViewportForBounds(boundsOf(places, 0), pane.width, pane.height, min, max, padding);
    // There at once at first, then it slides.
    void flow.setViewport(view, isFitted.current ? SLIDE : {});
    isFitted.current = true;
  });
  const fit = useEffectEvent(() => {
    const places = session.display.nodes.flatMap(({ id }) => session.state.places.get(id) ?? []);
    show(places, { min: FARTHEST, max: 1, padding: 0.06 });
  });
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
    if (!isSeen) show(places, { min: 0.3, max: Math.min(zoom, 1), padding: 0.1 });
  });
  useEffect(() => {
    handle.current = {
      fit,
      zoom: (by) => void flow.zoomTo(flow.getZoom() * by, SLIDE),
      reveal,
    };
    return () => {
      handle.current = null;
    };
  }, [flow, handle]);
}
