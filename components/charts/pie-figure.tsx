'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';
import { type ChartPoint, type ChartSeries, formatCount, totalOf } from './chart-data';
import { Swatch } from './swatch';

const Drawing = dynamic(() => import('./pie-drawing').then((module) => module.PieDrawing), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-full" />,
});

export interface PieFigureProps {
  readonly title: string;
  /** What the slices are: "Application". */
  readonly axis: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
}

/** Shares of a whole, with the table of its numbers beside it. */
export function PieFigure({ title, axis, series, points }: PieFigureProps) {
  const slices = series.map((one) => ({ ...one, value: totalOf(points, one) }));
  const whole = slices.reduce((sum, { value }) => sum + value, 0) || 1;
  return (
    <figure className="flex flex-wrap items-center gap-6">
      <div className="relative size-60 shrink-0" aria-hidden="true">
        <Drawing series={series} points={points} />
        <span className="absolute inset-0 flex items-center justify-center font-semibold text-lg tabular-nums">
          {formatCount(whole)}
        </span>
      </div>
      <table className="min-w-60 flex-1 text-xs" aria-label={title}>
        <thead className="text-left text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium">
              {axis}
            </th>
            <th scope="col" className="w-24 py-1 text-right font-medium">
              Value
            </th>
            <th scope="col" className="w-20 py-1 text-right font-medium">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {slices.map(({ key, label, mark, value }) => (
            <tr key={key} className="border-t">
              <th scope="row" className="py-1 text-left font-normal">
                <span className="flex items-center gap-2">
                  <Swatch mark={mark} />
                  <span className="break-all">{label}</span>
                </span>
              </th>
              <td className="py-1 text-right tabular-nums">{formatCount(value)}</td>
              <td className="py-1 text-right tabular-nums">{((100 * value) / whole).toFixed(1)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
