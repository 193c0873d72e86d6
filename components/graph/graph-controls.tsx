'use client';
import { useReactFlow, useStore } from '@xyflow/react';
import { Maximize2, Minus, MoveHorizontal, Plus } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { GraphLayout } from './layout';

/** The smallest size at which the width is fitted: below it names could not be read any more. */
const READABLE = 0.9;

/** Below the picture, so that they cover nothing of it: zoom, fit to the width (as it starts), and the whole picture. */
export function GraphControls({ layout }: { readonly layout: GraphLayout }) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const fitWidth = () => {
    const zoom = Math.min(1, Math.max(READABLE, width / layout.width));
    void flow.setViewport({ x: Math.max((width - layout.width * zoom) / 2, 0), y: 0, zoom });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: fitted again when the room or the picture changes, not on each render
  useEffect(fitWidth, [width, layout.width, layout.height]);
  return (
    <div className="flex border-t px-2 py-0.5">
      <Control label="Zoom in" onClick={() => void flow.zoomIn()}>
        <Plus />
      </Control>
      <Control label="Zoom out" onClick={() => void flow.zoomOut()}>
        <Minus />
      </Control>
      <Control label="Fit the width" onClick={fitWidth}>
        <MoveHorizontal />
      </Control>
      <Control label="Show all" onClick={() => void flow.fitView({ padding: 0.03, maxZoom: 1 })}>
        <Maximize2 />
      </Control>
    </div>
  );
}

function Control({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-7 items-center justify-center text-muted hover:bg-hover hover:text-text [&>svg]:size-3.5"
    >
      {children}
    </button>
  );
}
