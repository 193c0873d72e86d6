import { asText, convert } from '../sql/convert';
import { constant, isInteger, isNumber, type Sql, STORED, sqlOf } from '../sql/value';
import type { ScalarType } from '../types';
import type { CallContext, Emit, Functions } from './define';

/** The type in which two values are compared or added: text gives way to numbers, integers to reals. */
export function common(a: Sql, b: Sql): ScalarType {
  if (a.type === b.type) return a.type;
  const types = [a.type, b.type];
  const other = (type: ScalarType): ScalarType => (a.type === type ? b.type : a.type);
  if (types.includes('dynamic')) return other('dynamic');
  if (types.every(isNumber))
    return (['decimal', 'real', 'long', 'int'] as const).find((one) => types.includes(one)) ?? 'long';
  if (types.includes('string')) return other('string');
  return a.type;
}

const both = (args: readonly Sql[], type?: ScalarType): [string, string] => {
  const [a, b] = args as [Sql, Sql];
  const to = type ?? common(a, b);
  return [convert(a, to).sql, convert(b, to).sql];
};

/**
 * Nulls: two nulls are neither equal nor unequal, a null and a value are unequal. In a filter, where null and false are
 * the same, SQL's own `=` says the same of `==`.
 */
const equal: Emit = (args) => {
  const [a, b] = both(args);
  const dynamics = args.every(({ type }) => type === 'dynamic');
  if (dynamics) return sqlOf('bool', `(${a}::VARCHAR = ${b}::VARCHAR)`);
  return sqlOf('bool', `(${a} = ${b})`);
};
const unequal: Emit = (args) => {
  const [a, b] = both(args);
  const texts = args.every(({ type }) => type === 'string');
  return sqlOf('bool', texts ? `(${a} <> ${b})` : `(${a} IS DISTINCT FROM ${b})`);
};

const compared =
  (operator: string): Emit =>
  (args) => {
    const [a, b] = both(args);
    return sqlOf('bool', `(${a} ${operator} ${b})`);
  };

/** A cheap look for the text before the exact one, where the needle is known. */
function termTest(args: readonly Sql[], sensitive: boolean): string {
  const [haystack, needle] = args as [Sql, Sql];
  const text = asText(haystack);
  const term = needle.literal?.value;
  if (typeof term !== 'string') return `kql_has${sensitive ? '_cs' : ''}(${text}, ${asText(needle)})`;
  if (term === '') return 'true';
  const folded = sensitive ? term : term.toLowerCase();
  const subject = sensitive ? text : `lower(${text})`;
  const start = /^[a-z0-9]/i.test(folded) ? '(^|[^A-Za-z0-9])' : '';
  const end = /[a-z0-9]$/i.test(folded) ? '($|[^A-Za-z0-9])' : '';
  const pattern = start + escapeRegex(folded) + end;
  return `(contains(${subject}, ${quote(folded)}) AND regexp_matches(${subject}, ${quote(pattern)}))`;
}

const quote = (text: string): string => constant({ kind: 'literal', type: 'string', value: text }).sql;

/** A text as a regular expression of RE2 that matches it alone. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

const not = (sql: string): Sql => sqlOf('bool', `(NOT ${sql})`);
const yes = (sql: string): Sql => sqlOf('bool', sql);

type TextTest = (haystack: string, needle: string) => string;
const folded =
  (test: TextTest): TextTest =>
  (haystack, needle) =>
    test(`lower(${haystack})`, `lower(${needle})`);

const textTest =
  (test: TextTest, negative = false): Emit =>
  (args) => {
    const [haystack, needle] = args as [Sql, Sql];
    const sql = test(asText(haystack), asText(needle));
    return negative ? not(sql) : yes(sql);
  };

const contains: TextTest = (h, n) => `contains(${h}, ${n})`;
const starts: TextTest = (h, n) => `starts_with(${h}, ${n})`;
const ends: TextTest = (h, n) => `ends_with(${h}, ${n})`;
const same: TextTest = (h, n) => `(${h} = ${n})`;

/** The texts of a list of arguments: constants of arrays are taken apart. */
function spreadList(args: readonly Sql[]): Sql[] | null {
  const [only] = args;
  if (args.length !== 1 || only?.type !== 'dynamic') return [...args];
  const value = only.literal?.value;
  if (typeof value !== 'string') return null;
  const parsed: unknown = JSON.parse(value);
  if (!Array.isArray(parsed)) return [...args];
  return parsed.map((one) =>
    constant({
      kind: 'literal',
      type: typeof one === 'number' ? 'real' : typeof one === 'boolean' ? 'bool' : 'string',
      value: typeof one === 'object' ? JSON.stringify(one) : one,
    }),
  );
}

const membership =
  (insensitive: boolean, negative: boolean): Emit =>
  (args) => {
    const [value, ...rest] = args as [Sql, ...Sql[]];
    const list = spreadList(rest);
    const fold = (sql: string): string => (insensitive ? `lower(${sql})` : sql);
    let sql: string;
    if (!list) {
      const [array] = rest;
      const texts = `kql_strings(${array?.sql})`;
      sql = insensitive
        ? `list_contains(list_transform(${texts}, lambda x: lower(x)), lower(${asText(value)}))`
        : `list_contains(${texts}, ${asText(value)})`;
      sql = `coalesce(${sql}, false)`;
    } else if (list.length === 0) sql = 'false';
    else {
      const type = value.type === 'dynamic' ? (list[0]?.type ?? 'string') : value.type;
      const hasText = insensitive || list.some(({ type: one }) => one === 'string');
      const to = hasText && type === 'dynamic' ? 'string' : type;
      const values = list.map((one) => fold(convert(one, to).sql));
      sql = `(${fold(convert(value, to).sql)} IN (${values.join(', ')}))`;
      if (negative && to !== 'string') return yes(`(NOT coalesce(${sql}, false))`);
    }
    return negative ? not(sql) : yes(sql);
  };

/** `has_any`, `has_all`: a term test for each of a list. */
const terms =
  (joiner: 'OR' | 'AND'): Emit =>
  (args) => {
    const [haystack, ...rest] = args as [Sql, ...Sql[]];
    const list = spreadList(rest);
    if (list) {
      const tests = list.map((needle) => termTest([haystack, textual(needle)], false));
      return yes(tests.length > 0 ? `(${tests.join(` ${joiner} `)})` : joiner === 'OR' ? 'false' : 'true');
    }
    const fold = joiner === 'OR' ? 'list_bool_or' : 'list_bool_and';
    return yes(
      `coalesce(${fold}(list_transform(kql_strings(${rest[0]?.sql}), lambda x: kql_has(${asText(haystack)}, x))), ${joiner === 'AND'})`,
    );
  };

const textual = (value: Sql): Sql =>
  value.type === 'string' || !value.literal
    ? value
    : constant({ kind: 'literal', type: 'string', value: String(value.literal.value) });

const between =
  (negative: boolean): Emit =>
  (args) => {
    const [value, from, to] = args as [Sql, Sql, Sql];
    const type = common(value, from);
    const [a, b, c] = [value, from, to].map((one) => convert(one, type).sql);
    return negative ? yes(`(${a} < ${b} OR ${a} > ${c})`) : yes(`(${a} BETWEEN ${b} AND ${c})`);
  };

const US = 'to_microseconds';

const add: Emit = (args, context) => {
  const [a, b] = args as [Sql, Sql];
  if (a.type === 'datetime' && b.type === 'timespan')
    return sqlOf('datetime', `(${a.sql} + ${US}(${b.sql}))`);
  if (a.type === 'timespan' && b.type === 'datetime')
    return sqlOf('datetime', `(${b.sql} + ${US}(${a.sql}))`);
  return arithmetic('+', args, context);
};

const subtract: Emit = (args, context) => {
  const [a, b] = args as [Sql, Sql];
  if (a.type === 'datetime' && b.type === 'timespan')
    return sqlOf('datetime', `(${a.sql} - ${US}(${b.sql}))`);
  if (a.type === 'datetime' && b.type === 'datetime')
    return sqlOf('timespan', `(epoch_us(${a.sql}) - epoch_us(${b.sql}))`);
  if (a.type === 'dynamic' && b.type === 'datetime') return subtract([convert(a, 'datetime'), b], context);
  if (a.type === 'datetime' && b.type === 'dynamic')
    return subtract([a, convert(b, context.type === 'timespan' ? 'datetime' : 'timespan')], context);
  return arithmetic('-', args, context);
};

function arithmetic(operator: string, args: readonly Sql[], context: CallContext): Sql {
  const declared = isNumber(context.type) || context.type === 'timespan' ? context.type : undefined;
  const type = declared ?? numeric(common(...(args as [Sql, Sql])));
  const [a, b] = both(args, type);
  return sqlOf(type, `(${a} ${operator} ${b})`);
}

const numeric = (type: ScalarType): ScalarType => (isNumber(type) || type === 'timespan' ? type : 'real');

const multiply: Emit = (args, context) => {
  const [a, b] = args as [Sql, Sql];
  if (a.type === 'timespan' && isNumber(b.type)) return sqlOf('timespan', `(${a.sql} * ${b.sql})::BIGINT`);
  if (b.type === 'timespan' && isNumber(a.type)) return sqlOf('timespan', `(${b.sql} * ${a.sql})::BIGINT`);
  return arithmetic('*', args, context);
};

const divide: Emit = (args) => {
  const [a, b] = args as [Sql, Sql];
  if (a.type === 'timespan' && b.type === 'timespan') return sqlOf('real', `(${a.sql}::DOUBLE / ${b.sql})`);
  if (a.type === 'timespan')
    return sqlOf('timespan', `trunc(${a.sql}::DOUBLE / ${convert(b, 'real').sql})::BIGINT`);
  if (isInteger(a.type) && isInteger(b.type)) {
    const type = a.type === 'int' && b.type === 'int' ? 'int' : 'long';
    const [x, y] = both(args, type);
    return sqlOf(type, `(CASE WHEN ${y} <> 0 THEN ${x} // ${y} END)::${STORED[type]}`);
  }
  const type = common(a, b) === 'decimal' ? 'decimal' : 'real';
  const [x, y] = both(args, type);
  if (type === 'decimal') return sqlOf(type, `(CASE WHEN ${y} <> 0 THEN ${x} / ${y} END)::${STORED.decimal}`);
  return sqlOf('real', `(${x} / ${y})`);
};

const modulo: Emit = (args, context) => {
  const [a, b] = args as [Sql, Sql];
  const type = a.type === 'timespan' ? 'timespan' : isNumber(context.type) ? context.type : common(a, b);
  const [x, y] = both(args, type);
  if (type === 'real' || type === 'decimal') return sqlOf(type, `(${x} % ${y})`);
  // The remainder is never negative.
  return sqlOf(type, `(CASE WHEN ${y} <> 0 THEN ((${x} % ${y}) + abs(${y})) % abs(${y}) END)`);
};

const logical =
  (operator: string): Emit =>
  (args) =>
    yes(`(${args.map((one) => convert(one, 'bool').sql).join(` ${operator} `)})`);

/** What is written between its arguments. */
export const OPERATORS: Functions = {
  '==': equal,
  '!=': unequal,
  '<': compared('<'),
  '<=': compared('<='),
  '>': compared('>'),
  '>=': compared('>='),
  '=~': textTest(folded(same)),
  '!~': textTest(folded(same), true),
  and: logical('AND'),
  or: logical('OR'),
  not: (args) => not(convert(args[0] as Sql, 'bool').sql),
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': modulo,
  negate: ([value]) => sqlOf((value as Sql).type, `(- ${value?.sql})`),
  has: (args) => yes(termTest(args, false)),
  '!has': (args) => not(termTest(args, false)),
  has_cs: (args) => yes(termTest(args, true)),
  '!has_cs': (args) => not(termTest(args, true)),
  hasprefix: textTest((h, n) => `kql_hasprefix(${h}, ${n})`),
  '!hasprefix': textTest((h, n) => `kql_hasprefix(${h}, ${n})`, true),
  hassuffix: textTest((h, n) => `kql_hassuffix(${h}, ${n})`),
  '!hassuffix': textTest((h, n) => `kql_hassuffix(${h}, ${n})`, true),
  contains: textTest(folded(contains)),
  '!contains': textTest(folded(contains), true),
  contains_cs: textTest(contains),
  '!contains_cs': textTest(contains, true),
  startswith: textTest(folded(starts)),
  '!startswith': textTest(folded(starts), true),
  startswith_cs: textTest(starts),
  '!startswith_cs': textTest(starts, true),
  endswith: textTest(folded(ends)),
  '!endswith': textTest(folded(ends), true),
  endswith_cs: textTest(ends),
  '!endswith_cs': textTest(ends, true),
  'matches regex': textTest((h, n) => `regexp_matches(${h}, ${n})`),
  in: membership(false, false),
  '!in': membership(false, true),
  'in~': membership(true, false),
  '!in~': membership(true, true),
  has_any: terms('OR'),
  has_all: terms('AND'),
  between: between(false),
  '!between': between(true),
};
