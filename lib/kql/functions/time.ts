import { asText, convert } from '../sql/convert';
import { constant, isNumber, type Sql, STORED, sqlOf } from '../sql/value';
import { misused, unsupported } from '../types';
import { type CallContext, type Emit, type Functions, hosted, of } from './define';
import { OPERATORS } from './operators';

const now = ({ now: text }: CallContext): Sql => constant({ kind: 'literal', type: 'datetime', value: text });

const shifted = (at: string, by: string): string => `(${at} + to_microseconds(${by}))`;

/** `startofday(d, n)` and its kind: the start of the unit that is n units later. */
const startOf = (unit: string): Emit => {
  const interval: Record<string, string> = {
    day: 'to_days',
    month: 'to_months',
    year: 'to_years',
    week: 'to_weeks',
  };
  return (args) => {
    const [value, offset] = args as [Sql, Sql?];
    const at = convert(value, 'datetime').sql;
    // Weeks begin on Sunday.
    const start =
      unit === 'week'
        ? `(date_trunc('week', ${at} + to_days(1)) - to_days(1))`
        : `date_trunc('${unit}', ${at})`;
    const by = offset ? ` + ${interval[unit]}(${convert(offset, 'int').sql})` : '';
    return sqlOf('datetime', `(${start}${by})::TIMESTAMP`);
  };
};

/** The last moment of the unit: a tick before the next begins, which is cut to the microsecond. */
const endOf = (unit: string): Emit => {
  const next: Record<string, string> = {
    day: 'to_days(1)',
    month: 'to_months(1)',
    year: 'to_years(1)',
    week: 'to_days(7)',
  };
  const start = startOf(unit);
  return (args, context) =>
    sqlOf('datetime', `(${start(args, context).sql} + ${next[unit]} - to_microseconds(1))`);
};

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week_of_year: 'week',
  weekofyear: 'week',
  day: 'day',
  dayofyear: 'doy',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
};

function partOf(part: string, at: string): string {
  const name = part.toLowerCase();
  if (name === 'millisecond') return `((epoch_us(${at}) // 1000) % 1000)`;
  if (name === 'microsecond') return `(epoch_us(${at}) % 1000000)`;
  if (name === 'nanosecond') return `((epoch_us(${at}) % 1000000) * 1000)`;
  const known = PARTS[name];
  return known ? `date_part('${known}', ${at})` : 'NULL::BIGINT';
}

const part =
  (name: string, type: 'int' | 'long' = 'int'): Emit =>
  (args) =>
    sqlOf(type, `(${partOf(name, convert(args[0] as Sql, 'datetime').sql)})::${STORED[type]}`);

function textConstant(value: Sql | undefined, context: CallContext): string {
  if (typeof value?.literal?.value !== 'string')
    throw misused('This argument is a constant text', context.span);
  return value.literal.value;
}

const datePart: Emit = (args, context) => {
  const [name, at] = args as [Sql, Sql];
  return sqlOf('int', `(${partOf(textConstant(name, context), convert(at, 'datetime').sql)})::INTEGER`);
};

/** Boundaries that are crossed between two moments, as in .NET: weeks by Sundays. */
const difference: Emit = (args, context) => {
  const [unit, a, b] = args as [Sql, Sql, Sql];
  const name = textConstant(unit, context).toLowerCase();
  const [later, earlier] = [convert(a, 'datetime').sql, convert(b, 'datetime').sql];
  const small: Record<string, number> = { microsecond: 1, millisecond: 1_000 };
  const size = small[name];
  if (name === 'nanosecond') return sqlOf('long', `((epoch_us(${later}) - epoch_us(${earlier})) * 1000)`);
  if (size) return sqlOf('long', `((epoch_us(${later}) // ${size}) - (epoch_us(${earlier}) // ${size}))`);
  if (name === 'week')
    return sqlOf('long', `date_diff('week', ${earlier} + to_days(1), ${later} + to_days(1))`);
  if (!PARTS[name]) throw misused(`There is no unit '${name}'`, context.span);
  return sqlOf('long', `date_diff('${name}', ${earlier}, ${later})`);
};

const added: Emit = (args, context) => {
  const [unit, amount, at] = args as [Sql, Sql, Sql];
  const name = textConstant(unit, context).toLowerCase();
  const makers: Record<string, string> = {
    year: 'to_years',
    quarter: 'to_quarters',
    month: 'to_months',
    week: 'to_weeks',
    day: 'to_days',
    hour: 'to_hours',
    minute: 'to_minutes',
    second: 'to_seconds',
    millisecond: 'to_milliseconds',
    microsecond: 'to_microseconds',
  };
  const maker = makers[name];
  if (!maker) throw misused(`There is no unit '${name}'`, context.span);
  return sqlOf(
    'datetime',
    `(${convert(at, 'datetime').sql} + ${maker}(${convert(amount, 'int').sql}))::TIMESTAMP`,
  );
};

/** Rounds down to a multiple; moments are counted from the year 1. */
const bin: Emit = (args, context) => {
  const [value, size, anchor] = args as [Sql, Sql, Sql?];
  const zero = anchor ? convert(anchor, value.type === 'dynamic' ? context.type : value.type) : undefined;
  if (value.type === 'dynamic')
    return bin(
      [
        convert(
          value,
          size.type === 'timespan' ? (context.type === 'timespan' ? 'timespan' : 'datetime') : 'real',
        ),
        size,
        ...(anchor ? [anchor] : []),
      ],
      context,
    );
  if (value.type === 'datetime') {
    const step = convert(size, 'timespan').sql;
    const known = size.literal?.type === 'timespan' ? Number(size.literal.value) : 0;
    if (known > 0 && !zero && !context.plain)
      return sqlOf('datetime', `time_bucket(to_microseconds(${step}), ${value.sql}, TIMESTAMP '0001-01-01')`);
    const base = zero ? `kql_since(${zero.sql})` : '0';
    const since = `(kql_since(${value.sql}) - ${base})`;
    return sqlOf('datetime', `kql_at(kql_floor(${since}, nullif(${step}, 0)) + ${base})`);
  }
  const type = value.type === 'timespan' ? 'timespan' : isNumber(context.type) ? context.type : value.type;
  const step = convert(size, type).sql;
  const base = zero ? zero.sql : `0::${STORED[type]}`;
  const moved = `(${convert(value, type).sql} - ${base})`;
  if (type === 'real' || type === 'decimal')
    return sqlOf(type, `(floor(${moved} / nullif(${step}, 0)) * ${step} + ${base})`);
  return sqlOf(type, `(kql_floor(${moved}, nullif(${step}, 0)) + ${base})::${STORED[type]}`);
};

/** Names of days and months, which the language has no format for. */
const NAMED = /MMM|ddd|(?<!y)yyy(?!y)/;

/** A format that would give names is refused rather than guessed at. */
function knownFormat(format: Sql, { span }: CallContext): string {
  const text = format.literal?.value;
  if (typeof text === 'string' && NAMED.test(text)) throw unsupported(`the format '${text}'`, span);
  return asText(format);
}

/** Functions of moments and spans. */
export const TIME: Functions = {
  now: (args, context) => {
    const [offset] = args;
    return offset
      ? sqlOf('datetime', shifted(now(context).sql, convert(offset, 'timespan').sql))
      : now(context);
  },
  ago: (args, context) =>
    sqlOf('datetime', `(${now(context).sql} - to_microseconds(${convert(args[0] as Sql, 'timespan').sql}))`),
  bin,
  floor: bin,
  bin_at: bin,
  around: (args, context) => {
    const [value, center, by] = args as [Sql, Sql, Sql];
    const span = by.type === 'timespan' ? by : convert(by, 'timespan');
    const [low, high] = ['-', '+'].map((sign) => OPERATORS[sign]?.([center, span], context).sql);
    return sqlOf('bool', `(${value.sql} BETWEEN ${low} AND ${high})`);
  },
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  dayofweek: (args) =>
    sqlOf('timespan', `(date_part('dow', ${convert(args[0] as Sql, 'datetime').sql}) * 86400000000)::BIGINT`),
  dayofmonth: part('day'),
  dayofyear: part('dayofyear'),
  hourofday: part('hour'),
  monthofyear: part('month', 'long'),
  getmonth: part('month'),
  getyear: part('year', 'long'),
  week_of_year: part('week_of_year'),
  weekofyear: part('week_of_year'),
  datetime_part: datePart,
  datepart: datePart,
  datetime_diff: difference,
  datetime_add: added,
  make_datetime: (args) => {
    const given = args.map((one, index) => convert(one, index === 5 ? 'real' : 'int').sql);
    const parts = [...given, ...['1', '1', '1', '0', '0', '0.0'].slice(given.length)];
    return sqlOf('datetime', `make_timestamp(${parts.join(', ')})`);
  },
  make_timespan: (args) => {
    const units = args.length === 4 ? [86_400e6, 3_600e6, 60e6, 1e6] : [3_600e6, 60e6, 1e6];
    const sum = args.map((one, index) => `${convert(one, 'real').sql} * ${units[index]}`);
    return sqlOf('timespan', `(${sum.join(' + ')})::BIGINT`);
  },
  unixtime_seconds_todatetime: of(
    ['real'],
    'datetime',
    (value) => `make_timestamp((${value} * 1000000)::BIGINT)`,
  ),
  unixtime_milliseconds_todatetime: of(
    ['real'],
    'datetime',
    (value) => `make_timestamp((${value} * 1000)::BIGINT)`,
  ),
  unixtime_microseconds_todatetime: of(['long'], 'datetime', (value) => `make_timestamp(${value})`),
  unixtime_nanoseconds_todatetime: of(['long'], 'datetime', (value) => `make_timestamp(${value} // 1000)`),
  format_datetime: (args, context) =>
    sqlOf(
      'string',
      `coalesce(kql_format_datetime(epoch_us(${convert(args[0] as Sql, 'datetime').sql}), ${knownFormat(args[1] as Sql, context)}), '')`,
    ),
  format_timespan: (args) =>
    sqlOf(
      'string',
      `coalesce(kql_format_timespan(${convert(args[0] as Sql, 'timespan').sql}, ${asText(args[1] as Sql)}), '')`,
    ),
  datetime_local_to_utc: (args) =>
    sqlOf(
      'datetime',
      `make_timestamp(kql_to_utc(epoch_us(${convert(args[0] as Sql, 'datetime').sql}), ${asText(args[1] as Sql)}))`,
    ),
  datetime_utc_to_local: (args) =>
    sqlOf(
      'datetime',
      `make_timestamp(kql_to_local(epoch_us(${convert(args[0] as Sql, 'datetime').sql}), ${asText(args[1] as Sql)}))`,
    ),
  datetime_list_timezones: hosted('timezones', [], 'dynamic'),
};
