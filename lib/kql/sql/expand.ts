import type { Expansion, MvApply, MvExpand, Partition } from '../plan/relation';
import type { ScalarType } from '../types';
import { convert } from './convert';
import { type OrderKey, type Out, passedOn, type Rel } from './rel';
import { EMPTY } from './rows';
import { sqlOf } from './value';
import type { Writer } from './writer';

interface Expanded {
  readonly rel: Rel;
  /** The element's place in its array. */
  readonly place: string;
}

interface Options {
  readonly expansions: readonly Expansion[];
  readonly lists: string;
  readonly indexColumn: string | null;
  readonly limit: string | null;
  /** Rows without an element are dropped rather than kept with a null. */
  readonly drop: boolean;
  /** Somebody asks for the elements' places. */
  readonly placed: boolean;
}

/** Rows of the elements of arrays: what is read from `source`, with each element in its array's place. */
function expand(writer: Writer, input: Rel, source: string, options: Options): Expanded {
  const place = writer.id();
  const made = options.expansions.map(({ name, type, value }) => {
    const list = `${options.lists}(${convert(writer.scalar(value, input), 'dynamic').sql})`;
    const cut = options.limit ? `list_slice(${list}, 1, ${options.limit})` : list;
    return { name, type, list: cut, raw: writer.id(), id: writer.id() };
  });
  const replaced = new Set(made.map(({ name }) => name));
  const isPlaced = options.placed || options.indexColumn !== null || input.order.length > 0;
  const longest =
    made.length === 1
      ? `len(${made[0]?.list})`
      : `greatest(${made.map(({ list }) => `len(${list})`).join(', ')})`;
  const inner = [
    ...passedOn(input),
    ...made.map(({ list, raw }) => `unnest(${list}) AS ${raw}`),
    ...(isPlaced ? [`unnest(range(${longest})) AS ${place}`] : []),
  ];
  const columns: Out[] = [
    ...input.columns.map((column) => {
      const own = made.find(({ name }) => name === column.name);
      return own ? { name: own.name, type: own.type, id: own.id } : column;
    }),
    ...(options.indexColumn ? [{ name: options.indexColumn, type: 'long' as const, id: place }] : []),
    ...made
      .filter(({ name }) => !input.columns.some((column) => column.name === name))
      .map(({ name, type, id }) => ({ name, type, id })),
  ];
  const kept = passedOn({ ...input, columns: input.columns.filter(({ name }) => !replaced.has(name)) });
  const list = [
    ...kept,
    ...(isPlaced ? [place] : []),
    ...made.map(({ raw, id, type }) => `${element(raw, type)} AS ${id}`),
  ];
  const where =
    options.drop && made[0] ? ` WHERE ${made.map(({ raw }) => `${raw} IS NOT NULL`).join(' OR ')}` : '';
  const order: OrderKey[] = [
    ...input.order,
    ...(input.order.length > 0 ? [{ id: place, descending: false, nullsFirst: false }] : []),
  ];
  return {
    rel: {
      sql: `SELECT ${list.join(', ')} FROM (SELECT ${inner.join(', ')}${source}) AS ${writer.id()}${where}`,
      columns,
      order,
    },
    place,
  };
}

const element = (raw: string, type: ScalarType): string => {
  const json = sqlOf('dynamic', `kql_json(${raw})`);
  return type === 'dynamic' ? json.sql : convert(json, type).sql;
};

export function writeMvExpand(writer: Writer, relation: MvExpand): Rel {
  const input = writer.relation(relation.input);
  return expand(writer, input, ` FROM (${input.sql}) AS ${writer.id()}`, {
    expansions: relation.expansions,
    lists: relation.bagAsArray ? 'kql_pairs' : 'kql_elements',
    indexColumn: relation.indexColumn,
    limit: relation.limit ? convert(writer.scalar(relation.limit, EMPTY), 'long').sql : null,
    drop: false,
    placed: false,
  }).rel;
}

/** For each row, a query over its elements: a lateral join. */
export function writeMvApply(writer: Writer, relation: MvApply): Rel {
  const input = writer.relation(relation.input);
  const { rel: seen, place } = expand(writer, input, '', {
    expansions: relation.expansions,
    lists: 'kql_elements',
    indexColumn: relation.indexColumn,
    limit: relation.limit ? convert(writer.scalar(relation.limit, EMPTY), 'long').sql : null,
    drop: true,
    placed: true,
  });
  // Inside of one row its elements are in order.
  const source: Rel = { ...seen, order: [{ id: place, descending: false, nullsFirst: false }] };
  const inner = writer.within(relation.context, source, () => writer.relation(relation.subquery));
  return lateral(
    writer,
    input,
    input.sql,
    inner,
    relation.columns.map(({ name }) => name),
  );
}

function lateral(writer: Writer, outer: Rel, outerSql: string, inner: Rel, names: readonly string[]): Rel {
  const [a, b] = [writer.id(), writer.id()];
  const out: Out[] = [];
  const list: string[] = [];
  for (const name of names) {
    const own = inner.columns.find((column) => column.name === name);
    const column = own ?? outer.columns.find((one) => one.name === name);
    if (!column) continue;
    const id = writer.id();
    list.push(`${own ? b : a}.${column.id} AS ${id}`);
    out.push({ name, type: column.type, id });
  }
  return {
    sql: `SELECT ${list.join(', ') || '1'} FROM (${outerSql}) AS ${a}, LATERAL (${inner.sql}) AS ${b}`,
    columns: out,
    order: [],
  };
}

export function writePartition(writer: Writer, relation: Partition): Rel {
  const input = writer.relation(relation.input);
  const name = writer.id();
  const key = writer.scalar(relation.by, input).sql;
  const [value, own] = [writer.id(), writer.id()];
  const keys = `SELECT DISTINCT ${key} AS ${value} FROM (${input.sql}) AS ${name}`;
  const again = writer.relation(relation.input);
  const ownKey = writer.scalar(relation.by, again).sql;
  const rows: Rel = {
    ...again,
    sql: `SELECT * FROM (SELECT *, ${ownKey} AS ${own} FROM (${again.sql}) AS ${writer.id()}) AS ${writer.id()} WHERE ${own} IS NOT DISTINCT FROM ${value}`,
  };
  const inner = writer.within(relation.context, rows, () => writer.relation(relation.subquery));
  return lateral(
    writer,
    { sql: keys, columns: [], order: [] },
    keys,
    inner,
    relation.columns.map(({ name: one }) => one),
  );
}
