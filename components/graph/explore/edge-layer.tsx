'use client';
import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import type { Place } from '@/lib/domain/investigation';
import type { DisplayEdge } from './display';
import { edgeLine, edgeMiddle, edgePath } from './edge-ends';

/** More edges than this are drawn straight: curves cost more than they tell. */
const CURVES = 300;
const DASHES = '4 4';
const LAYER = 'pointer-events-none absolute top-0 left-0 size-px overflow-visible';

export interface EdgeLayerProps {
  readonly edges: readonly DisplayEdge[];
  readonly places: ReadonlyMap<string, Place>;
  /** Where nodes are while they are dragged. */
  readonly moving: ReadonlyMap<string, Place>;
  readonly selected: string | null;
}

/**
 * All edges as a few lines instead of an element for each: whatever moves, what does not is neither computed nor drawn
 * again. Those of the chosen node lie above the nodes and have words.
 */
export function EdgeLayer({ edges, places, moving, selected }: EdgeLayerProps) {
  const isStraight = edges.length > CURVES;
  const ids = [...moving.keys()].join('\n');
  const { resting, pulled } = useMemo(() => {
    const isMoving = new Set(ids === '' ? [] : ids.split('\n'));
    const touches = ({ source, target }: DisplayEdge) => isMoving.has(source) || isMoving.has(target);
    return {
      resting: edges.filter((edge) => !touches(edge)),
      pulled: edges.filter(touches),
    };
  }, [edges, ids]);
  const now = useMemo(() => (moving.size === 0 ? places : new Map([...places, ...moving])), [places, moving]);
  return (
    <ViewportPortal>
      <svg className={`${LAYER} -z-10`} aria-hidden="true">
        <Lines edges={resting} places={places} isStraight={isStraight} />
        {pulled.length === 0 ? null : <Lines edges={pulled} places={now} isStraight={isStraight} />}
      </svg>
      {selected === null ? null : (
        <Chosen edges={edges} places={now} node={selected} isStraight={isStraight} />
      )}
    </ViewportPortal>
  );
}

interface LinesProps extends Pick<EdgeLayerProps, 'edges' | 'places'> {
  readonly isStraight: boolean;
}

const Lines = memo(function Lines({ edges, places, isStraight }: LinesProps) {
  const pathOf = (isDashed: boolean) =>
    edges
      .filter((edge) => edge.isDashed === isDashed)
      .flatMap((edge) => edgeLine(edge, places) ?? [])
      .map((line) => edgePath(line, isStraight))
      .join('');
  const look = { fill: 'none', stroke: 'var(--line-strong)', opacity: 0.7 } as const;
  return (
    <>
      <path d={pathOf(false)} {...look} />
      <path d={pathOf(true)} strokeDasharray={DASHES} {...look} />
    </>
  );
});

/** The edges of the chosen node, with what they say. */
function Chosen({ edges, places, node, isStraight }: LinesProps & { readonly node: string }) {
  const drawn = edges
    .filter(({ source, target }) => source === node || target === node)
    .flatMap((edge) => {
      const line = edgeLine(edge, places);
      return line ? [{ edge, line }] : [];
    });
  return (
    <>
      <svg className={LAYER} aria-hidden="true">
        {drawn.map(({ edge, line }) => (
          <path
            key={edge.id}
            d={edgePath(line, isStraight)}
            fill="none"
            stroke="var(--accent)"
            strokeWidth={1.5}
            {...(edge.isDashed ? { strokeDasharray: DASHES } : {})}
          />
        ))}
      </svg>
      {drawn.map(({ edge, line }) => {
        const [x, y] = edgeMiddle(line);
        return edge.label === '' ? null : (
          <span
            key={edge.id}
            className="pointer-events-none absolute top-0 left-0 whitespace-nowrap rounded-sm bg-raised px-1 text-2xs leading-4"
            style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
          >
            {edge.label}
          </span>
        );
      })}
    </>
  );
}
