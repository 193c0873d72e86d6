import type { ChartPoint, ChartSeries, Mark, Stacking } from '@/components/charts/chart-data';
import type { ScatterDot } from '@/components/charts/scatter-drawing';
import type { Cell, HuntResult } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';
import { type ChartColumns, chartColumns } from './chart-columns';

/** Colours there are; what is beyond the largest of them adds up to "Others". */
const MARKS: readonly Mark[] = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'];
const OTHERS = 'Others';
/** Places on the axis at most: more cannot be told apart. */
const MOST_POINTS = 600;
const MOST_DOTS = 2_000;
const MOST_CARDS = 12;

interface Named {
  readonly title: string;
  /** What the axis is. */
  readonly axis: string;
  /** What the numbers are, where the query says so. */
  readonly valueTitle: string;
  /** Points that were left out. */
  readonly cut: number;
}

export type ResultChart =
  | (Named & {
      readonly kind: 'plot';
      readonly series: readonly ChartSeries[];
      readonly points: readonly ChartPoint[];
      readonly variant: 'bars' | 'rows' | 'areas' | 'lines';
      readonly stacking: Stacking;
      readonly range: { readonly min: number | null; readonly max: number | null; readonly isLog: boolean };
    })
  | (Named & {
      readonly kind: 'pie';
      readonly series: readonly ChartSeries[];
      readonly points: readonly ChartPoint[];
    })
  | (Named & {
      readonly kind: 'scatter';
      readonly series: readonly ChartSeries[];
      readonly dots: readonly ScatterDot[];
      readonly isTime: boolean;
    })
  | {
      readonly kind: 'card';
      readonly title: string;
      readonly cards: readonly { label: string; text: string }[];
    };

const VARIANTS: Readonly<Record<string, 'bars' | 'rows' | 'areas' | 'lines'>> = {
  timechart: 'lines',
  anomalychart: 'lines',
  linechart: 'lines',
  areachart: 'areas',
  stackedareachart: 'areas',
  columnchart: 'bars',
  barchart: 'rows',
};

/** Series that stand on one another, share 100 %, or each begin at nothing: Kusto's own standard where none is named. */
function stackingOf(chart: string, kind: string): Stacking {
  if (kind === 'stacked100') return 'full';
  if (kind === 'stacked' || chart === 'stackedareachart') return 'stacked';
  return 'none';
}

const numberProperty = (text: string | undefined): number | null => {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
};

/** A result as the chart that it asks to be; without a wish over time or as columns. Null where there is no number to draw. */
export function resultChart(result: HuntResult): ResultChart | null {
  const { columns, render } = result;
  const chart = render?.chart ?? '';
  const properties = render?.properties ?? {};
  if (chart === 'card') return cards(result);
  const parts = chartColumns(result);
  if (!parts) return null;
  const named = {
    title: properties.title ?? '',
    axis: properties.xtitle ?? columns[parts.axis]?.name ?? '',
    valueTitle: properties.ytitle ?? '',
  };
  if (chart === 'scatterchart') return { kind: 'scatter', ...named, ...scatter(result, parts) };
  if (chart === 'piechart') return { kind: 'pie', ...named, ...pie(parts) };
  const cells = placed(result, parts);
  const series = seriesOf(cells);
  const points = pointsOf(cells, series, parts.isTime);
  return {
    kind: 'plot',
    ...named,
    series: series.map((name, index) => ({ key: name, label: name, mark: MARKS[index] ?? 'series-6' })),
    points: points.slice(0, MOST_POINTS),
    variant: VARIANTS[chart] ?? (parts.isTime ? 'lines' : 'bars'),
    stacking: stackingOf(chart, properties.kind ?? ''),
    range: {
      min: numberProperty(properties.ymin),
      max: numberProperty(properties.ymax),
      isLog: properties.yaxis === 'log',
    },
    cut: Math.max(0, points.length - MOST_POINTS),
  };
}

function cards({ columns, rows, render }: HuntResult): ResultChart | null {
  const [row] = rows;
  if (!row) return null;
  return {
    kind: 'card',
    title: render?.properties.title ?? '',
    cards: columns.slice(0, MOST_CARDS).map(({ name }, index) => {
      const cell = row[index] ?? null;
      return { label: name, text: typeof cell === 'number' ? cell.toLocaleString('en') : cellText(cell) };
    }),
  };
}

/** A value of the first number for each name; the smallest ones add up. */
function pie({ axis, values, rows }: ChartColumns): {
  series: ChartSeries[];
  points: ChartPoint[];
  cut: number;
} {
  const [value = 0] = values;
  const sums = new Map<string, number>();
  for (const row of rows) {
    const name = cellText(row[axis] ?? null) || '(empty)';
    sums.set(name, (sums.get(name) ?? 0) + Math.max(0, Number(row[value] ?? 0) || 0));
  }
  const sorted = [...sums].sort(([, a], [, b]) => b - a);
  const most = sorted.length <= MARKS.length + 1 ? sorted.length : MARKS.length;
  const slices = sorted.slice(0, most);
  const rest = sorted.slice(most);
  if (rest.length > 0) slices.push([OTHERS, rest.reduce((sum, [, n]) => sum + n, 0)]);
  return {
    series: slices.map(([name], index) => ({ key: name, label: name, mark: MARKS[index] ?? 'series-6' })),
    points: slices.map(([name, n]) => ({ key: name, label: name, values: { [name]: n } })),
    cut: 0,
  };
}

function scatter(result: HuntResult, parts: ChartColumns) {
  const { axis, values, isTime, rows } = parts;
  const all = rows.flatMap((row): (ScatterDot & { size: number })[] => {
    const at = row[axis] ?? null;
    const x = isTime ? Date.parse(String(at)) : Number(at ?? Number.NaN);
    return values.flatMap((index) => {
      const y = Number(row[index] ?? Number.NaN);
      if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
      return [{ x, y, series: seriesName(result, parts, row, index), title: cellText(at), size: 1 }];
    });
  });
  const names = seriesOf(all.map(({ series, size }) => ({ at: null, series, value: size })));
  const known = new Set(names);
  return {
    series: names.map(
      (name, index): ChartSeries => ({ key: name, label: name, mark: MARKS[index] ?? 'series-6' }),
    ),
    dots: all
      .slice(0, MOST_DOTS)
      .map(({ size: _, ...dot }) => ({ ...dot, series: known.has(dot.series) ? dot.series : OTHERS })),
    isTime,
    cut: Math.max(0, all.length - MOST_DOTS),
  };
}

interface Placed {
  readonly at: Cell;
  readonly series: string;
  readonly value: number;
}

/** A series is named by what splits the rows, and by its column where there are several. */
function seriesName(
  { columns }: HuntResult,
  { split, values }: ChartColumns,
  row: readonly Cell[],
  index: number,
): string {
  const column = columns[index]?.name ?? '';
  const parts = split.map((one) => cellText(row[one] ?? null) || '(empty)');
  return parts.length === 0 ? column : [...parts, ...(values.length > 1 ? [column] : [])].join(', ');
}

const placed = (result: HuntResult, parts: ChartColumns): Placed[] =>
  parts.rows.flatMap((row) =>
    parts.values.flatMap((index): Placed[] => {
      const value = row[index] ?? null;
      if (value === null) return [];
      return [
        {
          at: row[parts.axis] ?? null,
          series: seriesName(result, parts, row, index),
          value: Number(value) || 0,
        },
      ];
    }),
  );

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
    const key = cellText(at) || '(empty)';
    const values = points.get(key) ?? {};
    const name = known.has(series) ? series : OTHERS;
    values[name] = (values[name] ?? 0) + value;
    points.set(key, values);
  }
  const keys = isTime ? evenly([...points.keys()].sort()) : [...points.keys()];
  return keys.map((key) => ({
    key,
    label: isTime ? timeLabel(key) : key.slice(0, 24),
    title: key,
    values: points.get(key) ?? {},
  }));
}

/** Moments at one distance: those in between that no row has get a place of their own, so that a gap is seen as one. */
function evenly(keys: readonly string[]): string[] {
  const times = keys.map((key) => Date.parse(key));
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const step = Math.min(...steps);
  const [first = Number.NaN, last = Number.NaN] = [times[0], times.at(-1)];
  const isEven = steps.length > 0 && step > 0 && steps.every((one) => one % step === 0);
  const count = (last - first) / step + 1;
  if (!isEven || !(count <= MOST_POINTS)) return [...keys];
  const known = new Map(times.map((time, index) => [time, keys[index] ?? '']));
  return Array.from({ length: count }, (_, index) => {
    const time = first + index * step;
    return known.get(time) ?? new Date(time).toISOString();
  });
}

/** `01-31 14:00`: the parts of a moment that tell points apart, UTC as in the grid. */
const timeLabel = (iso: string): string =>
  /T00:00:00(?:\.0+)?Z$/.test(iso) ? iso.slice(5, 10) : `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;
