import type {
  Filter,
  GetSchema,
  Project,
  Range,
  Rows,
  Sample,
  Sort,
  TableScan,
  Take,
} from '../plan/relation';
import { type Scalar, some } from '../plan/scalar';
import { CLR_TYPES } from '../types';
import { convert } from './convert';
import { quoteText } from './quote';
import { type OrderKey, type Out, orderBy, passedOn, type Rel } from './rel';
import { writeTableFilter } from './table-filter';
import { nullOf, type Sql, STORED } from './value';
import type { TableSql, Writer } from './writer';

const EMPTY: Rel = { sql: 'SELECT 1', columns: [], order: [] };

/** Missing texts are empty, whatever the file says. */
export function writeTable(
  writer: Writer,
  { name, columns }: TableScan,
  { source = writer.options.table(name), condition }: { source?: TableSql; condition?: Scalar } = {},
): Rel {
  const stored = columns.map((column): Out => ({ ...column, id: source.column(column.name) }));
  const exact = stored.map(({ type, id, ...rest }): Out => {
    const text = type === 'string' || type === 'guid';
    // A function keeps what the file tells once for many rows together, as coalesce does not.
    return { ...rest, type, id: text ? `concat(${id})` : id };
  });
  const rel = (of: readonly Out[]): Rel => ({ sql: '', columns: of, order: [] });
  const tests = [
    ...(source.where ? [source.where] : []),
    ...(condition
      ? [writeTableFilter(writer, condition, { source, exact: rel(exact), stored: rel(stored) })]
      : []),
  ];
  const out = exact.map((column): Out => ({ ...column, id: writer.id() }));
  const list = exact.map(({ id }, index) => `${id} AS ${out[index]?.id}`);
  const where = tests.length > 0 ? ` WHERE ${tests.join(' AND ')}` : '';
  return { sql: `SELECT ${list.join(', ') || '1'} FROM ${source.from}${where}`, columns: out, order: [] };
}

export function writeRows(writer: Writer, { rows, columns }: Rows): Rel {
  if (columns.length === 0) return EMPTY;
  const place = writer.id();
  const out = columns.map((column): Out => ({ ...column, id: writer.id() }));
  const values = rows.map(
    (row, index) =>
      `(${[String(index), ...row.map((value, at) => cell(writer, value, out[at] as Out))].join(', ')})`,
  );
  const order: OrderKey[] = [{ id: place, descending: false, nullsFirst: false }];
  if (values.length === 0) {
    const nulls = out.map(({ id, type }) => `${nullOf(type)} AS ${id}`);
    return { sql: `SELECT 0 AS ${place}, ${nulls.join(', ')} WHERE false`, columns: out, order };
  }
  return {
    sql: `SELECT * FROM (VALUES ${values.join(', ')}) AS ${writer.id()}(${[place, ...out.map(({ id }) => id)].join(', ')})`,
    columns: out,
    order,
  };
}

function cell(writer: Writer, value: Scalar, { type }: Out): string {
  const made = convert(writer.scalar(value, EMPTY), type);
  return `(${made.sql})::${STORED[type]}`;
}

export function writeRange(writer: Writer, { columns, from, to, step }: Range): Rel {
  const [column] = columns;
  const [a, b, by] = [from, to, step].map((one) => writer.scalar(one, EMPTY)) as [Sql, Sql, Sql];
  const id = writer.id();
  const type = column?.type ?? 'long';
  const x = writer.id();
  // As a table it is made row by row; as a list, which an inner query needs, it is made at once.
  const isConstant = ![from, to, step].some((one) => some(one, ({ kind }) => kind === 'toscalar'));
  const steps = (first: string, end: string, by: string): string =>
    isConstant
      ? `(SELECT range AS ${x} FROM range(${first}, ${end}, ${by}))`
      : `(SELECT unnest(range(${first}, ${end}, ${by})) AS ${x})`;
  const order: OrderKey[] = [{ id, descending: false, nullsFirst: false }];
  const columns_: Out[] = [{ name: column?.name ?? '', type, id }];
  if (type === 'datetime' || type === 'timespan') {
    const micros = (one: Sql): string =>
      one.type === 'datetime' ? `epoch_us(${one.sql})` : convert(one, 'timespan').sql;
    const value = type === 'datetime' ? `make_timestamp(${x})` : x;
    return {
      sql: `SELECT ${value} AS ${id} FROM ${steps(micros(a), `${micros(b)} + 1`, micros(by))}`,
      columns: columns_,
      order,
    };
  }
  if (type === 'real' || type === 'decimal') {
    const [s, e, d] = [a, b, by].map((one) => convert(one, 'real').sql);
    return {
      sql: `SELECT (${s} + ${x} * ${d})::${STORED[type]} AS ${id} FROM ${steps('0', `(floor((${e} - ${s}) / ${d}) + 1)::BIGINT`, '1')}`,
      columns: columns_,
      order,
    };
  }
  const [s, e, d] = [a, b, by].map((one) => convert(one, 'long').sql);
  return {
    sql: `SELECT ${x}::${STORED[type]} AS ${id} FROM ${steps(s as string, `${e} + sign(${d})::BIGINT`, d as string)}`,
    columns: columns_,
    order,
  };
}

export function writeFilter(writer: Writer, { input, condition }: Filter): Rel {
  if (input.kind === 'table' && !writer.options.plain) return writeTable(writer, input, { condition });
  const rel = writer.relation(input);
  const test = convert(writer.scalar(condition, rel), 'bool').sql;
  return { ...rel, sql: `SELECT * FROM (${rel.sql}) AS ${writer.id()} WHERE ${test}` };
}

export function writeProject(writer: Writer, { input, items }: Project): Rel {
  const rel = writer.relation(input);
  const out: Out[] = [];
  const list: string[] = [];
  const used = new Set<string>();
  for (const { name, value } of items) {
    const made = writer.scalar(value, rel);
    // A column that is only passed on keeps its identifier.
    const id = value.kind === 'column' && !used.has(made.sql) ? made.sql : writer.id();
    used.add(id);
    list.push(id === made.sql ? id : `${made.sql} AS ${id}`);
    out.push({ name, type: made.type, id });
  }
  for (const { id } of rel.order) if (!used.has(id)) list.push(id);
  return {
    sql: `SELECT ${list.join(', ') || '1'} FROM (${rel.sql}) AS ${writer.id()}`,
    columns: out,
    order: rel.order,
  };
}

export function writeSort(writer: Writer, { input, keys }: Sort): Rel {
  const rel = writer.relation(input);
  const made = keys.map((key) => {
    const value = writer.scalar(key.value, rel);
    // A missing text is the smallest.
    return { key, id: writer.id(), sql: value.type === 'dynamic' ? `kql_text(${value.sql})` : value.sql };
  });
  const order = [
    ...made.map(({ key, id }): OrderKey => ({ id, descending: key.descending, nullsFirst: key.nullsFirst })),
    ...rel.order,
  ];
  const list = [...passedOn(rel), ...made.map(({ id, sql }) => `${sql} AS ${id}`)];
  return {
    sql: `SELECT ${list.join(', ')} FROM (${rel.sql}) AS ${writer.id()}`,
    columns: rel.columns,
    order,
  };
}

export function writeTake(writer: Writer, { input, count }: Take): Rel {
  const rel = writer.relation(input);
  const limit = convert(writer.scalar(count, EMPTY), 'long').sql;
  return { ...rel, sql: `SELECT * FROM (${rel.sql}) AS ${writer.id()} ${orderBy(rel.order)} LIMIT ${limit}` };
}

export function writeSample(writer: Writer, { input, count, distinct, columns }: Sample): Rel {
  const rel = writer.relation(input);
  const limit = convert(writer.scalar(count, EMPTY), 'long').sql;
  if (!distinct)
    return { ...rel, sql: `SELECT * FROM (${rel.sql}) AS ${writer.id()} ORDER BY random() LIMIT ${limit}` };
  const id = writer.id();
  const value = writer.scalar(distinct, rel).sql;
  return {
    sql: `SELECT DISTINCT ${value} AS ${id} FROM (${rel.sql}) AS ${writer.id()} LIMIT ${limit}`,
    columns: columns.map((column) => ({ ...column, id })),
    order: [],
  };
}

export function writeGetSchema(writer: Writer, { of, columns }: GetSchema): Rel {
  const out = columns.map((column): Out => ({ ...column, id: writer.id() }));
  const rows = of.map(({ name, type }, index) => {
    const values: Record<string, string> = {
      ColumnName: quoteText(name),
      ColumnOrdinal: String(index),
      DataType: quoteText(CLR_TYPES[type]),
      ColumnType: quoteText(type),
    };
    return `(${columns.map((column) => `${values[column.name] ?? 'NULL'}::${STORED[column.type]}`).join(', ')})`;
  });
  return {
    sql: `SELECT * FROM (VALUES ${rows.join(', ')}) AS ${writer.id()}(${out.map(({ id }) => id).join(', ')})`,
    columns: out,
    order: out
      .filter(({ name }) => name === 'ColumnOrdinal')
      .map(({ id }) => ({ id, descending: false, nullsFirst: false })),
  };
}

export { EMPTY };
