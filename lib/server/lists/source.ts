import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { ListFilter } from '@/lib/domain/views/list';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import type { FacetColumn } from './conditions';
import type { Order } from './order';

/** Rows of a page, and of a block of a list that scrolls. */
export const LIST_PAGE = 50;

/** A row as it is stored. */
export interface SqlRow {
  readonly id: string;
}

/** A list: where its rows are stored, which of them a filter keeps, and in which order they are read. */
export interface ListSource<F extends ListFilter, R> {
  /** The table, and the name that all the other parts call it by. */
  readonly table: Prisma.Sql;
  readonly t: Prisma.Sql;
  /** What is read of each row; the keys of every order are part of it. */
  readonly columns: Prisma.Sql;
  /** What is looked up for the rows of a page, once it is known which they are. */
  readonly joined: (actor: Actor) => { readonly columns: Prisma.Sql; readonly joins: Prisma.Sql };
  /** What the actor may see at all. */
  readonly visible: (actor: Actor) => Prisma.Sql;
  /** Everything that decides which rows a filter matches. */
  readonly matching: (actor: Actor, filter: F) => Prisma.Sql;
  readonly order: (filter: F) => Order;
  readonly facets: Readonly<Record<string, FacetColumn>>;
  /** A text that is another one whenever what is shown of a row is; the list in the browser says the same. */
  readonly stamp: Prisma.Sql;
  /** When a row came and when it changed last; null where that is not kept. */
  readonly since: { readonly created: Prisma.Sql; readonly changed: Prisma.Sql } | null;
  /** A quicker way to the exact count, for filters that have one; null for the others. */
  readonly counted?: (actor: Actor, filter: F) => Promise<number> | null;
  /** A method, so that a list can say what it reads beside the id. */
  toRow(row: SqlRow): R;
}
