import Link from 'next/link';
import { Fragment } from 'react';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { Tooltip } from '@/components/ui/tooltip';

/** A level that the line can be at, the lowest first. */
export interface StepLane {
  readonly label: string;
  /** Stroke and fill of the line and its marks at this level, as classes of the scale's tokens. */
  readonly stroke: string;
  readonly fill: string;
}

export interface Step {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: number;
  readonly lane: number;
  /** When, from, to and why: read out and shown on hover and focus. */
  readonly label: string;
  readonly href: string;
  /** `square` marks what a person did. */
  readonly mark: 'circle' | 'square';
}

export interface StepChartProps {
  readonly label: string;
  readonly lanes: readonly StepLane[];
  /** In the order of time. */
  readonly steps: readonly Step[];
  readonly end: number;
}

const LANE = 30;
const DAY = 86_400_000;
/** Share of the width that is left before the first step. */
const LEAD = 0.06;

/**
 * A level over time as a staircase. Drawn by the server with positions in per cent, so it needs no script and fits any
 * width; every step is a link.
 */
export function StepChart({ label, lanes, steps, end }: StepChartProps) {
  const first = steps[0]?.at ?? end - DAY;
  const start = first - Math.max(DAY, end - first) * LEAD;
  const percent = (at: number): number =>
    Math.round(Math.min(1, Math.max(0, (at - start) / (end - start))) * 10_000) / 100;
  const height = lanes.length * LANE;
  const top = (lane: number): number => (lanes.length - 1 - lane) * LANE + LANE / 2;
  return (
    <figure aria-label={label} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <ul aria-hidden="true" className="flex flex-col-reverse text-2xs text-muted">
        {lanes.map((lane) => (
          <li key={lane.label} className="flex h-[30px] items-center justify-end">
            {lane.label}
          </li>
        ))}
      </ul>
      <div className="relative">
        <svg width="100%" height={height} aria-hidden="true" className="block">
          {lanes.map((lane, index) => (
            <line
              key={lane.label}
              x1="0"
              x2="100%"
              y1={top(index)}
              y2={top(index)}
              className="stroke-line"
              strokeDasharray={index === 0 ? undefined : '2 4'}
            />
          ))}
          <Line x1={0} x2={percent(first)} y={top(steps[0]?.from ?? 0)} lane={lanes[steps[0]?.from ?? 0]} />
          {steps.map((step, index) => (
            <Fragment key={step.id}>
              <line
                x1={`${percent(step.at)}%`}
                x2={`${percent(step.at)}%`}
                y1={top(step.from)}
                y2={top(step.lane)}
                strokeWidth="1.5"
                className="stroke-line-strong"
              />
              <Line
                x1={percent(step.at)}
                x2={percent(steps[index + 1]?.at ?? end)}
                y={top(step.lane)}
                lane={lanes[step.lane]}
              />
            </Fragment>
          ))}
        </svg>
        <ol>
          {steps.map((step) => (
            <li
              key={step.id}
              className="-translate-x-1/2 -translate-y-1/2 absolute"
              style={{ left: `${percent(step.at)}%`, top: top(step.lane) }}
            >
              <Tooltip content={step.label}>
                <Link
                  href={step.href}
                  prefetch={false}
                  aria-label={step.label}
                  className="flex size-6 items-center justify-center"
                >
                  <Mark step={step} fill={lanes[step.lane]?.fill} />
                </Link>
              </Tooltip>
            </li>
          ))}
        </ol>
      </div>
      <figcaption className="col-start-2 flex justify-between gap-3 pt-1 text-2xs text-muted">
        <TimeText value={start} format="short" />
        <span>Now</span>
      </figcaption>
    </figure>
  );
}

interface LineProps {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly lane: StepLane | undefined;
}

function Line({ x1, x2, y, lane }: LineProps) {
  return <line x1={`${x1}%`} x2={`${x2}%`} y1={y} y2={y} strokeWidth="2.5" className={lane?.stroke} />;
}

function Mark({ step, fill }: { readonly step: Step; readonly fill: string | undefined }) {
  return (
    <svg
      viewBox="0 0 12 12"
      className={cx('size-3 stroke-surface', fill)}
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {step.mark === 'square' ? (
        <rect x="1.5" y="1.5" width="9" height="9" rx="1.5" />
      ) : (
        <circle cx="6" cy="6" r="4.75" />
      )}
    </svg>
  );
}
