import type { ScalarType } from '../types';
import { quoteText } from './quote';
import { isNumber, nullOf, type Sql, STORED, sqlOf } from './value';

const cast = (sql: string, type: ScalarType): string => `TRY_CAST(${sql} AS ${STORED[type]})`;

/** The value as a text, as `tostring` gives it. */
export function asText({ sql, type, literal, member }: Sql): string {
  switch (type) {
    case 'string':
      return sql;
    case 'dynamic':
      if (member) return `coalesce(json_extract_string(${member.base}, ${quoteText(member.pointer)}), '')`;
      return literal?.value === null ? "''" : `kql_text(${sql})`;
    case 'bool':
      return `CASE WHEN ${sql} THEN 'True' WHEN NOT ${sql} THEN 'False' ELSE '' END`;
    case 'datetime':
      return `coalesce(kql_datetime_text(${sql}), '')`;
    case 'timespan':
      return `coalesce(kql_timespan_text(${sql}), '')`;
    case 'decimal':
      return `coalesce(kql_decimal_text(${sql}), '')`;
    default:
      return `coalesce((${sql})::VARCHAR, '')`;
  }
}

/** The value as JSON, for a place inside a dynamic; null for null. */
export function asJson({ sql, type }: Sql): string {
  switch (type) {
    case 'dynamic':
      return sql;
    case 'datetime':
      return `to_json(kql_datetime_text(${sql}))`;
    case 'timespan':
      return `to_json(kql_timespan_text(${sql}))`;
    default:
      return `to_json(${sql})`;
  }
}

type Convert = (value: Sql) => string;

const fromText: Readonly<Record<ScalarType, (sql: string) => string>> = {
  bool: (sql) =>
    `CASE WHEN lower(${sql}) = 'true' THEN true WHEN lower(${sql}) = 'false' THEN false ELSE TRY_CAST(${sql} AS BIGINT) <> 0 END`,
  int: (sql) => `kql_whole(${sql})::INTEGER`,
  long: (sql) => `kql_whole(${sql})`,
  real: (sql) => cast(sql, 'real'),
  decimal: (sql) => cast(sql, 'decimal'),
  datetime: (sql) => `kql_parse_datetime(${sql})`,
  timespan: (sql) => `kql_parse_timespan(${sql})`,
  string: (sql) => sql,
  guid: (sql) => `lower(TRY_CAST(${sql} AS UUID)::VARCHAR)`,
  dynamic: (sql) => `kql_parse_json(${sql})`,
};

const NUMBERS: readonly ScalarType[] = ['int', 'long', 'real', 'decimal'];

/** What is neither text nor dynamic on one side and another such type on the other. */
const direct: Readonly<Record<string, Convert>> = {
  'bool>int': ({ sql }) => `(${sql})::INTEGER`,
  'bool>long': ({ sql }) => `(${sql})::BIGINT`,
  'bool>real': ({ sql }) => `(${sql})::INTEGER::DOUBLE`,
  'datetime>long': ({ sql }) => `(kql_since(${sql}) * 10)`,
  'timespan>long': ({ sql }) => `(${sql} * 10)`,
  'timespan>real': ({ sql }) => `(${sql} * 10)::DOUBLE`,
  'long>datetime': ({ sql }) => `kql_at(${sql} // 10)`,
  'int>datetime': ({ sql }) => `kql_at(${sql} // 10)`,
  'long>timespan': ({ sql }) => `(${sql} // 10)`,
  'int>timespan': ({ sql }) => `(${sql}::BIGINT // 10)`,
  'real>timespan': ({ sql }) => `(${sql} * 86400000000)::BIGINT`,
};

/** Rounds towards zero, as casts of the language do. */
function numeric({ sql, type }: Sql, to: ScalarType): string {
  const fraction = type === 'real' || type === 'decimal';
  return fraction && (to === 'int' || to === 'long') ? cast(`trunc(${sql})`, to) : cast(sql, to);
}

/** The value as another type; null where it has no such value. What `toint`, `todatetime` … do. */
export function convert(value: Sql, to: ScalarType): Sql {
  const { type } = value;
  if (type === to) return value;
  if (value.literal?.value === null)
    return { ...sqlOf(to, nullOf(to)), literal: { ...value.literal, type: to } };
  if (to === 'string') return sqlOf(to, asText(value));
  if (to === 'dynamic') return sqlOf(to, type === 'string' ? `to_json(${value.sql})` : asJson(value));
  if (type === 'string') return sqlOf(to, fromText[to](value.sql));
  if (type === 'dynamic') return sqlOf(to, fromText[to](asText(value)));
  if (to === 'bool' && isNumber(type)) return sqlOf(to, `(${value.sql} <> 0)`);
  if (NUMBERS.includes(type) && NUMBERS.includes(to)) return sqlOf(to, numeric(value, to));
  const known = direct[`${type}>${to}`];
  if (known) return sqlOf(to, known(value));
  return sqlOf(to, `NULL::${STORED[to]}`);
}
