'use client';
import { useState } from 'react';
import {
  type ChartPoint,
  type ChartSeries,
  countOf,
  formatCount,
  markColor,
  readOut,
  type Stacking,
} from './chart-data';
import { ChartLegend } from './chart-legend';
import { ChartTable } from './chart-table';
import { type ChartView, ViewToggle } from './view-toggle';

export interface BarRowsProps {
  readonly title: string;
  /** What the points are: "Country". */
  readonly axis: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly stacking: Stacking;
}

/** Bars that lie, one line for each point: names of any length can be read, and every number is text. */
export function BarRows({ title, axis, series, points, stacking }: BarRowsProps) {
  const [view, setView] = useState<ChartView>('chart');
  const sums = points.map((point) => series.reduce((sum, one) => sum + Math.abs(countOf(point, one)), 0));
  const single = Math.max(
    ...points.flatMap((point) => series.map((one) => Math.abs(countOf(point, one)))),
    0,
  );
  const top = (stacking === 'none' ? single : Math.max(...sums, 0)) || 1;
  const parts = { title, axis, series, points, base: undefined };
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex items-start gap-3">
        {series.length > 1 ? <ChartLegend {...parts} totals={false} /> : <span className="flex-1" />}
        <ViewToggle title={title} value={view} onChange={setView} />
      </div>
      {view === 'table' ? (
        <ChartTable {...parts} />
      ) : (
        <ul aria-label={title} className="flex flex-col gap-1.5 text-xs">
          {points.map((point, index) => (
            <li
              key={point.key}
              title={readOut(point, series)}
              className="grid grid-cols-[minmax(5rem,12rem)_minmax(0,1fr)_auto] items-center gap-2"
            >
              <span className="truncate text-right text-muted">{point.title ?? point.label}</span>
              <Bars {...{ point, series, stacking }} full={stacking === 'full' ? sums[index] || 1 : top} />
              <span className="min-w-10 text-right font-medium tabular-nums">
                {series.length === 1 || stacking !== 'none' ? formatCount(sums[index] ?? 0) : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

interface BarsProps {
  readonly point: ChartPoint;
  readonly series: readonly ChartSeries[];
  readonly stacking: Stacking;
  /** The number that fills the width. */
  readonly full: number;
}

const THICK = 16;
const THIN = 9;

function Bars({ point, series, stacking, full }: BarsProps) {
  const share = (one: ChartSeries): number => (100 * Math.abs(countOf(point, one))) / full;
  const isApart = stacking === 'none';
  const thick = isApart && series.length > 1 ? THIN : THICK;
  let x = 0;
  return (
    <svg className="w-full" height={isApart ? thick * series.length : thick} aria-hidden="true">
      {series.map((one, index) => {
        const from = x;
        if (!isApart) x += share(one);
        return (
          <rect
            key={one.key}
            x={`${isApart ? 0 : from}%`}
            y={isApart ? index * thick : 0}
            width={`${share(one)}%`}
            height={thick - 1}
            rx="2"
            fill={markColor(one.mark)}
          />
        );
      })}
    </svg>
  );
}
