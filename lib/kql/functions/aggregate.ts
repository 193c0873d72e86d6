import { asJson, convert } from '../sql/convert';
import { type Sql, STORED, sqlOf } from '../sql/value';
import type { ScalarType } from '../types';
import type { CallContext, Emit, Functions } from './define';
import { SKETCH } from './sketch';

/** Values without the empty ones that the aggregates leave out. */
const present = (value: Sql): string => (value.type === 'string' ? `nullif(${value.sql}, '')` : value.sql);

const filtered = (sql: string, condition: Sql | undefined): string =>
  condition ? `${sql} FILTER (WHERE ${convert(condition, 'bool').sql})` : sql;

/** The elements of arrays one by one: what a list or set is made of arrays of is flat. */
const spreadOut = (value: Sql): string => `kql_spread(${value.sql})`;

/** A list of JSON values in the rows' order, at most so many. */
function list(value: Sql, context: CallContext, condition: Sql | undefined, limit: Sql | undefined): Sql {
  const not = `${value.sql} IS NOT NULL`;
  const where = condition ? `${convert(condition, 'bool').sql} AND ${not}` : not;
  const item = value.type === 'dynamic' ? spreadOut(value) : itemOf(value, context);
  const listed = `list(${item}${context.order ? ` ${context.order}` : ''}) FILTER (WHERE ${where})`;
  const all = value.type === 'dynamic' ? `flatten(${listed})` : listed;
  const cut = limit ? `list_slice(${all}, 1, ${convert(limit, 'long').sql})` : all;
  return sqlOf('dynamic', `coalesce(to_json(${cut}), '[]'::JSON)`);
}

/** Types whose values are the same in JSON whether they are made into it one by one or as a list. */
const ALIKE: ReadonlySet<ScalarType> = new Set(['string', 'guid', 'long', 'int', 'bool']);
const itemOf = (value: Sql, { plain }: CallContext): string =>
  ALIKE.has(value.type) && !plain ? value.sql : asJson(value);

function set(value: Sql, context: CallContext, condition: Sql | undefined, limit: Sql | undefined): Sql {
  const not = `${value.sql} IS NOT NULL`;
  const where = condition ? `${convert(condition, 'bool').sql} AND ${not}` : not;
  const some = (all: string): string =>
    limit ? `list_slice(${all}, 1, ${convert(limit, 'long').sql})` : all;
  if (ALIKE.has(value.type) && !context.plain && !context.order) {
    const different = `list(DISTINCT ${value.sql}) FILTER (WHERE ${where})`;
    return sqlOf('dynamic', `coalesce(to_json(${some(different)}), '[]'::JSON)`);
  }
  const item = value.type === 'dynamic' ? `${spreadOut(value)}::VARCHAR[]` : `${asJson(value)}::VARCHAR`;
  const listed = `list(${item}${context.order ? ` ${context.order}` : ''}) FILTER (WHERE ${where})`;
  const all = value.type === 'dynamic' ? `flatten(${listed})` : listed;
  // What comes first stands first where the rows have an order.
  const different = context.order ? `kql_unique(to_json(${all}))::JSON::VARCHAR[]` : `list_distinct(${all})`;
  const json = `list_transform(${some(different)}, lambda x: x::JSON)`;
  return sqlOf('dynamic', `coalesce(to_json(${json}), '[]'::JSON)`);
}

const makeList: Emit = ([value, limit], context) => list(value as Sql, context, undefined, limit);
const makeSet: Emit = ([value, limit], context) => set(value as Sql, context, undefined, limit);

/** All bags of the rows in one; what came first wins. */
function bag({ sql }: Sql, context: CallContext, condition: Sql | undefined): Sql {
  const where = `json_type(${sql}) = 'OBJECT'${condition ? ` AND ${convert(condition, 'bool').sql}` : ''}`;
  const order = context.order ? ` ${context.order}` : '';
  return sqlOf('dynamic', `kql_bag_merge(to_json(list(${sql}${order}) FILTER (WHERE ${where})))::JSON`);
}

const makeBag: Emit = ([value], context) => bag(value as Sql, context, undefined);

const sum =
  (conditional: boolean): Emit =>
  (args) => {
    const [value, condition] = args as [Sql, Sql?];
    const type: ScalarType = value.type === 'int' ? 'long' : value.type === 'dynamic' ? 'real' : value.type;
    const total = filtered(`sum(${convert(value, type).sql})`, conditional ? condition : undefined);
    return sqlOf(type, `coalesce(${total}, 0)::${STORED[type]}`);
  };

const average =
  (conditional: boolean): Emit =>
  (args) => {
    const [value, condition] = args as [Sql, Sql?];
    const type: ScalarType = value.type === 'timespan' || value.type === 'datetime' ? value.type : 'real';
    if (type === 'datetime') return sqlOf(type, `make_timestamp(avg(epoch_us(${value.sql}))::BIGINT)`);
    const mean = filtered(
      `avg(${convert(value, type === 'timespan' ? type : 'real').sql})`,
      conditional ? condition : undefined,
    );
    // The mean of nothing is no number.
    return sqlOf(type, type === 'timespan' ? `(${mean})::BIGINT` : `coalesce(${mean}, 'NaN'::DOUBLE)`);
  };

const extreme =
  (name: 'min' | 'max', conditional: boolean): Emit =>
  (args) => {
    const [value, condition] = args as [Sql, Sql?];
    const found = filtered(`${name}(${present(value)})`, conditional ? condition : undefined);
    return sqlOf(value.type, value.type === 'string' ? `coalesce(${found}, '')` : found);
  };

const distinctCount =
  (conditional: boolean): Emit =>
  (args) => {
    const [value, condition] = args as [Sql, Sql?];
    const sql = value.type === 'dynamic' ? `${value.sql}::VARCHAR` : value.sql;
    return sqlOf('long', filtered(`count(DISTINCT ${sql})`, conditional ? condition : undefined));
  };

/** A spread of numbers: of a sample, or of all of them. */
const spread =
  (name: string, conditional: boolean): Emit =>
  (args) => {
    const [value, condition] = args as [Sql, Sql?];
    const sql = filtered(`${name}(${convert(value, 'real').sql})`, conditional ? condition : undefined);
    return sqlOf('real', `coalesce(${sql}, 0)`);
  };

/** How two numbers go together. */
const together =
  (name: string): Emit =>
  (args) => {
    const [a, b, condition] = args as [Sql, Sql, Sql?];
    return sqlOf(
      'real',
      filtered(`${name}(${convert(a, 'real').sql}, ${convert(b, 'real').sql})`, condition),
    );
  };

/** The value of the row that comes first; one that is not empty where there is one. */
const any =
  (conditional: boolean): Emit =>
  (args, context) => {
    const [value, condition] = args as [Sql, Sql?];
    const found = filtered(
      `first(${value.sql}${context.order ? ` ${context.order}` : ''})`,
      conditional ? condition : undefined,
    );
    return sqlOf(value.type, value.type === 'string' ? `coalesce(${found}, '')` : found);
  };

const percentile: Emit = (args) => {
  const [value, rank] = args as [Sql, Sql];
  const at = `${convert(rank, 'real').sql} / 100`;
  if (value.type === 'datetime') return sqlOf('datetime', `quantile_disc(${value.sql}, ${at})`);
  const type: ScalarType = value.type === 'dynamic' ? 'real' : value.type;
  return sqlOf(type, `quantile_disc(${convert(value, type).sql}, ${at})::${STORED[type]}`);
};

/** Several percentiles: the values are put in order once. */
export function percentilesOf([value, ...ranks]: readonly Sql[]): Sql[] {
  if (!value) return [];
  const type: ScalarType = value.type === 'dynamic' ? 'real' : value.type;
  const at = ranks.map((rank) => `${convert(rank, 'real').sql} / 100`).join(', ');
  const all = `quantile_disc(${convert(value, type).sql}, [${at}])`;
  return ranks.map((_, index) => sqlOf(type, `(${all})[${index + 1}]::${STORED[type]}`));
}

/** Percentiles as one array: their ranks are numbers or an array of them. */
const percentilesArray: Emit = (args, context) => {
  const [value, ...given] = args as [Sql, ...Sql[]];
  const [list] = given;
  const ranks =
    given.length === 1 && list?.type === 'dynamic' && typeof list.literal?.value === 'string'
      ? (JSON.parse(list.literal.value) as number[]).map((rank) => sqlOf('real', String(Number(rank))))
      : given;
  return sqlOf(
    'dynamic',
    `to_json([${ranks.map((rank) => asJson(percentile([value, rank], context))).join(', ')}])`,
  );
};

/** The value that another column has in the row where this one is smallest or largest; where it never has one, in any row. */
export function valueAt(name: string, key: Sql, value: Sql): Sql {
  const best = `${/max$/.test(name) ? 'arg_max_null' : 'arg_min_null'}(${value.sql}, ${present(key)})`;
  const found = `CASE WHEN count(${present(key)}) > 0 THEN ${best} ELSE first(${value.sql}) END`;
  return sqlOf(value.type, value.type === 'string' ? `coalesce(${found}, '')` : found);
}

/** Functions of all rows of a group. */
export const AGGREGATE: Functions = {
  count: () => sqlOf('long', 'count(*)'),
  countif: ([condition]) => sqlOf('long', `count(*) FILTER (WHERE ${convert(condition as Sql, 'bool').sql})`),
  sum: sum(false),
  sumif: sum(true),
  avg: average(false),
  avgif: average(true),
  min: extreme('min', false),
  minif: extreme('min', true),
  max: extreme('max', false),
  maxif: extreme('max', true),
  dcount: distinctCount(false),
  dcountif: distinctCount(true),
  count_distinct: distinctCount(false),
  count_distinctif: distinctCount(true),
  stdev: spread('stddev_samp', false),
  stdevif: spread('stddev_samp', true),
  stdevp: spread('stddev_pop', false),
  variance: spread('var_samp', false),
  varianceif: spread('var_samp', true),
  variancep: spread('var_pop', false),
  variancepif: spread('var_pop', true),
  any: any(false),
  take_any: any(false),
  anyif: any(true),
  take_anyif: any(true),
  percentile,
  percentiles_array: percentilesArray,
  make_list: makeList,
  makelist: makeList,
  make_list_if: ([value, condition, limit], context) => list(value as Sql, context, condition, limit),
  make_list_with_nulls: ([value], context) =>
    sqlOf(
      'dynamic',
      `coalesce(to_json(list(coalesce(${asJson(value as Sql)}, 'null'::JSON)${context.order ? ` ${context.order}` : ''})), '[]'::JSON)`,
    ),
  make_set: makeSet,
  makeset: makeSet,
  make_set_if: ([value, condition, limit], context) => set(value as Sql, context, condition, limit),
  make_bag: makeBag,
  make_dictionary: makeBag,
  make_bag_if: ([value, condition], context) => bag(value as Sql, context, condition),
  binary_all_and: ([value]) => sqlOf('long', `bit_and(${convert(value as Sql, 'long').sql})`),
  binary_all_or: ([value]) => sqlOf('long', `bit_or(${convert(value as Sql, 'long').sql})`),
  binary_all_xor: ([value]) => sqlOf('long', `bit_xor(${convert(value as Sql, 'long').sql})`),
  buildschema: ([value]) => sqlOf('dynamic', `kql_buildschema(to_json(list(${(value as Sql).sql})))::JSON`),
  arg_max: extreme('max', false),
  arg_min: extreme('min', false),
  argmax: extreme('max', false),
  argmin: extreme('min', false),
  ...SKETCH,
  covariance: together('covar_samp'),
  covarianceif: together('covar_samp'),
  covariancep: together('covar_pop'),
  covariancepif: together('covar_pop'),
  cnt: () => sqlOf('long', 'count(*)'),
};

/** Several percentiles at once, one column for each: after the value, and its weight where there is one. */
export const PERCENTILES: ReadonlyMap<string, string> = new Map([
  ['percentiles', 'percentile'],
  ['percentilesw', 'percentilew'],
]);
