import { type ChartPoint, type ChartSeries, countOf, formatCount } from './chart-data';
import { AXIS_WIDTH, RIGHT } from './plot-geometry';
import { Swatch } from './swatch';

export interface ReadoutProps {
  readonly point: ChartPoint;
  readonly series: readonly ChartSeries[];
  /** Where the point is in the plot's width, 0 to 1: the box stands on its other side. */
  readonly place: number;
}

/** The numbers of the point under the pointer. */
export function Readout({ point, series, place }: ReadoutProps) {
  const shown = series.filter((one) => countOf(point, one) !== 0);
  const x = `calc(${AXIS_WIDTH}px + (100% - ${AXIS_WIDTH + RIGHT}px) * ${place})`;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-1 z-10 min-w-36 max-w-60 rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-pop"
      style={
        place < 0.5
          ? { left: x, transform: 'translateX(16px)' }
          : { left: x, transform: 'translateX(calc(-100% - 16px))' }
      }
    >
      <p className="mb-0.5 font-medium">{point.title ?? point.label}</p>
      {shown.length === 0 ? <p className="text-muted">None</p> : null}
      {shown.map((one) => (
        <p key={one.key} className="flex items-center gap-1.5">
          <Swatch mark={one.mark} />
          <span className="flex-1 truncate text-muted">{one.label}</span>
          <span className="font-medium">{formatCount(countOf(point, one))}</span>
        </p>
      ))}
    </div>
  );
}
