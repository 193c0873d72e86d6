import { type HostFunction, host } from './define';

const list = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
/** The numbers of a series; what is none counts as 0 in sums. */
const numbers = (value: unknown): number[] | null => list(value)?.map((one) => number(one) ?? 0) ?? null;

const UNARY: Readonly<Record<string, (x: number) => number>> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  ceiling: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  sign: Math.sign,
  sin: Math.sin,
  tan: Math.tan,
};

const BINARY: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  pow: (a, b) => a ** b,
  equals: (a, b) => a === b,
  not_equals: (a, b) => a !== b,
  greater: (a, b) => a > b,
  greater_equals: (a, b) => a >= b,
  less: (a, b) => a < b,
  less_equals: (a, b) => a <= b,
};

/** Functions of each element, and of each pair of elements: there is a `series_…` for each. */
export const SERIES_UNARY = Object.keys(UNARY);
export const SERIES_BINARY = Object.keys(BINARY);

function each(value: unknown, name: string): unknown {
  const apply = UNARY[name];
  return apply ? (list(value)?.map((one) => (typeof one === 'number' ? apply(one) : null)) ?? null) : null;
}

function pairs(a: unknown, b: unknown, name: string): unknown {
  const apply = BINARY[name];
  const [x, y] = [list(a), list(b)];
  if (!apply || !x || !y) return null;
  return Array.from({ length: Math.max(x.length, y.length) }, (_, index) => {
    const [p, q] = [number(x[index]), number(y[index])];
    return p === null || q === null ? null : apply(p, q);
  });
}

const dot = (a: unknown, b: unknown): number | null => {
  const [x, y] = [numbers(a), numbers(b)];
  return x && y && x.length === y.length ? x.reduce((sum, one, at) => sum + one * (y[at] ?? 0), 0) : null;
};
const magnitude = (a: unknown): number | null => {
  const square = dot(a, a);
  return square === null ? null : Math.sqrt(square);
};

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

function pearson(a: unknown, b: unknown): number | null {
  const [x, y] = [numbers(a), numbers(b)];
  if (!x || !y || x.length !== y.length) return null;
  const [mx, my] = [mean(x), mean(y)];
  const [dx, dy] = [x.map((one) => one - mx), y.map((one) => one - my)];
  const [xy, xx, yy] = [dot(dx, dy), dot(dx, dx), dot(dy, dy)];
  return (xy ?? 0) / Math.sqrt((xx ?? 0) * (yy ?? 0));
}

/** Least, where; largest, where; mean, deviation and variance of a sample. */
function stats(value: unknown): unknown[] | null {
  const all = list(value)?.flatMap((one, index) => (typeof one === 'number' ? [{ one, index }] : []));
  const [first] = all ?? [];
  if (!all || !first) return null;
  const least = all.reduce((best, each_) => (each_.one < best.one ? each_ : best), first);
  const most = all.reduce((best, each_) => (each_.one > best.one ? each_ : best), first);
  const average = mean(all.map(({ one }) => one));
  const variance =
    all.length > 1 ? all.reduce((sum, { one }) => sum + (one - average) ** 2, 0) / (all.length - 1) : 0;
  return [least.one, least.index, most.one, most.index, average, Math.sqrt(variance), variance];
}

const STATS = ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance'];

const isMissing = (value: unknown, missing: unknown): boolean =>
  value === null || (missing !== null && value === missing);

function filled(value: unknown, missing: unknown, backward: boolean): unknown {
  const all = list(value)?.slice();
  if (!all) return null;
  if (backward) all.reverse();
  let last: unknown = null;
  const made = all.map((one) => {
    if (!isMissing(one, missing)) last = one;
    return isMissing(one, missing) ? (last ?? one) : one;
  });
  return backward ? made.reverse() : made;
}

/** Whole numbers stay whole: whether a series has a fraction is told by its text. */
function filledLinear(text: string, missing: number | null, edges: boolean, constant: number): unknown {
  const all = list(JSON.parse(text));
  if (!all) return null;
  const known = all.flatMap((one, at) =>
    typeof one === 'number' && !isMissing(one, missing) ? [{ at, one }] : [],
  );
  if (known.length === 0) return all.map(() => constant);
  const whole = !/[.eE]/.test(text);
  return all.map((one, at) => {
    if (!isMissing(one, missing)) return one;
    const before = known.findLast((other) => other.at < at);
    const after = known.find((other) => other.at > at);
    if (!before || !after) return edges ? (before ?? after)?.one : one;
    const value = before.one + ((after.one - before.one) * (at - before.at)) / (after.at - before.at);
    return whole ? Math.trunc(value) : value;
  });
}

function fir(value: unknown, filter: unknown, normalize: boolean, center: boolean): unknown {
  const [all, taps] = [numbers(value), numbers(filter)];
  if (!all || !taps) return null;
  if (normalize && taps.some((tap) => tap < 0)) return null;
  const size = normalize ? taps.reduce((sum, one) => sum + one, 0) : 1;
  const shift = center ? Math.floor(taps.length / 2) : 0;
  return all.map((_, at) =>
    taps.reduce((sum, tap, back) => sum + (tap / size) * (all[at + shift - back] ?? 0), 0),
  );
}

function iir(value: unknown, numerators: unknown, denominators: unknown): unknown {
  const [all, b, a] = [numbers(value), numbers(numerators), numbers(denominators)];
  const first = a?.[0];
  if (!all || !b || !a || !first) return null;
  const made: number[] = [];
  for (let at = 0; at < all.length; at++) {
    const fed = b.reduce((sum, one, back) => sum + one * (all[at - back] ?? 0), 0);
    const back = a.slice(1).reduce((sum, one, index) => sum + one * (made[at - 1 - index] ?? 0), 0);
    made.push((fed - back) / first);
  }
  return made;
}

/** Functions of series: arrays of numbers in their order. */
export const SERIES_HOST: readonly HostFunction[] = [
  host('series_each', ['dynamic', 'string'], 'dynamic', each),
  host('series_pairs', ['dynamic', 'dynamic', 'string'], 'dynamic', pairs),
  host('series_sum', ['dynamic'], 'real', (value: unknown) =>
    (numbers(value) ?? []).reduce((sum, one) => sum + one, 0),
  ),
  host('series_product', ['dynamic'], 'real', (value: unknown) =>
    (list(value) ?? []).reduce((product: number, one) => product * (number(one) ?? 1), 1),
  ),
  host('series_dot_product', ['dynamic', 'dynamic'], 'real', dot),
  host('series_magnitude', ['dynamic'], 'real', magnitude),
  host('series_cosine_similarity', ['dynamic', 'dynamic'], 'real', (a: unknown, b: unknown) => {
    const [product, x, y] = [dot(a, b), magnitude(a), magnitude(b)];
    return product === null || !x || !y ? null : product / (x * y);
  }),
  host('series_pearson_correlation', ['dynamic', 'dynamic'], 'real', pearson),
  host('series_stats', ['dynamic'], 'dynamic', stats),
  host('series_stats_dynamic', ['dynamic'], 'dynamic', (value: unknown) => {
    const found = stats(value);
    return found && Object.fromEntries(STATS.map((name, index) => [name, found[index]]));
  }),
  host('series_fill_forward', ['dynamic', 'dynamic'], 'dynamic', (value: unknown, missing: unknown) =>
    filled(value, missing, false),
  ),
  host('series_fill_backward', ['dynamic', 'dynamic'], 'dynamic', (value: unknown, missing: unknown) =>
    filled(value, missing, true),
  ),
  host(
    'series_fill_const',
    ['dynamic', 'dynamic', 'dynamic'],
    'dynamic',
    (value: unknown, constant: unknown, missing: unknown) =>
      list(value)?.map((one) => (isMissing(one, missing) ? constant : one)) ?? null,
  ),
  host('series_fill_linear', ['string', 'real', 'bool', 'real'], 'dynamic', filledLinear),
  host('series_fir', ['dynamic', 'dynamic', 'bool', 'bool'], 'dynamic', fir),
  host('series_iir', ['dynamic', 'dynamic', 'dynamic'], 'dynamic', iir),
];
