import Link from 'next/link';
import { type ChartPoint, type ChartSeries, drillHref, formatCount, totalOf } from './chart-data';
import { Swatch } from './swatch';

export interface ChartLegendProps {
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly base: string | undefined;
  /** False where the numbers of a series do not add up to anything (averages, shares). */
  readonly totals?: boolean;
}

/** What each colour means and how much it adds up to, always in the same order; each leads to its rows. */
export function ChartLegend({ series, points, base, totals = true }: ChartLegendProps) {
  return (
    <ul className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      {series.map((one) => {
        const href = one.query ? drillHref(base, one.query) : null;
        const text = (
          <>
            <Swatch mark={one.mark} />
            <span className="truncate text-muted">{one.label}</span>
            {totals ? <span className="font-medium">{formatCount(totalOf(points, one))}</span> : null}
          </>
        );
        return (
          <li key={one.key} className="min-w-0">
            {href === null ? (
              <span className="flex items-center gap-1.5">{text}</span>
            ) : (
              <Link href={href} className="flex min-h-6 items-center gap-1.5 hover:underline">
                {text}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
