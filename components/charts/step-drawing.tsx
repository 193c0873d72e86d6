'use client';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { zonedTime } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-text';
import { GRID, PLOT_MARGIN, X_AXIS, Y_AXIS } from './axes';
import { type Mark, markColor } from './chart-data';

export interface Step {
  readonly key: string;
  /** From when it holds, ms. */
  readonly at: number;
  readonly level: number;
  /** Why it changed, in words. */
  readonly reason: string;
  readonly href?: string;
  readonly mark?: Mark;
}

export interface StepDrawingProps {
  readonly levels: readonly string[];
  readonly steps: readonly Step[];
  readonly until: number;
}

const DAY = 86_400_000;

interface DotProps {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: { readonly step?: Step } | undefined;
}

/** The drawing itself, in a chunk of its own. */
export function StepDrawing({ levels, steps, until }: StepDrawingProps) {
  const zone = useTimeZone();
  const from = steps[0]?.at ?? until - DAY;
  const last = steps.at(-1);
  const data = [
    ...steps.map((step) => ({ at: step.at, level: step.level, step })),
    ...(last ? [{ at: Math.max(until, last.at), level: last.level }] : []),
  ];
  const label = (at: number) => {
    const { date, time } = zonedTime(new Date(at), zone);
    return until - from > 2 * DAY ? date.slice(5) : time.slice(0, 5);
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={data} margin={{ ...PLOT_MARGIN, left: 24, right: 16 }} accessibilityLayer={false}>
        <CartesianGrid {...GRID} />
        <XAxis
          {...X_AXIS}
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, until]}
          tickFormatter={label}
        />
        <YAxis
          {...Y_AXIS}
          domain={[0, levels.length - 1]}
          ticks={levels.map((_, level) => level)}
          interval={0}
          tickFormatter={(level: number) => levels[level] ?? ''}
        />
        <Line
          dataKey="level"
          type="stepAfter"
          stroke="var(--series-1)"
          strokeWidth={2}
          isAnimationActive={false}
          activeDot={false}
          dot={(props: DotProps) => (
            <StepDot key={props.payload?.step?.key ?? 'end'} {...props} levels={levels} />
          )}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function StepDot({ cx, cy, payload, levels }: DotProps & { readonly levels: readonly string[] }) {
  const step = payload?.step;
  if (step === undefined || cx === undefined || cy === undefined) return null;
  const text = `${levels[step.level] ?? ''}: ${step.reason}`;
  const circle = (
    <circle
      cx={cx}
      cy={cy}
      r="5"
      fill={markColor(step.mark ?? 'series-1')}
      stroke="var(--surface)"
      strokeWidth="2"
    >
      <title>{text}</title>
    </circle>
  );
  if (step.href === undefined) return circle;
  return (
    <a href={step.href} aria-label={text}>
      <circle cx={cx} cy={cy} r="12" fill="transparent" />
      {circle}
    </a>
  );
}
