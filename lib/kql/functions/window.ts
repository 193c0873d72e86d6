import { convert } from '../sql/convert';
import { nullOf, type Sql, STORED, sqlOf } from '../sql/value';
import type { CallContext, Emit, Functions } from './define';

const partition = (segment: Sql | undefined): string => (segment ? `PARTITION BY ${segment.sql} ` : '');

const over = ({ order }: CallContext, segment?: Sql): string => `OVER (${partition(segment)}${order})`;

/** The rows from the first to this one. */
const upTo = ({ order }: CallContext, segment?: Sql): string =>
  `OVER (${partition(segment)}${order} ROWS UNBOUNDED PRECEDING)`;

/** The value of the row some rows before or after. */
const neighbour =
  (name: 'lag' | 'lead'): Emit =>
  (args, context) => {
    const [value, offset, otherwise] = args as [Sql, Sql?, Sql?];
    const by = offset ? convert(offset, 'long').sql : '1';
    const fallback = otherwise ? convert(otherwise, value.type).sql : nullOf(value.type);
    return sqlOf(value.type, `${name}(${value.sql}, ${by}, ${fallback}) ${over(context)}`);
  };

/** Functions that look at rows before and after. */
export const WINDOW: Functions = {
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_number: (args, context) => {
    const [start, segment] = args as [Sql?, Sql?];
    const from = start ? convert(start, 'long').sql : '1';
    return sqlOf('long', `(row_number() ${over(context, segment)} + ${from} - 1)`);
  },
  row_cumsum: (args, context) => {
    const [value, segment] = args as [Sql, Sql?];
    return sqlOf(value.type, `(sum(${value.sql}) ${upTo(context, segment)})::${STORED[value.type]}`);
  },
  // Of our own: what the passes make of functions that start again.
  $changed: (args, context) => {
    const [value] = args as [Sql];
    return sqlOf(
      'bool',
      `(row_number() ${over(context)} = 1 OR ${value.sql} IS DISTINCT FROM lag(${value.sql}) ${over(context)})`,
    );
  },
  $running: (args, context) => {
    const [condition, segment] = args as [Sql, Sql?];
    return sqlOf(
      'long',
      `(sum(CASE WHEN ${convert(condition, 'bool').sql} THEN 1 ELSE 0 END) ${upTo(context, segment)})::BIGINT`,
    );
  },
  $latest: (args, context) => {
    const [value, condition, segment] = args as [Sql, Sql, Sql?];
    return sqlOf(
      'long',
      `(max(CASE WHEN ${convert(condition, 'bool').sql} THEN ${value.sql} END) ${upTo(context, segment)})::BIGINT`,
    );
  },
};
