import { asJson, convert } from '../sql/convert';
import { type Sql, STORED, sqlOf } from '../sql/value';
import { type ScalarType, unsupported } from '../types';
import type { Emit, Functions } from './define';

/*
 * What the language keeps as sketches is exact here: of values the different ones, of numbers all of them with their
 * weights. What a sketch looks like inside is nobody's business; see `STATES`.
 */

const filtered = (sql: string, conditions: readonly string[]): string =>
  `${sql} FILTER (WHERE ${conditions.join(' AND ')})`;

const orNull = (list: string): Sql => sqlOf('dynamic', `to_json(${list})`);

const condition = (value: Sql | undefined): string[] => (value ? [convert(value, 'bool').sql] : []);

/** The different values of the rows. */
const values =
  (conditional: boolean): Emit =>
  (args) => {
    const [value, where] = args as [Sql, Sql?];
    const present = [`${value.sql} IS NOT NULL`, ...condition(conditional ? where : undefined)];
    return orNull(filtered(`list(DISTINCT ${asJson(value)}::VARCHAR)`, present));
  };

/** The members of a sketch as texts. */
const members = (sketch: Sql): string => {
  const { sql } = convert(sketch, 'dynamic');
  return `CASE WHEN ${sql} IS NOT NULL THEN kql_strings(${sql}) END`;
};

/** How many values a list of a sketch's members has. */
export const DCOUNT_OF_SKETCH = (list: string): string => `coalesce(len(${list}), 0)::BIGINT`;

const mergedValues: Emit = (args, context) => {
  const [first] = args as [Sql];
  if (!context.grouped)
    return sqlOf(
      'dynamic',
      `to_json(list_distinct(flatten([${args.map((one) => `coalesce(${members(one)}, [])`).join(', ')}])))`,
    );
  return orNull(
    `list_distinct(flatten(${filtered(`list(${members(first)})`, [`${first.sql} IS NOT NULL`])}))`,
  );
};

/** Numbers with their weights. Moments and spans are numbers too: which they are is told again by who reads them. */
const numbers: Emit = (args) => {
  const [value, weight] = args as [Sql, Sql?];
  const w = weight ? convert(weight, 'real').sql : '1.0';
  return orNull(filtered(`list(json_array(${asJson(value)}, ${w}))`, [`${value.sql} IS NOT NULL`]));
};

const parts = (sketch: Sql): string => `kql_list(${convert(sketch, 'dynamic').sql})`;

const mergedNumbers: Emit = (args, context) => {
  const [first] = args as [Sql];
  if (!context.grouped)
    return sqlOf(
      'dynamic',
      `to_json(flatten([${args.map((one) => `coalesce(${parts(one)}, [])`).join(', ')}]))`,
    );
  return orNull(`flatten(${filtered(`list(${parts(first)})`, [`${first.sql} IS NOT NULL`])})`);
};

const rank = (value: Sql): string => convert(value, 'real').sql;
const sketchOf = (value: Sql): string => convert(value, 'dynamic').sql;

/** The types that `typeof(…)` may say a sketch was made of. */
const READ_AS: readonly ScalarType[] = ['int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'string'];

const percentileOf: Emit = (args, context) => {
  const [sketch, at, type] = args as [Sql, Sql, Sql?];
  const found = sqlOf('dynamic', `kql_weighted_rank(${sketchOf(sketch)}, ${rank(at)})::JSON`);
  if (!type) return found;
  const wanted = READ_AS.find((one) => one === type.literal?.value);
  if (!wanted)
    throw unsupported(`the type ${String(type.literal?.value)} of percentile_tdigest`, context.span);
  return convert(found, wanted);
};

const percentilesOf: Emit = (args) => {
  const [sketch, first, ...rest] = args as [Sql, Sql, ...Sql[]];
  const ranks = first.type === 'dynamic' ? first.sql : `to_json([${[first, ...rest].map(rank).join(', ')}])`;
  return sqlOf('dynamic', `kql_weighted_ranks(${sketchOf(sketch)}, ${ranks})::JSON`);
};

/** A percentile of values that count more than once. */
const weighted: Emit = (args, context) => {
  const [value, weight, at] = args as [Sql, Sql, Sql];
  const sketch = numbers([value, weight], context);
  const found = sqlOf('dynamic', `kql_weighted_rank(${sketch.sql}, ${rank(at)})::JSON`);
  const type = value.type === 'dynamic' ? 'real' : value.type;
  return sqlOf(type, `(${convert(found, type).sql})::${STORED[type]}`);
};

const weightedArray: Emit = (args, context) => {
  const [value, weight, ...ranks] = args as [Sql, Sql, ...Sql[]];
  return percentilesOf([numbers([value, weight], context), ...ranks], context);
};

/** A function that is an aggregate in `summarize` and one of values elsewhere. */
export const SKETCH: Functions = {
  hll: values(false),
  hll_if: values(true),
  hll_merge: mergedValues,
  tdigest: numbers,
  tdigest_merge: mergedNumbers,
  merge_tdigest: mergedNumbers,
  percentilew: weighted,
  percentilesw_array: weightedArray,
};

export const OF_SKETCH: Functions = {
  dcount_hll: ([sketch]) => sqlOf('long', DCOUNT_OF_SKETCH(members(sketch as Sql))),
  hll_merge: mergedValues,
  tdigest_merge: mergedNumbers,
  merge_tdigest: mergedNumbers,
  percentile_tdigest: percentileOf,
  percentiles_array_tdigest: percentilesOf,
  rank_tdigest: ranked('rank'),
  percentrank_tdigest: ranked('percent'),
};

/** How many of a sketch's values are not above one, or their share. */
function ranked(as: 'rank' | 'percent'): Emit {
  return ([sketch, value]) =>
    sqlOf('real', `kql_weighted_place(${sketchOf(sketch as Sql)}, ${asJson(value as Sql)}, '${as}')`);
}
