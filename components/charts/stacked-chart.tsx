'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { type ChartPoint, type ChartSeries, drillHref, type Stacking, type ValueRange } from './chart-data';
import { ChartLegend } from './chart-legend';
import { ChartTable, HiddenTable } from './chart-table';
import { PlotArea } from './plot-area';
import { type ChartView, ViewToggle } from './view-toggle';

const Drawing = dynamic(() => import('./stacked-drawing').then((module) => module.StackedDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export interface StackedChartProps {
  /** What is counted: "Alerts by source". Read out, and the name of the table. */
  readonly title: string;
  /** What the points are: "Day". */
  readonly axis: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  /** Where the rows are: `/alerts?status=any`. Points and series add their own part of the query. */
  readonly base?: string;
  readonly variant?: 'bars' | 'areas' | 'lines';
  readonly stacking?: Stacking;
  readonly range?: ValueRange;
  /** Whether what is absent is 0, and series add up: so it is with counts, not with any number. */
  readonly isCount?: boolean;
  readonly height?: number;
}

/**
 * Counts over time: stacked bars or areas, or lines side by side, with its legend and its table. A click on a mark opens
 * its rows, one beside the marks those of the whole point; with the keyboard arrows move and Enter opens.
 */
export function StackedChart({
  title,
  axis,
  series,
  points,
  base,
  variant = 'bars',
  stacking = 'stacked',
  range,
  isCount = true,
  height = 200,
}: StackedChartProps) {
  const router = useRouter();
  const [view, setView] = useState<ChartView>('chart');
  const parts = { title, axis, series, points, base };
  const open = (index: number, key: string | null, inNewTab: boolean) => {
    const point = points[index];
    const href = point && drillHref(base, point.query, series.find((one) => one.key === key)?.query);
    if (!href) return;
    if (inNewTab) window.open(href, '_blank', 'noopener');
    else router.push(href);
  };
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex items-start gap-3">
        <ChartLegend {...parts} totals={isCount} />
        <ViewToggle title={title} value={view} onChange={setView} />
      </div>
      {view === 'table' ? (
        <ChartTable {...parts} />
      ) : (
        <>
          <HiddenTable {...parts} />
          <PlotArea title={title} series={series} points={points} height={height} onOpen={base ? open : null}>
            <Drawing {...{ series, points, variant, stacking, range, isCount }} />
          </PlotArea>
        </>
      )}
    </figure>
  );
}
