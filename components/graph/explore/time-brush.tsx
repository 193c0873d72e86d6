'use client';
import { useId, useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import { extentOf, histogramOf } from './display';
import type { GraphSession } from './use-graph';

const BUCKETS = 60;
const STEPS = 600;
const THUMB =
  'pointer-events-none absolute inset-0 h-full w-full appearance-none bg-transparent [&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:h-9 [&::-webkit-slider-thumb]:w-2 [&::-webkit-slider-thumb]:cursor-ew-resize [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-sm [&::-webkit-slider-thumb]:bg-accent [&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:h-9 [&::-moz-range-thumb]:w-2 [&::-moz-range-thumb]:rounded-sm [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent';

/** When the graph's ties happened, with a range to keep: two handles that work by pointer and by arrow keys. */
export function TimeBrush({ session }: { readonly session: GraphSession }) {
  const heading = useId();
  const { state, range, setRange } = session;
  const extent = useMemo(() => extentOf(state), [state]);
  const whole = useMemo(
    () => (extent ? { since: Math.floor(extent.since), until: Math.ceil(extent.until) + 1 } : null),
    [extent],
  );
  const bars = useMemo(() => (whole ? histogramOf(state, whole, BUCKETS) : []), [state, whole]);
  if (!whole || whole.until - whole.since < 60_000) return null;
  const span = whole.until - whole.since;
  const kept = range ?? whole;
  const at = (moment: number) => Math.round(((moment - whole.since) / span) * STEPS);
  const momentOf = (step: number) => Math.round(whole.since + (step / STEPS) * span);
  const from = Math.max(0, Math.min(at(kept.since), STEPS - 1));
  const to = Math.min(STEPS, Math.max(at(kept.until), 1));
  const set = (start: number, end: number) =>
    setRange(start <= 0 && end >= STEPS ? null : { since: momentOf(start), until: momentOf(end) });
  const top = Math.max(...bars, 1);
  return (
    <fieldset aria-labelledby={heading} className="border-t px-3 py-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 text-muted text-xs">
        <span id={heading} className="font-medium text-text">
          Time
        </span>
        <span>
          <TimeText value={kept.since} format="short" /> to <TimeText value={kept.until} format="short" />
        </span>
        {range ? (
          <Button size="sm" variant="ghost" onClick={() => setRange(null)}>
            All the time
          </Button>
        ) : null}
      </div>
      <div className="relative h-9">
        <svg
          viewBox={`0 0 ${BUCKETS} 20`}
          preserveAspectRatio="none"
          className="size-full"
          aria-hidden="true"
        >
          {bars.map((count, bucket) => {
            const height = count === 0 ? 0 : 2 + (count / top) * 18;
            const isKept = ((bucket + 1) / BUCKETS) * STEPS > from && (bucket / BUCKETS) * STEPS < to;
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a bucket is its place
                key={bucket}
                x={bucket + 0.1}
                y={20 - height}
                width={0.8}
                height={height}
                fill={isKept ? 'var(--accent)' : 'var(--line-strong)'}
                opacity={isKept ? 0.55 : 0.35}
              />
            );
          })}
        </svg>
        <input
          type="range"
          min={0}
          max={STEPS}
          value={from}
          aria-label="From"
          aria-valuetext={new Date(kept.since).toISOString()}
          className={THUMB}
          onChange={(event) => set(Math.min(Number(event.target.value), to - 1), to)}
        />
        <input
          type="range"
          min={0}
          max={STEPS}
          value={to}
          aria-label="To"
          aria-valuetext={new Date(kept.until).toISOString()}
          className={THUMB}
          onChange={(event) => set(from, Math.max(Number(event.target.value), from + 1))}
        />
      </div>
    </fieldset>
  );
}
