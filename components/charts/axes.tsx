'use client';
import { formatCount } from './chart-data';
import { AXIS_WIDTH, RIGHT } from './plot-geometry';

const TICK = { fill: 'var(--muted)', fontSize: 11 };

/** Props that every drawing shares, so that the readout finds its bands. */
export const PLOT_MARGIN = { top: 8, right: RIGHT, bottom: 0, left: 0 };

export const X_AXIS = {
  height: 24,
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: 'var(--line)' },
  interval: 'equidistantPreserveStart',
  minTickGap: 14,
} as const;

export const Y_AXIS = {
  width: AXIS_WIDTH,
  tick: TICK,
  tickLine: false,
  axisLine: false,
  allowDecimals: false,
  tickFormatter: (value: number) =>
    Math.abs(value) >= 10_000_000
      ? `${formatCount(value / 1_000_000)}M`
      : Math.abs(value) >= 10_000
        ? `${formatCount(value / 1_000)}k`
        : formatCount(value),
} as const;

export const GRID = { stroke: 'var(--line)', vertical: false } as const;
