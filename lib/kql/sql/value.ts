import type { Literal } from '../plan/scalar';
import type { ScalarType } from '../types';
import { quoteText } from './quote';

/** An expression of SQL and the type that its value has in the language. */
export interface Sql {
  readonly sql: string;
  readonly type: ScalarType;
  /** The constant that it is, where it is one. */
  readonly literal?: Literal;
  /** Where it stands inside a JSON value, if it was taken out of one: its text and its own members are found there at once. */
  readonly member?: Member;
}

export interface Member {
  readonly base: string;
  /** RFC 6901. */
  readonly pointer: string;
}

/** How each type is held: timespans as microseconds, dynamics as JSON, missing texts as the empty one. */
export const STORED: Readonly<Record<ScalarType, string>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38,16)',
  datetime: 'TIMESTAMP',
  timespan: 'BIGINT',
  string: 'VARCHAR',
  guid: 'VARCHAR',
  dynamic: 'JSON',
};

export const isNumber = (type: ScalarType): boolean =>
  type === 'int' || type === 'long' || type === 'real' || type === 'decimal';

export const isInteger = (type: ScalarType): boolean => type === 'int' || type === 'long';

export const nullOf = (type: ScalarType): string => (type === 'string' ? "''" : `NULL::${STORED[type]}`);

/** A constant in SQL. */
function literalSql({ type, value }: Literal): string {
  if (value === null) return nullOf(type);
  switch (type) {
    case 'bool':
      return value ? 'true' : 'false';
    case 'string':
    case 'guid':
      return quoteText(String(value));
    case 'datetime':
      return `TIMESTAMP ${quoteText(String(value).replace('T', ' ').replace('Z', ''))}`;
    case 'dynamic':
      return `${quoteText(String(value))}::JSON`;
    case 'real':
      return `${quoteText(String(value))}::DOUBLE`;
    case 'decimal':
      return `${quoteText(String(value))}::${STORED.decimal}`;
    default:
      return `(${integerText(value)})::${STORED[type]}`;
  }
}

function integerText(value: string | number | boolean): string {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) throw new Error(`not a whole number: ${text}`);
  return text;
}

export const constant = (literal: Literal): Sql => ({
  sql: literalSql(literal),
  type: literal.type,
  literal,
});

export const sqlOf = (type: ScalarType, sql: string): Sql => ({ sql, type });
