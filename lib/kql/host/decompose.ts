import { type HostFunction, host } from './define';
import { fitLine } from './fit';
import { mean } from './series';

interface Parts {
  readonly baseline: number[];
  readonly seasonal: number[];
  readonly trend: number[];
  readonly residual: number[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Between two ranks, what lies between their values. */
function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place));
}

const MAX_PERIODS_TRIED = 4_000;
const LEAST_PERIOD = 4;

/** The distance at which a series is most like itself, where it is enough so; 0 where it is not. */
function seasonOf(values: readonly number[], threshold: number): number {
  const average = mean(values);
  const off = values.map((one) => one - average);
  const whole = off.reduce((sum, one) => sum + one * one, 0);
  if (whole === 0) return 0;
  const most = Math.min(Math.floor(values.length / 2), MAX_PERIODS_TRIED);
  const likeness = Array.from({ length: most + 1 }, (_, lag) => {
    let sum = 0;
    for (let at = 0; at + lag < off.length; at++) sum += (off[at] ?? 0) * (off[at + lag] ?? 0);
    return sum / whole;
  });
  let best = 0;
  for (let lag = LEAST_PERIOD; lag < most; lag++) {
    const [before, own, after] = [likeness[lag - 1] ?? 0, likeness[lag] ?? 0, likeness[lag + 1] ?? 0];
    if (own > before && own >= after && own > (best ? (likeness[best] ?? 0) : 0)) best = lag;
  }
  const score = best ? ((likeness[best] ?? 0) * values.length) / (values.length - best) : 0;
  return score >= threshold ? best : 0;
}

/**
 * What repeats (the median of each phase), what is left of level or slope, and the rest.
 * @param testPoints at the end that are not learnt from
 */
function decompose(
  value: unknown,
  seasonality: number,
  trendKind: string,
  testPoints: number,
  threshold: number,
): Parts | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const all = value.map((one) => (typeof one === 'number' ? one : 0));
  const learnt = all.slice(0, Math.max(1, all.length - Math.max(0, testPoints)));
  const period = seasonality === -1 ? seasonOf(learnt, threshold) : Math.trunc(seasonality);
  const phases =
    period > 1
      ? Array.from({ length: period }, (_, phase) =>
          median(learnt.filter((_one, at) => at % period === phase)),
        )
      : [0];
  const seasonal = all.map((_, at) => phases[at % phases.length] ?? 0);
  const rest = learnt.map((one, at) => one - (seasonal[at] ?? 0));
  const trend = trendOf(rest, all.length, trendKind);
  const baseline = seasonal.map((one, at) => one + (trend[at] ?? 0));
  return { baseline, seasonal, trend, residual: all.map((one, at) => one - (baseline[at] ?? 0)) };
}

function trendOf(rest: readonly number[], length: number, kind: string): number[] {
  if (kind === 'linefit') {
    const { slope, interception } = fitLine(rest);
    return Array.from({ length }, (_, at) => interception + slope * (at + 1));
  }
  if (kind !== 'avg' && kind !== 'none') throw new Error(`no trend '${kind}'`);
  const level = kind === 'avg' ? mean(rest) : 0;
  return Array.from({ length }, () => level);
}

/** Distance between the tenth and the ninetieth percentile in the units of Tukey's test, as the language scores it. */
const FENCE = 2.772_605_605_507_914_5;

/** How far values are outside of what most of them are: 0 inside, beyond 1.5 an outlier. */
function outlierScores(values: readonly number[], from = 10, to = 90): number[] {
  const [low, high] = [quantile(values, from / 100), quantile(values, to / 100)];
  const unit = FENCE / (high - low);
  if (!Number.isFinite(unit)) return values.map(() => 0);
  return values.map((one) => (one > high ? (one - high) * unit : one < low ? (one - low) * unit : 0));
}

/** How much a series has to be like itself for its season to be found. */
const SEASONAL = 0.7;

export const DECOMPOSE_HOST: readonly HostFunction[] = [
  host(
    'series_decompose',
    ['dynamic', 'long', 'string', 'long', 'real'],
    'dynamic',
    (value: unknown, seasonality: number, trend: string, testPoints: number, threshold: number) => {
      const parts = decompose(value, seasonality, trend, testPoints, threshold);
      return parts && [parts.baseline, parts.seasonal, parts.trend, parts.residual];
    },
  ),
  host(
    'series_decompose_anomalies',
    ['dynamic', 'real', 'long', 'string', 'long', 'real'],
    'dynamic',
    (
      value: unknown,
      limit: number,
      seasonality: number,
      trend: string,
      testPoints: number,
      threshold: number,
    ) => {
      const parts = decompose(value, seasonality, trend, testPoints, threshold);
      if (!parts) return null;
      const scores = outlierScores(parts.residual);
      return [scores.map((one) => (one > limit ? 1 : one < -limit ? -1 : 0)), scores, parts.baseline];
    },
  ),
  host(
    'series_seasonal',
    ['dynamic', 'long', 'long'],
    'dynamic',
    (value: unknown, period: number, testPoints: number) =>
      decompose(value, period, 'none', testPoints, SEASONAL)?.seasonal ?? null,
  ),
  host(
    'series_decompose_forecast',
    ['dynamic', 'long', 'long', 'string', 'real'],
    'dynamic',
    (value: unknown, points: number, seasonality: number, trend: string, threshold: number) =>
      decompose(value, seasonality, trend, points, threshold)?.baseline ?? null,
  ),
  host(
    'series_outliers',
    ['dynamic', 'real', 'real'],
    'dynamic',
    (value: unknown, from: number, to: number) =>
      Array.isArray(value) ? outlierScores(value.map(Number), from, to) : null,
  ),
];
