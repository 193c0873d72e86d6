import type { Column } from '../types';

/** A column of a table that is being written: its name in the language and its identifier in SQL. */
export interface Out extends Column {
  readonly id: string;
}

/** A hidden column that orders the rows. */
export interface OrderKey {
  readonly id: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A table as SQL. Identifiers are never used twice in a query, so that nothing needs a qualifier. */
export interface Rel {
  /** A whole SELECT. */
  readonly sql: string;
  readonly columns: readonly Out[];
  /** How its rows are ordered; empty where they are not. SQL orders nothing by itself: the last one who can, does. */
  readonly order: readonly OrderKey[];
}

export const orderBy = (order: readonly OrderKey[]): string =>
  order.length === 0
    ? ''
    : `ORDER BY ${order
        .map(
          ({ id, descending, nullsFirst }) =>
            `${id} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`,
        )
        .join(', ')}`;

/** Everything that a table gives, hidden columns included, for a SELECT that passes it on. */
export const passedOn = ({ columns, order }: Rel): string[] => [
  ...new Set([...columns.map(({ id }) => id), ...order.map(({ id }) => id)]),
];

export const columnOf = (rel: Rel, name: string): Out | undefined =>
  rel.columns.find((column) => column.name === name);
