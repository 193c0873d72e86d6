import 'server-only';
import { prisma } from '@/lib/server/db';
import { AppError } from '@/lib/server/errors';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { ODataError } from './odata/ast';
import type { ListOptions } from './odata/options';
import { parseFilter } from './odata/parser';
import { type Field, type Fields, fieldOf, filterSql } from './odata/sql';

/** A Graph collection over a table: what is read, what may be filtered and sorted, and how it is ordered by default. */
export interface Collection {
  /** FROM with its joins; the main table has the alias `t`. */
  readonly from: Prisma.Sql;
  readonly columns: Prisma.Sql;
  readonly fields: Fields;
  /** Properties that are returned but cannot be filtered: known to `$select`. */
  readonly properties: readonly string[];
  readonly order: { readonly property: string; readonly descending: boolean };
}

export interface CollectionPage<R> {
  readonly rows: readonly R[];
  readonly skipToken: string | null;
  readonly count: number | null;
}

/** Turns an error of a query option into Graph's 400. Anything else passes. */
export function asBadRequest<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ODataError)) throw error;
    throw new AppError('badRequest', error.message, { userText: error.message });
  }
}

/** Reads one page of a collection. `visible` is what the actor may see; it comes before every filter. */
export async function readCollection<R extends { readonly id: string }>(
  collection: Collection,
  visible: Prisma.Sql,
  options: ListOptions,
): Promise<CollectionPage<R>> {
  const plan = asBadRequest(() => planOf(collection, options));
  const { where, past, order, key } = plan;
  const limit = options.top + 1;
  const offset = options.skipToken === null ? options.skip : 0;
  const rows = await prisma().$queryRaw<(R & { sort_key: string })[]>`
    SELECT ${collection.columns}, (${key})::text AS sort_key FROM ${collection.from}
    WHERE ${visible} AND ${where} AND ${past} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`;
  const page = rows.slice(0, options.top);
  const last = page.at(-1);
  return {
    rows: page,
    skipToken: rows.length > options.top && last ? encodeCursor([plan.name, last.sort_key, last.id]) : null,
    count: options.count ? await countOf(collection, visible, where) : null,
  };
}

async function countOf(collection: Collection, visible: Prisma.Sql, where: Prisma.Sql): Promise<number> {
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM ${collection.from} WHERE ${visible} AND ${where}`;
  return Number(row?.n ?? 0);
}

interface Plan {
  readonly name: string;
  readonly where: Prisma.Sql;
  readonly past: Prisma.Sql;
  readonly order: Prisma.Sql;
  readonly key: Prisma.Sql;
}

function planOf(collection: Collection, options: ListOptions): Plan {
  const { property, descending } = options.orderBy ?? collection.order;
  const field = fieldOf(collection.fields, property);
  if (!field.sort) throw new ODataError(`The collection cannot be ordered by '${property}'.`);
  for (const name of options.select ?? []) {
    if (!collection.properties.includes(name) && !Object.hasOwn(collection.fields, name)) {
      throw new ODataError(`Could not find a property named '${name}' to select.`);
    }
  }
  const key = sortKey(field);
  const name = `${property} ${descending ? 'desc' : 'asc'}`;
  return {
    name,
    key,
    where:
      options.filter === null ? Prisma.sql`TRUE` : filterSql(parseFilter(options.filter), collection.fields),
    past: pastSql(options.skipToken, name, field, key, descending),
    order: descending ? Prisma.sql`${key} DESC, t.id ASC` : Prisma.sql`${key} ASC, t.id ASC`,
  };
}

/** An enum sorts by Graph's order of its members, not by their spelling. */
function sortKey(field: Field): Prisma.Sql {
  if (field.type === 'enum')
    return Prisma.sql`array_position(${[...field.members]}::text[], ${field.column})`;
  return field.type === 'text' ? Prisma.sql`coalesce(${field.column}, '')` : field.column;
}

function pastSql(
  token: string | null,
  name: string,
  field: Field,
  key: Prisma.Sql,
  descending: boolean,
): Prisma.Sql {
  if (token === null) return Prisma.sql`TRUE`;
  const [order, value = '', id = ''] = decodeCursor(token, 3) ?? [];
  const at = order === name ? typed(field, value) : null;
  if (at === null) throw new ODataError('The $skiptoken is not valid for this request.');
  return descending
    ? Prisma.sql`${key} <= ${at} AND (${key} < ${at} OR t.id > ${id})`
    : Prisma.sql`${key} >= ${at} AND (${key} > ${at} OR t.id > ${id})`;
}

function typed(field: Field, value: string): Prisma.Sql | null {
  if (field.type === 'date') return isTimestamp(value) ? Prisma.sql`${value}::timestamptz` : null;
  if (field.type === 'text') return Prisma.sql`${value}`;
  return /^-?\d{1,9}$/.test(value) ? Prisma.sql`${Number(value)}::int` : null;
}
