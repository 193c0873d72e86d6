'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { type ChartSeries, formatCount } from './chart-data';
import { ChartLegend } from './chart-legend';
import type { ScatterDrawingProps } from './scatter-drawing';
import { type ChartView, ViewToggle } from './view-toggle';

const Drawing = dynamic(() => import('./scatter-drawing').then((module) => module.ScatterDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export interface ScatterFigureProps extends ScatterDrawingProps {
  readonly title: string;
  readonly axis: string;
  readonly valueTitle: string;
  readonly height: number;
}

/** Rows of the table at most. */
const LISTED = 300;

/** Single values, each at its place, with their table. */
export function ScatterFigure({ title, axis, valueTitle, height, ...drawing }: ScatterFigureProps) {
  const [view, setView] = useState<ChartView>('chart');
  const { series, dots } = drawing;
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex items-start gap-3">
        <ChartLegend series={series} points={[]} base={undefined} totals={false} />
        <ViewToggle title={title} value={view} onChange={setView} />
      </div>
      {view === 'table' ? (
        <Dots {...{ title, axis, valueTitle, series, dots }} />
      ) : (
        <div
          role="img"
          aria-label={`${title}: ${formatCount(dots.length)} values; the table has them as text`}
          style={{ height }}
        >
          <Drawing {...drawing} />
        </div>
      )}
    </figure>
  );
}

interface DotsProps extends Pick<ScatterFigureProps, 'title' | 'axis' | 'valueTitle' | 'dots'> {
  readonly series: readonly ChartSeries[];
}

function Dots({ title, axis, valueTitle, series, dots }: DotsProps) {
  return (
    <>
      <Table label={title} className="max-h-72">
        <THead>
          <TH>{axis}</TH>
          <TH className="text-right">{valueTitle || 'Value'}</TH>
          {series.length > 1 ? <TH>Series</TH> : null}
        </THead>
        <tbody>
          {dots.slice(0, LISTED).map((dot, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two values may be alike in everything
            <TR key={place}>
              <TD>{dot.title}</TD>
              <TD className="text-right">{formatCount(dot.y)}</TD>
              {series.length > 1 ? <TD>{dot.series}</TD> : null}
            </TR>
          ))}
        </tbody>
      </Table>
      {dots.length > LISTED ? (
        <p className="text-muted text-xs">
          The first {LISTED} of {formatCount(dots.length)}.
        </p>
      ) : null}
    </>
  );
}
