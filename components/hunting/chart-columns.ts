import type { Cell, HuntResult } from '@/lib/domain/views/hunting';

/** Which columns a chart is made of, and its rows: of `make-series` one for each place of its lists. */
export interface ChartColumns {
  readonly axis: number;
  readonly values: readonly number[];
  /** Columns whose values name the series. */
  readonly split: readonly number[];
  readonly isTime: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'long', 'real', 'decimal']);
/** Charts whose axis is a moment where there is one. */
const OVER_TIME: ReadonlySet<string> = new Set([
  'timechart',
  'anomalychart',
  'linechart',
  'areachart',
  'stackedareachart',
  '',
]);

/** `a, b` of a property as names. */
const names = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim().replace(/^\['?|'?\]$/g, ''))
    .filter(Boolean);

/**
 * The columns as `render` names them; else the axis is the first moment (for charts over time) or the first column that
 * is no number, and every other number is drawn. Null where there is nothing to draw.
 */
export function chartColumns({ columns, rows, render }: HuntResult): ChartColumns | null {
  const chart = render?.chart ?? '';
  const all = columns.map((_, index) => index);
  const named = (name: string): number => columns.findIndex((column) => column.name === name);
  const sample = rows[0] ?? [];
  const isList = (index: number): boolean =>
    columns[index]?.type === 'dynamic' && Array.isArray(sample[index]) && sample[index].length > 0;
  const isNumber = (index: number): boolean =>
    NUMBERS.has(columns[index]?.type ?? '') || (isList(index) && isNumberList(sample[index] ?? null));
  const isMoment = (index: number): boolean =>
    columns[index]?.type === 'datetime' || (isList(index) && isMomentList(sample[index] ?? null));
  const [xcolumn = ''] = names(render?.properties.xcolumn);
  const wanted = all.find((index) => columns[index]?.name === xcolumn);
  const axis =
    wanted ??
    (OVER_TIME.has(chart) ? all.find(isMoment) : undefined) ??
    (chart === 'scatterchart' ? all.find((index) => isNumber(index) || isMoment(index)) : undefined) ??
    all.find((index) => !isNumber(index)) ??
    (all.length > 1 ? 0 : undefined);
  if (axis === undefined || rows.length === 0) return null;
  const ycolumns = names(render?.properties.ycolumns)
    .map(named)
    .filter((index) => index >= 0);
  const values = (ycolumns.length > 0 ? ycolumns : all).filter((index) => index !== axis && isNumber(index));
  if (values.length === 0) return null;
  const series = names(render?.properties.series)
    .map(named)
    .filter((index) => index >= 0);
  const texts = all.filter((index) => index !== axis && !isNumber(index) && !isList(index));
  const split = series.length > 0 ? series : texts.slice(0, 1);
  return {
    axis,
    values,
    split,
    isTime: isMoment(axis),
    rows: isList(axis) ? rows.flatMap((row) => unrolled(row, axis, values)) : rows,
  };
}

const isNumberList = (cell: Cell): boolean =>
  Array.isArray(cell) &&
  cell.some((item) => typeof item === 'number') &&
  cell.every((item) => item === null || typeof item === 'number');

const isMomentList = (cell: Cell): boolean =>
  Array.isArray(cell) && cell.every((item) => typeof item === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(item));

/** A row of lists as a row for each of their places. */
function unrolled(row: readonly Cell[], axis: number, values: readonly number[]): Cell[][] {
  const places = row[axis];
  if (!Array.isArray(places)) return [];
  return places.map((at, place) =>
    row.map((cell, index) => {
      if (index === axis) return at;
      return values.includes(index) && Array.isArray(cell) ? (cell[place] ?? null) : cell;
    }),
  );
}
