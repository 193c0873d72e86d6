import { QUANTITIES } from '../host/units';
import { convert } from '../sql/convert';
import { isInteger, isNumber, type Sql, STORED, sqlOf } from '../sql/value';
import type { ScalarType } from '../types';
import { type Emit, type Functions, hosted, of } from './define';

const real = (write: (...args: string[]) => string): Emit => of(['real'], 'real', write);
const sql = (name: string): Emit => real((...args) => `${name}(${args.join(', ')})`);

/** Keeps the type of a whole number. */
const kept =
  (write: (value: string) => string): Emit =>
  (args) => {
    const [value] = args as [Sql];
    const type: ScalarType = isNumber(value.type) || value.type === 'timespan' ? value.type : 'real';
    return sqlOf(type, `(${write(convert(value, type).sql)})::${STORED[type]}`);
  };

const bits = (write: (...args: string[]) => string): Emit => of(['long'], 'long', write);

const round: Emit = (args) => {
  const [value, digits] = args as [Sql, Sql?];
  const type = value.type === 'decimal' ? 'decimal' : isInteger(value.type) ? value.type : 'real';
  return sqlOf(
    type,
    `round(${convert(value, type).sql}, ${digits ? convert(digits, 'int').sql : 0})::${STORED[type]}`,
  );
};

/** Functions of numbers. */
export const NUMBER: Functions = {
  abs: kept((value) => `abs(${value})`),
  sign: real((value) => `sign(${value})::DOUBLE`),
  ceiling: kept((value) => `ceil(${value})`),
  round,
  sqrt: real((value) => `CASE WHEN ${value} < 0 THEN 'NaN'::DOUBLE ELSE sqrt(${value}) END`),
  exp: sql('exp'),
  exp2: real((value) => `pow(2, ${value})`),
  exp10: real((value) => `pow(10, ${value})`),
  pow: sql('pow'),
  log: real((value) => `CASE WHEN ${value} > 0 THEN ln(${value}) END`),
  log10: real((value) => `CASE WHEN ${value} > 0 THEN log10(${value}) END`),
  log2: real((value) => `CASE WHEN ${value} > 0 THEN log2(${value}) END`),
  loggamma: sql('lgamma'),
  gamma: sql('gamma'),
  sin: sql('sin'),
  cos: sql('cos'),
  tan: sql('tan'),
  cot: sql('cot'),
  asin: real((value) => `CASE WHEN abs(${value}) <= 1 THEN asin(${value}) ELSE 'NaN'::DOUBLE END`),
  acos: real((value) => `CASE WHEN abs(${value}) <= 1 THEN acos(${value}) ELSE 'NaN'::DOUBLE END`),
  atan: sql('atan'),
  atan2: sql('atan2'),
  pi: () => sqlOf('real', 'pi()'),
  degrees: sql('degrees'),
  radians: sql('radians'),
  rand: (args) => {
    const [limit] = args as [Sql?];
    return limit
      ? sqlOf('long', `floor(random() * ${convert(limit, 'long').sql})::BIGINT`)
      : sqlOf('real', 'random()');
  },
  isnan: of(['real'], 'bool', (value) => `isnan(${value})`),
  isinf: of(['real'], 'bool', (value) => `isinf(${value})`),
  isfinite: of(['real'], 'bool', (value) => `isfinite(${value})`),
  binary_and: bits((a, b) => `(${a} & ${b})`),
  binary_or: bits((a, b) => `(${a} | ${b})`),
  binary_xor: bits((a, b) => `xor(${a}, ${b})`),
  binary_not: bits((a) => `(~${a})`),
  binary_shift_left: bits((a, b) => `kql_shift_left(${a}, ${b})`),
  binary_shift_right: bits((a, b) => `(${a} >> ${b}::INTEGER)`),
  bitset_count_ones: bits((a) => `bit_count(${a})`),
  beta_cdf: hosted('beta_cdf', ['real'], 'real'),
  beta_inv: hosted('beta_inv', ['real'], 'real'),
  beta_pdf: hosted('beta_pdf', ['real'], 'real'),
  welch_test: hosted('welch_test', ['real'], 'real'),
  ...Object.fromEntries(
    QUANTITIES.map((quantity) => [
      `convert_${quantity}`,
      hosted(`convert_${quantity}`, ['real', 'string', 'string'], 'real'),
    ]),
  ),
  erf: hosted('erf', ['real'], 'real'),
  erfc: hosted('erfc', ['real'], 'real'),
  hash,
  hash_xxhash64: hash,
  min_of: extreme('least'),
  max_of: extreme('greatest'),
};

function hash(args: readonly Sql[]): Sql {
  const [value, mod] = args as [Sql, Sql?];
  const code = hashSql(value);
  const size = mod && convert(mod, 'long').sql;
  return sqlOf('long', size ? `((${code} % ${size}) + ${size}) % ${size}` : code);
}

/** Whole numbers and moments are hashed by their bytes, texts by theirs. */
function hashSql(value: Sql): string {
  const { type } = value;
  if (isInteger(type) || type === 'datetime' || type === 'timespan')
    return `kql_hash_whole((${convert(value, 'long').sql})::VARCHAR)`;
  return type === 'real' ? `kql_hash_real(${value.sql})` : `kql_hash(${convert(value, 'string').sql})`;
}

function extreme(name: string): Emit {
  return (args, context) => {
    const [first] = args as [Sql];
    const type = args.every((one) => one.type === first.type) ? first.type : context.type;
    return sqlOf(type, `${name}(${args.map((one) => convert(one, type).sql).join(', ')})`);
  };
}
