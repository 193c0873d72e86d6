import { convert } from '../sql/convert';
import { quoteText } from '../sql/quote';
import { nullOf, type Sql, sqlOf } from '../sql/value';
import { DATABASE, misused, type ScalarType, unsupported } from '../types';
import type { CallContext, Emit, Functions } from './define';
import { common } from './operators';

/** The type of what is chosen among several: the analyser's, unless a branch knows better. */
function chosen(values: readonly Sql[], declared: ScalarType): ScalarType {
  const [first, ...rest] = values as [Sql, ...Sql[]];
  if (values.every(({ type }) => type === first.type)) return first.type;
  if (declared !== 'dynamic') return declared;
  return rest.reduce((type, one) => common(sqlOf(type, ''), one), first.type);
}

const iff: Emit = (args, context) => {
  const [condition, yes, no] = args as [Sql, Sql, Sql];
  const type = chosen([yes, no], context.type);
  return sqlOf(
    type,
    `CASE WHEN ${convert(condition, 'bool').sql} THEN ${convert(yes, type).sql} ELSE ${convert(no, type).sql} END`,
  );
};

const cases: Emit = (args, context) => {
  const values = args.filter((_, index) => index % 2 === 1 || index === args.length - 1);
  const type = chosen(values, context.type);
  const last = args.length % 2 === 1 ? convert(args.at(-1) as Sql, type).sql : nullOf(type);
  const whens = Array.from({ length: Math.floor(args.length / 2) }, (_, index) => {
    const [condition, value] = [args[index * 2] as Sql, args[index * 2 + 1] as Sql];
    return `WHEN ${convert(condition, 'bool').sql} THEN ${convert(value, type).sql}`;
  });
  return sqlOf(type, `CASE ${whens.join(' ')} ELSE ${last} END`);
};

const coalesce: Emit = (args, context) => {
  const type = chosen(args, context.type);
  const values = args.map((one) =>
    type === 'string' ? `nullif(${convert(one, type).sql}, '')` : convert(one, type).sql,
  );
  return sqlOf(type, `coalesce(${values.join(', ')}${type === 'string' ? ", ''" : ''})`);
};

const to =
  (type: ScalarType): Emit =>
  (args) =>
    convert(args[0] as Sql, type);

/** True, or the end of the query. */
function asserted([condition, message]: readonly Sql[], { span }: CallContext): Sql {
  const said = message?.literal?.value;
  if (!condition || typeof said !== 'string')
    throw misused('assert needs a condition and a constant text', span);
  const text = quoteText(`assert() has failed with message: '${said}'`);
  return sqlOf(
    'bool',
    `CASE WHEN ${convert(condition, 'bool').sql} THEN true ELSE error(${text})::BOOLEAN END`,
  );
}

const SIZES: Partial<Readonly<Record<ScalarType, number>>> = {
  bool: 1,
  int: 4,
  long: 8,
  real: 8,
  datetime: 8,
  timespan: 8,
  guid: 16,
};

/** How many bytes the values of a row take. */
function size(args: readonly Sql[], { span }: CallContext): Sql {
  const parts = args.map(({ type, sql }) => {
    if (type === 'string') return `strlen(${sql})`;
    const bytes = SIZES[type];
    if (bytes === undefined) throw unsupported(`estimate_data_size of a ${type}`, span);
    return String(bytes);
  });
  return sqlOf('long', `(${parts.join(' + ') || '0'})::BIGINT`);
}

/** Functions that choose and convert. */
export const CHOICE: Functions = {
  iff,
  iif: iff,
  case: cases,
  coalesce,
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  toreal: to('real'),
  todouble: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  totime: to('timespan'),
  toguid: to('guid'),
  // What a query declares as a constant of a type.
  int: to('int'),
  long: to('long'),
  real: to('real'),
  double: to('real'),
  bool: to('bool'),
  datetime: to('datetime'),
  timespan: to('timespan'),
  decimal: to('decimal'),
  guid: to('guid'),
  current_database: () => sqlOf('string', quoteText(DATABASE)),
  materialize: (args) => args[0] as Sql,
  assert: asserted,
  estimate_data_size: size,
};
