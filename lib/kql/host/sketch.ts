import { type HostFunction, host } from './define';

type Value = string | number | boolean;
type Weighted = readonly [value: Value, weight: number];

const isWeighted = (one: unknown): one is Weighted =>
  Array.isArray(one) && one.length === 2 && one[0] !== null && typeof one[1] === 'number';

const byValue = ([a]: Weighted, [b]: Weighted): number => (a < b ? -1 : a > b ? 1 : 0);

/** The values of a sketch in their order, those without weight apart. */
function sorted(sketch: unknown): Weighted[] {
  if (!Array.isArray(sketch)) return [];
  return sketch.filter((one): one is Weighted => isWeighted(one) && one[1] > 0).sort(byValue);
}

const total = (all: readonly Weighted[]): number => all.reduce((sum, [, weight]) => sum + weight, 0);

/** The first value below and at which so much of the weight lies. */
function atRank(all: readonly Weighted[], rank: number): Value | null {
  const wanted = (total(all) * rank) / 100;
  let sum = 0;
  for (const [value, weight] of all) {
    sum += weight;
    if (sum >= wanted) return value;
  }
  return all.at(-1)?.[0] ?? null;
}

/** How much of the weight lies at or below a value. */
function placeOf(all: readonly Weighted[], value: unknown): number | null {
  const first = all[0]?.[0];
  if (first === undefined || typeof first !== typeof value) return null;
  return total(all.filter(([one]) => one <= (value as Value)));
}

/** Percentiles of values that have weights. */
export const SKETCH_HOST: readonly HostFunction[] = [
  host('weighted_rank', ['dynamic', 'real'], 'dynamic', (sketch: unknown, rank: number) =>
    atRank(sorted(sketch), rank),
  ),
  host('weighted_ranks', ['dynamic', 'dynamic'], 'dynamic', (sketch: unknown, ranks: unknown) => {
    const all = sorted(sketch);
    return Array.isArray(ranks) ? ranks.map((rank) => atRank(all, Number(rank))) : null;
  }),
  host(
    'weighted_place',
    ['dynamic', 'dynamic', 'string'],
    'real',
    (sketch: unknown, value: unknown, as: string) => {
      const all = sorted(sketch);
      const place = placeOf(all, value);
      return place === null || as === 'rank' ? place : (100 * place) / total(all);
    },
  ),
];
