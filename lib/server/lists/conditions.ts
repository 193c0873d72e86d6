import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Selection } from '@/lib/domain/views/filter';
import { type ListFilter, NO_VALUE, type Selections } from '@/lib/domain/views/list';
import type { NumberRange } from '@/lib/domain/views/range';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** Where a property of a list's rows is stored: in a column, or as one of the values of a list. */
export interface FacetColumn {
  readonly sql: Prisma.Sql;
  readonly kind: 'value' | 'list' | 'person';
  /** A list's column as an index holds it, where `sql` is another one for what may be NULL. */
  readonly held?: Prisma.Sql;
  /** All that the column may hold: what is left out is then said by what stays, which an index can find. */
  readonly values?: readonly string[];
  /** What values are called, where neither the database nor the page knows. */
  readonly names?: {
    readonly of: (value: string) => string;
    /** Values whose names hold a text. */
    readonly holding: (text: string) => readonly string[];
  };
}

export type FacetColumns<K extends string> = Readonly<Record<K, FacetColumn>>;

/** The conditions of everything that a filter keeps or leaves out by value. */
export function facetConditions<K extends string>(
  actor: Actor,
  columns: FacetColumns<K>,
  selections: Selections<K>,
): readonly Prisma.Sql[] {
  return (Object.keys(columns) as K[]).flatMap((facet) => {
    const { kind, sql, held, values } = columns[facet];
    const selection = values ? kept(selections[facet], values) : selections[facet];
    if (kind === 'person') return assigneeSelection(sql, actor, selection);
    return kind === 'list' ? arraySelection(sql, held ?? sql, selection) : columnSelection(sql, selection);
  });
}

/** The rows of one group, as `count.ts` counts them. */
export function groupConditions(
  columns: Readonly<Record<string, FacetColumn>>,
  within: ListFilter['within'],
): readonly Prisma.Sql[] {
  const column = within && columns[within.group];
  return within && column ? [groupCondition(column, within.value)] : [];
}

function groupCondition({ kind, sql, held = sql }: FacetColumn, value: string): Prisma.Sql {
  if (kind === 'list')
    return value === NO_VALUE
      ? Prisma.sql`cardinality(${sql}) = 0`
      : Prisma.sql`${held} @> ARRAY[${value}]::text[]`;
  return kind === 'person' && value === NO_VALUE ? Prisma.sql`${sql} IS NULL` : Prisma.sql`${sql} = ${value}`;
}

export function numberRange(column: Prisma.Sql, { min, max }: NumberRange): readonly Prisma.Sql[] {
  return [
    ...(min === null ? [] : [Prisma.sql`${column} >= ${min}`]),
    ...(max === null ? [] : [Prisma.sql`${column} <= ${max}`]),
  ];
}

/** The same selection without what it leaves out, where anything stays. */
export function kept(selection: Selection, values: readonly string[]): Selection {
  if (selection.none.length === 0) return selection;
  const from = selection.any.length > 0 ? selection.any : values;
  const any = from.filter((value) => !selection.none.includes(value));
  return any.length > 0 ? { any, none: [] } : selection;
}

/** Keeps or leaves out the values of a text column. */
function columnSelection(column: Prisma.Sql, selection: Selection): readonly Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0)
    conditions.push(Prisma.sql`${column} IN (${Prisma.join([...selection.any])})`);
  if (selection.none.length > 0) {
    conditions.push(Prisma.sql`${column} NOT IN (${Prisma.join([...selection.none])})`);
  }
  return conditions;
}

/** `me` is the actor, `none` nobody; anything else is the id of a person. */
function assigneeSelection(column: Prisma.Sql, actor: Actor, selection: Selection): readonly Prisma.Sql[] {
  const idOf = (value: string): string => (value === 'me' ? actor.id : value);
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0) {
    const one = (value: string): Prisma.Sql =>
      value === NO_VALUE ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} = ${idOf(value)}`;
    conditions.push(Prisma.sql`(${Prisma.join(selection.any.map(one), ' OR ')})`);
  }
  for (const value of selection.none) {
    conditions.push(
      value === NO_VALUE
        ? Prisma.sql`${column} IS NOT NULL`
        : Prisma.sql`${column} IS DISTINCT FROM ${idOf(value)}`,
    );
  }
  return conditions;
}

function arraySelection(column: Prisma.Sql, held: Prisma.Sql, selection: Selection): readonly Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0) conditions.push(Prisma.sql`${held} && ${[...selection.any]}::text[]`);
  if (selection.none.length > 0)
    conditions.push(Prisma.sql`NOT (${column} && ${[...selection.none]}::text[])`);
  return conditions;
}

/** Keeps or leaves out what `holds` says of a name. */
export function nameSelection(
  { any, none }: Selection,
  holds: (name: string) => Prisma.Sql,
): readonly Prisma.Sql[] {
  return [
    ...none.map((name) => Prisma.sql`NOT ${holds(name)}`),
    ...(any.length > 0 ? [Prisma.sql`(${Prisma.join(any.map(holds), ' OR ')})`] : []),
  ];
}

/**
 * Rows whose column holds what a query finds: that is found first, and each row is then looked up by it. Nothing can know
 * beforehand how often words occur, and a plan that expects many reads the whole list for one.
 */
export const among = (column: Prisma.Sql, found: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${column} = ANY(ARRAY(${found}))`;

/** A pattern for ILIKE that finds the text anywhere, its own wildcards taken literally. */
export const likePattern = (text: string): string =>
  `%${text.replaceAll('\u0000', '').replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
