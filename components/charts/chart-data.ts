import { drill } from '@/lib/client/drill';

/** Tokens of app/globals.css that marks are drawn with: the severity scale, or series in their order. */
export type Mark =
  | 'info'
  | 'low'
  | 'medium'
  | 'high'
  | 'critical'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | 'series-5'
  | 'series-6';

/** How series stand together: on one another, as shares of 100 %, or each from the axis. */
export type Stacking = 'stacked' | 'full' | 'none';

/** What the vertical axis begins and ends with, where that is said. */
export interface ValueRange {
  readonly min: number | null;
  readonly max: number | null;
  readonly isLog: boolean;
}

/** Part of a query string: a drill-down is the chart's base with what the point and the series add. */
export type ChartQuery = Readonly<Record<string, string>>;

/** One colour of a chart. The order of the series is the order of the legend, of the stack and of the table's columns. */
export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  readonly mark: Mark;
  readonly query?: ChartQuery;
}

/** One place on the horizontal axis. */
export interface ChartPoint {
  readonly key: string;
  /** Short, for the axis: `Nov 21`, `14:00`. */
  readonly label: string;
  /** In full, for the readout and the table; the label where absent. */
  readonly title?: string;
  /** False for a point that the axis never names. */
  readonly tick?: boolean;
  /** By the key of the series; a value that is absent is 0. */
  readonly values: Readonly<Record<string, number>>;
  readonly query?: ChartQuery;
}

export const markColor = (mark: Mark): string =>
  mark.startsWith('series-') ? `var(--${mark})` : `var(--${mark}-mark)`;

/** Address of the rows behind a mark; later queries win. Null for a chart without drill-down. */
export function drillHref(
  base: string | undefined,
  ...queries: readonly (ChartQuery | undefined)[]
): string | null {
  if (base === undefined) return null;
  const [path = '', search = ''] = base.split('?', 2);
  const all = Object.assign(Object.fromEntries(new URLSearchParams(search)), ...queries);
  return drill(path, all);
}

export const countOf = (point: ChartPoint, series: ChartSeries): number => point.values[series.key] ?? 0;

export const totalOf = (points: readonly ChartPoint[], series: ChartSeries): number =>
  points.reduce((sum, point) => sum + countOf(point, series), 0);

export const formatCount = (value: number): string => value.toLocaleString('en');

/** `Nov 21: High 3, Medium 1`, for a screen reader; zero values are left out. */
export function readOut(point: ChartPoint, series: readonly ChartSeries[]): string {
  const parts = series
    .filter((one) => countOf(point, one) !== 0)
    .map((one) => `${one.label} ${formatCount(countOf(point, one))}`);
  return `${point.title ?? point.label}: ${parts.length === 0 ? 'none' : parts.join(', ')}`;
}
