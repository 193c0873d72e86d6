import type { ChartPoint, ChartSeries, Mark } from '@/components/charts/chart-data';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';

/** Colours there are; what is beyond the largest of them adds up to "Others". */
const MARKS: readonly Mark[] = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'];
const OTHERS = 'Others';
/** Places on the axis at most: more cannot be told apart. */
const MOST_POINTS = 400;

export interface ResultChart {
  readonly axis: string;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  readonly variant: 'bars' | 'areas' | 'lines';
  /** Points that were left out. */
  readonly cut: number;
}

const VARIANTS: Readonly<Record<string, ResultChart['variant']>> = {
  timechart: 'lines',
  linechart: 'lines',
  areachart: 'areas',
  stackedareachart: 'areas',
};

const NUMBERS = new Set(['int', 'long', 'real', 'decimal']);

/**
 * A result as a chart: the axis is the first moment (or the first column that is no number), series are the values of a
 * second one, or the numbers' own columns. Null where there is no number to draw.
 */
export function resultChart({ columns, rows, render }: HuntResult): ResultChart | null {
  const isNumber = (index: number): boolean => NUMBERS.has(columns[index]?.type ?? '');
  const all = columns.map((_, index) => index);
  const wantsTime = render?.chart === 'timechart' || render?.chart === undefined;
  const named = render?.properties.xcolumn;
  const axis =
    all.find((index) => columns[index]?.name === named) ??
    (wantsTime ? all.find((index) => columns[index]?.type === 'datetime') : undefined) ??
    all.find((index) => !isNumber(index)) ??
    (all.length > 1 ? 0 : undefined);
  const values = all.filter((index) => index !== axis && isNumber(index));
  if (axis === undefined || values.length === 0 || rows.length === 0) return null;
  const split = all.find((index) => index !== axis && !isNumber(index));
  const cells = rows.flatMap((row): Placed[] =>
    values.map((index) => ({
      at: row[axis] ?? null,
      series:
        split === undefined || values.length > 1
          ? (columns[index]?.name ?? '')
          : cellText(row[split] ?? null) || '(empty)',
      value: Number(row[index] ?? 0) || 0,
    })),
  );
  const names = seriesOf(cells);
  const points = pointsOf(cells, names, columns[axis]?.type === 'datetime');
  return {
    axis: columns[axis]?.name ?? '',
    series: names.map((name, index) => ({ key: name, label: name, mark: MARKS[index] ?? 'series-6' })),
    points: points.slice(0, MOST_POINTS),
    variant: VARIANTS[render?.chart ?? ''] ?? (columns[axis]?.type === 'datetime' ? 'lines' : 'bars'),
    cut: Math.max(0, points.length - MOST_POINTS),
  };
}

interface Placed {
  readonly at: Cell;
  readonly series: string;
  readonly value: number;
}

/** The largest series by name, and one for the rest. */
function seriesOf(cells: readonly Placed[]): string[] {
  const totals = new Map<string, number>();
  for (const { series, value } of cells) totals.set(series, (totals.get(series) ?? 0) + Math.abs(value));
  const largest = [...totals].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return largest.length <= MARKS.length + 1 ? largest : [...largest.slice(0, MARKS.length), OTHERS];
}

function pointsOf(cells: readonly Placed[], names: readonly string[], isTime: boolean): ChartPoint[] {
  const known = new Set(names);
  const points = new Map<string, Record<string, number>>();
  for (const { at, series, value } of cells) {
    const key = cellText(at);
    const values = points.get(key) ?? {};
    const name = known.has(series) ? series : OTHERS;
    values[name] = (values[name] ?? 0) + value;
    points.set(key, values);
  }
  const keys = [...points.keys()];
  if (isTime) keys.sort();
  return keys.map((key) => ({
    key,
    label: isTime ? timeLabel(key) : key.slice(0, 24),
    title: key,
    values: points.get(key) ?? {},
  }));
}

/** `01-31 14:00`: the parts of a moment that tell points apart, UTC as in the grid. */
const timeLabel = (iso: string): string =>
  iso.endsWith('T00:00:00Z') ? iso.slice(5, 10) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;
