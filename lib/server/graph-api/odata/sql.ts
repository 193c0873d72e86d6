import 'server-only';
import { assertNever } from '@/lib/core/assert-never';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { type Comparison, type FilterExpr, type Literal, ODataError } from './ast';

/**
 * How a property of a resource is stored. `column` is written by us, never by a caller. `members` lists an enum in
 * Graph's order, which is what gt, ge, lt and le compare by.
 */
export type Field =
  | {
      readonly type: 'text' | 'int' | 'date' | 'boolean';
      readonly column: Prisma.Sql;
      readonly sort?: boolean;
    }
  | {
      readonly type: 'enum';
      readonly column: Prisma.Sql;
      readonly members: readonly string[];
      readonly sort?: boolean;
    };

export type Fields = Readonly<Record<string, Field>>;

/** The field of that name. @throws ODataError that names the property when the resource has none */
export function fieldOf(fields: Fields, property: string): Field {
  const field = Object.hasOwn(fields, property) ? fields[property] : undefined;
  if (field === undefined)
    throw new ODataError(`Could not find a property named '${property}' that can be filtered.`);
  return field;
}

/**
 * Writes a filter as a SQL condition that is never NULL: in OData a comparison with null is false, so `not` of it is
 * true. Values travel as parameters only.
 */
export function filterSql(expr: FilterExpr, fields: Fields): Prisma.Sql {
  switch (expr.kind) {
    case 'and':
      return Prisma.sql`(${filterSql(expr.left, fields)} AND ${filterSql(expr.right, fields)})`;
    case 'or':
      return Prisma.sql`(${filterSql(expr.left, fields)} OR ${filterSql(expr.right, fields)})`;
    case 'not':
      return Prisma.sql`(NOT ${filterSql(expr.operand, fields)})`;
    case 'compare':
      return comparisonSql(expr.op, fieldOf(fields, expr.property), expr.property, expr.value);
    case 'in':
      return anyOf(
        expr.values.map((v) => comparisonSql('eq', fieldOf(fields, expr.property), expr.property, v)),
      );
    case 'text':
      return textSql(expr, fieldOf(fields, expr.property));
    default:
      return assertNever(expr);
  }
}

function comparisonSql(op: Comparison, field: Field, property: string, value: Literal): Prisma.Sql {
  if (value.type === 'null') return nullSql(op, field.column);
  if (field.type === 'enum') return enumSql(op, field, property, value);
  return compare(op, field.column, parameter(field.type, property, value));
}

function nullSql(op: Comparison, column: Prisma.Sql): Prisma.Sql {
  if (op === 'eq') return Prisma.sql`(${column} IS NULL)`;
  if (op === 'ne') return Prisma.sql`(${column} IS NOT NULL)`;
  throw new ODataError(`null can be compared with eq and ne only, not ${op}`);
}

function compare(op: Comparison, column: Prisma.Sql, value: Prisma.Sql): Prisma.Sql {
  switch (op) {
    case 'eq':
      return Prisma.sql`(${column} IS NOT NULL AND ${column} = ${value})`;
    case 'ne':
      return Prisma.sql`(${column} IS DISTINCT FROM ${value})`;
    case 'gt':
      return Prisma.sql`(${column} IS NOT NULL AND ${column} > ${value})`;
    case 'ge':
      return Prisma.sql`(${column} IS NOT NULL AND ${column} >= ${value})`;
    case 'lt':
      return Prisma.sql`(${column} IS NOT NULL AND ${column} < ${value})`;
    case 'le':
      return Prisma.sql`(${column} IS NOT NULL AND ${column} <= ${value})`;
    default:
      return assertNever(op);
  }
}

function enumSql(
  op: Comparison,
  field: Field & { type: 'enum' },
  property: string,
  value: Literal,
): Prisma.Sql {
  const wanted = value.type === 'string' ? value.value.toLowerCase() : undefined;
  const position = field.members.findIndex((member) => member.toLowerCase() === wanted);
  if (position < 0) {
    const told = value.type === 'null' ? 'null' : String(value.value);
    throw new ODataError(`'${told}' is not a member of ${property}: use one of ${field.members.join(', ')}.`);
  }
  const members = field.members.filter((_, i) => holds(op, i, position));
  if (members.length === 0) return Prisma.sql`FALSE`;
  return Prisma.sql`(${field.column} IN (${Prisma.join([...members])}))`;
}

function holds(op: Comparison, member: number, position: number): boolean {
  switch (op) {
    case 'eq':
      return member === position;
    case 'ne':
      return member !== position;
    case 'gt':
      return member > position;
    case 'ge':
      return member >= position;
    case 'lt':
      return member < position;
    case 'le':
      return member <= position;
    default:
      return assertNever(op);
  }
}

function textSql(expr: FilterExpr & { kind: 'text' }, field: Field): Prisma.Sql {
  if (field.type !== 'text') throw new ODataError(`${expr.fn} works on strings; ${expr.property} is not one`);
  const escaped = expr.value.replace(/[\\%_]/g, (c) => `\\${c}`);
  const pattern =
    expr.fn === 'contains' ? `%${escaped}%` : expr.fn === 'startswith' ? `${escaped}%` : `%${escaped}`;
  return Prisma.sql`(${field.column} IS NOT NULL AND ${field.column} ILIKE ${stored(pattern)})`;
}

function parameter(type: 'text' | 'int' | 'date' | 'boolean', property: string, value: Literal): Prisma.Sql {
  if (type === 'text' && value.type === 'string') return Prisma.sql`${stored(value.value)}`;
  if (type === 'int' && value.type === 'number') return Prisma.sql`${value.value}::double precision`;
  if (type === 'boolean' && value.type === 'boolean') return Prisma.sql`${value.value}`;
  if (type === 'date' && (value.type === 'date' || value.type === 'string')) {
    return Prisma.sql`${instant(property, value.value)}::timestamptz`;
  }
  throw new ODataError(`${property} is compared with ${WANTED[type]}, not with a ${value.type}`);
}

const WANTED = { text: 'a string', int: 'a number', date: 'a date-time', boolean: 'true or false' } as const;

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/i;

/** Times without a zone are UTC. */
function instant(property: string, text: string): string {
  const parts = INSTANT.exec(text);
  const full =
    parts === null
      ? ''
      : `${parts[1] === undefined ? `${text}T00:00:00` : text}${parts[4] === undefined ? 'Z' : ''}`;
  if (full === '' || Number.isNaN(Date.parse(full))) {
    throw new ODataError(`'${text}' is not a date-time that ${property} can be compared with`);
  }
  return full;
}

/** PostgreSQL stores no NUL character: a text that holds one equals nothing. */
function stored(text: string): string {
  if (text.includes('\u0000')) throw new ODataError('a string of $filter holds a NUL character');
  return text;
}

const anyOf = (parts: readonly Prisma.Sql[]): Prisma.Sql => Prisma.sql`(${Prisma.join([...parts], ' OR ')})`;
