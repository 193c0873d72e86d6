'use client';
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import { type ChartPoint, type ChartSeries, readOut } from './chart-data';
import { AXIS_WIDTH, indexAt, RIGHT } from './plot-geometry';
import { Readout } from './readout';

export interface PlotAreaProps {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly height: number;
  /** Opens the rows of a point, or of one series of it; null where there are none to open. */
  readonly onOpen: ((index: number, series: string | null, inNewTab: boolean) => void) | null;
  /** The drawing: marks carry the key of their series as `data-series`. */
  readonly children: ReactNode;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

/**
 * What pointer and keyboard do over a drawing: the point under them is marked and read out, a click or Enter opens it.
 * A first tap on a touch screen only reads out, because there is no hovering there.
 */
export function PlotArea({ title, series, points, height, onOpen, children }: PlotAreaProps) {
  const [active, setActive] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const touched = useRef<number | null>(null);
  const last = points.length - 1;
  const shown = active === null ? null : Math.min(active, last);
  const point = shown === null ? undefined : points[shown];
  const at = (event: MouseEvent): number | null => {
    const box = area.current?.getBoundingClientRect();
    return box ? indexAt(event.clientX - box.left, box.width, points.length) : null;
  };
  const press = (event: PointerEvent) => {
    touched.current = event.pointerType === 'touch' ? active : null;
    if (event.pointerType === 'touch') setActive(at(event));
  };
  const click = (event: MouseEvent) => {
    const index = at(event);
    const isFirstTap =
      'pointerType' in event.nativeEvent &&
      event.nativeEvent.pointerType === 'touch' &&
      touched.current !== index;
    if (index === null || isFirstTap) return;
    const mark = event.target instanceof Element ? event.target.closest('[data-series]') : null;
    onOpen?.(index, mark?.getAttribute('data-series') ?? null, event.metaKey || event.ctrlKey);
  };
  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = shown ?? (step && step < 0 ? points.length : -1);
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? last : step === undefined ? null : from + step;
    if (event.key === 'Enter' && shown !== null) onOpen?.(shown, null, event.metaKey || event.ctrlKey);
    else if (event.key === 'Escape' && shown !== null) setActive(null);
    else if (to !== null) setActive(Math.min(Math.max(to, 0), last));
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={area}
      role="slider"
      tabIndex={0}
      aria-label={`${title}${onOpen ? ', Enter opens the rows' : ''}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(last, 0)}
      aria-valuenow={shown ?? 0}
      aria-valuetext={point ? readOut(point, series) : 'Arrow keys move from point to point'}
      onKeyDown={key}
      onBlur={() => setActive(null)}
      onPointerDown={press}
      onPointerMove={(event) => event.pointerType !== 'touch' && setActive(at(event))}
      onPointerLeave={(event) => event.pointerType !== 'touch' && setActive(null)}
      onClick={click}
      className={onOpen && point ? 'relative cursor-pointer' : 'relative'}
      style={{ height }}
    >
      {shown === null || !point ? null : (
        <>
          <div
            aria-hidden="true"
            className="pointer-events-none absolute top-1 bottom-6 rounded-sm bg-hover"
            style={{
              left: `calc(${AXIS_WIDTH}px + (100% - ${AXIS_WIDTH + RIGHT}px) * ${shown / points.length})`,
              width: `calc((100% - ${AXIS_WIDTH + RIGHT}px) / ${points.length})`,
            }}
          />
          <Readout point={point} series={series} place={(shown + 0.5) / points.length} />
        </>
      )}
      {/* Clipped: for a frame after the window shrinks, the drawing still has its old width. */}
      <div className="absolute inset-0 overflow-hidden" aria-hidden="true">
        {children}
      </div>
    </div>
  );
}
