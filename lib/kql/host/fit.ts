import { type HostFunction, host } from './define';

interface Line {
  readonly rsquare: number;
  readonly slope: number;
  readonly variance: number;
  readonly rvariance: number;
  readonly interception: number;
  readonly line_fit: number[];
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** How much of a series' variance a curve explains. */
function quality(values: readonly number[], fit: readonly number[]) {
  const average = sum(values) / values.length;
  const whole = sum(values.map((one) => (one - average) ** 2));
  const rest = sum(values.map((one, at) => (one - (fit[at] ?? 0)) ** 2));
  const divisor = Math.max(values.length - 1, 1);
  return {
    rsquare: whole === 0 ? 1 : 1 - rest / whole,
    variance: whole / divisor,
    rvariance: rest / divisor,
  };
}

/** The line of least squares over the places 1, 2, 3 …: where it would cross place 0 is its interception. */
export function fitLine(values: readonly number[]): Line {
  const n = values.length;
  const middle = (n + 1) / 2;
  const average = sum(values) / n;
  const spread = sum(values.map((_, at) => (at + 1 - middle) ** 2));
  const slope = spread === 0 ? 0 : sum(values.map((one, at) => (at + 1 - middle) * (one - average))) / spread;
  const interception = average - slope * middle;
  const line_fit = values.map((_, at) => interception + slope * (at + 1));
  return { ...quality(values, line_fit), slope, interception, line_fit };
}

const MAX_SPLITS = 20_000;

/** Two lines, split where both together fit best. */
function fitTwoLines(values: readonly number[]) {
  if (values.length < 4 || values.length > MAX_SPLITS) return null;
  let best: { readonly rest: number; readonly split: number } | null = null;
  for (let split = 2; split <= values.length - 2; split++) {
    const rest = residue(values, 0, split) + residue(values, split, values.length);
    if (!best || rest < best.rest) best = { rest, split };
  }
  if (!best) return null;
  const { split } = best;
  const [left, right] = [fitLine(values.slice(0, split)), fitLine(values.slice(split))];
  const line_fit = [...left.line_fit, ...right.line_fit];
  return { ...quality(values, line_fit), split_idx: split, line_fit, left, right };
}

/** The sum of squares that a line leaves of a part of a series. */
function residue(values: readonly number[], from: number, to: number): number {
  const n = to - from;
  let [sy, sxy, syy] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const y = values[at] ?? 0;
    sy += y;
    sxy += (at - from) * y;
    syy += y * y;
  }
  const sx = (n * (n - 1)) / 2;
  const sxx = ((n - 1) * n * (2 * n - 1)) / 6;
  const [dxx, dxy, dyy] = [sxx - (sx * sx) / n, sxy - (sx * sy) / n, syy - (sy * sy) / n];
  return dxx === 0 ? dyy : dyy - (dxy * dxy) / dxx;
}

/** A polynomial of least squares by its normal equations. */
function fitPolynomial(values: readonly number[], xs: readonly number[], degree: number) {
  const size = degree + 1;
  const rows = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_one, j) => sum(xs.map((x) => x ** (i + j)))),
    sum(xs.map((x, at) => (values[at] ?? 0) * x ** i)),
  ]);
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a));
    const place = rows.indexOf(pivot);
    [rows[column], rows[place]] = [pivot, rows[column] as number[]];
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at <= size; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  const coefficients = rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
  const fit = xs.map((x) => sum(coefficients.map((one, power) => one * x ** power)));
  return { ...quality(values, fit), coefficients: coefficients.reverse(), fit };
}

const numbers = (value: unknown): number[] | null =>
  Array.isArray(value) && value.length > 0 ? value.map((one) => (typeof one === 'number' ? one : 0)) : null;

const LINE = ['rsquare', 'slope', 'variance', 'rvariance', 'interception', 'line_fit'] as const;
const SIDE = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'] as const;
const TWO = ['rsquare', 'split_idx', 'variance', 'rvariance', 'line_fit'] as const;

function lineOf(value: unknown): Record<string, unknown> | null {
  const all = numbers(value);
  return all && { ...fitLine(all) };
}

function twoLinesOf(value: unknown): Record<string, unknown> | null {
  const all = numbers(value);
  const fit = all && fitTwoLines(all);
  if (!fit) return null;
  const sides = (['right', 'left'] as const).flatMap((side) =>
    SIDE.map((name) => [`${side}_${name}`, fit[side][name]] as const),
  );
  return { ...Object.fromEntries(TWO.map((name) => [name, fit[name]])), ...Object.fromEntries(sides) };
}

export const FIT_HOST: readonly HostFunction[] = [
  host('series_fit_line', ['dynamic'], 'dynamic', (value: unknown) => {
    const found = lineOf(value);
    return found && LINE.map((name) => found[name]);
  }),
  host('series_fit_line_dynamic', ['dynamic'], 'dynamic', lineOf),
  host('series_fit_2lines', ['dynamic'], 'dynamic', (value: unknown) => {
    const found = twoLinesOf(value);
    return found && Object.values(found);
  }),
  host('series_fit_2lines_dynamic', ['dynamic'], 'dynamic', twoLinesOf),
  host(
    'series_fit_poly',
    ['dynamic', 'dynamic', 'long'],
    'dynamic',
    (y: unknown, x: unknown, degree: number) => {
      const all = numbers(y);
      if (!all || degree < 1 || degree > 5) return null;
      const given = numbers(x);
      const xs = given?.length === all.length ? given : all.map((_, at) => at);
      const { rsquare, coefficients, variance, rvariance, fit } = fitPolynomial(all, xs, degree);
      return [rsquare, coefficients, variance, rvariance, fit];
    },
  ),
];
