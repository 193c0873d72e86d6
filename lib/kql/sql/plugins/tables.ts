import { AGGREGATE } from '../../functions/aggregate';
import { DCOUNT_OF_SKETCH } from '../../functions/sketch';
import type { Evaluate } from '../../plan/relation';
import { misused } from '../../types';
import { asText, convert } from '../convert';
import { quoteText } from '../quote';
import { type Out, orderBy, passedOn, type Rel } from '../rel';
import { EMPTY, writeTake } from '../rows';
import { sqlOf } from '../value';
import type { Writer } from '../writer';
import { cte, floorTo, ids, offAxis, onAxis, output, sameDims, stepOf } from './timeline';

/** Every cell as a row: the row's number, the column's name, the value as a text. */
export function narrow(writer: Writer, { input, columns }: Evaluate): Rel {
  const rel = writer.relation(input);
  const { number, cells, place } = writer.fresh('number', 'cells', 'place');
  const pairs = rel.columns.map(
    (column) => `{'n': ${quoteText(column.name)}, 'v': ${asText(sqlOf(column.type, column.id))}}`,
  );
  const numbered = `SELECT *, row_number() OVER (${orderBy(rel.order)}) - 1 AS ${number} FROM (${rel.sql}) AS n_${number}`;
  const spread = `SELECT ${number}, unnest([${pairs.join(', ')}]) AS ${cells}, unnest(range(${pairs.length})) AS ${place} FROM (${numbered}) AS n_${cells}`;
  const out: Out[] = columns.map((column) => ({ ...column, id: writer.id() }));
  const values = [number, `${cells}.n`, `${cells}.v`];
  return {
    sql: `SELECT ${out.map(({ id }, index) => `${values[index]} AS ${id}`).join(', ')}, ${number}, ${place} FROM (${spread}) AS n_${place}`,
    columns: out,
    order: [number, place].map((id) => ({ id, descending: false, nullsFirst: false })),
  };
}

/** The first rows. The second table that it would give, their number, is left out: an answer here is one table. */
export function preview(writer: Writer, { input, args, span }: Evaluate): Rel {
  const [count] = args;
  if (!count) throw misused('preview needs a number of rows', span);
  return writeTake(writer, { kind: 'take', input, count, columns: input.columns });
}

/** The rows around those that a condition is true of. */
export function rowsNear(writer: Writer, { input, args, span }: Evaluate): Rel {
  const rel = writer.relation(input);
  const [condition, before, after = before] = args;
  if (!condition || !before || !after) throw misused('rows_near needs a condition and a number', span);
  const { near } = writer.fresh('near');
  const reach = [after, before].map((one) => convert(writer.scalar(one, EMPTY), 'long').sql);
  const hit = `coalesce(${convert(writer.scalar(condition, rel), 'bool').sql}, false)`;
  const window = `OVER (${orderBy(rel.order)} ROWS BETWEEN ${reach[0]} PRECEDING AND ${reach[1]} FOLLOWING)`;
  return {
    ...rel,
    sql: `SELECT ${passedOn(rel).join(', ') || '1'} FROM (SELECT *, bool_or(${hit}) ${window} AS ${near} FROM (${rel.sql}) AS n_${near}) AS w_${near} WHERE ${near}`,
  };
}

/** A percentile of what lies in the last few steps, step by step. */
export function rollingPercentile(writer: Writer, relation: Evaluate): Rel {
  const { args, span, columns } = relation;
  const rel = writer.relation(relation.input);
  const [value, rank, index, size, count, ...rest] = args;
  if (!value || !rank || index?.kind !== 'column' || !size || !count)
    throw misused(
      'rolling_percentile needs a value, a percentile, an index, a bin and a number of bins',
      span,
    );
  const place = writer.scalar(index, rel);
  const step = stepOf(writer.scalar(size, EMPTY), place.type);
  const bins = convert(writer.scalar(count, EMPTY), 'long').sql;
  const { rows, steps, b, v } = writer.fresh('rows', 'steps', 'b', 'v');
  const dims = rest.flatMap((one): Out[] =>
    one.kind === 'column' ? [{ name: one.name, type: one.type, id: writer.id() }] : [],
  );
  const made = writer.scalar(value, rel);
  const own = dims.map(
    ({ name, type, id }) => `${writer.scalar({ kind: 'column', name, type }, rel).sql} AS ${id}`,
  );
  const read = `SELECT ${[`${made.sql} AS ${v}`, `${floorTo(onAxis(place, place.type), step, place.type)} AS ${b}`, ...own].join(', ')} FROM (${rel.sql}) AS r_${rows}`;
  const keys = [b, ...ids(dims)];
  const context = { span, type: made.type, now: writer.options.now, order: '', grouped: true, plain: false };
  const found = AGGREGATE.percentile?.(
    [sqlOf(made.type, `${rows}.${v}`), writer.scalar(rank, EMPTY)],
    context,
  );
  if (!found) throw new Error('no percentile');
  const rolled = columns.find(({ name }) => name.startsWith('rolling_'))?.name ?? '';
  const result = output(
    writer,
    columns,
    new Map([
      [index.name, offAxis(`${steps}.${b}`, place.type)],
      ...dims.map(({ name, type, id }) => [name, sqlOf(type, `${steps}.${id}`)] as const),
      [rolled, found],
    ]),
    `${steps} JOIN ${rows} ON ${sameDims(dims, steps, rows)} AND ${rows}.${b} <= ${steps}.${b} AND ${rows}.${b} > ${steps}.${b} - ${bins} * ${step}`,
    [cte(rows, read), cte(steps, `SELECT DISTINCT ${keys.join(', ')} FROM ${rows}`)],
  );
  return { ...result, sql: `${result.sql} GROUP BY ${keys.map((key) => `${steps}.${key}`).join(', ')}` };
}

/** How many values the first sketch has, how many the first two share, and so on. */
export function dcountIntersect(writer: Writer, { input, args, columns }: Evaluate): Rel {
  const rel = writer.relation(input);
  const sketches = args.map(
    (one) => `(${convert(writer.scalar(one, rel), 'dynamic').sql})::JSON[]::VARCHAR[]`,
  );
  const out: Out[] = [];
  let shared = '';
  const list = columns.map((column): string => {
    const own = rel.columns.find(({ name }) => name === column.name);
    const at = Number(/^s(\d+)$/.exec(column.name)?.[1] ?? -1);
    const sketch = sketches[at];
    if (own && !sketch) {
      out.push(own);
      return own.id;
    }
    const id = writer.id();
    out.push({ ...column, id });
    shared = shared ? `list_intersect(${shared}, ${sketch})` : (sketch ?? '');
    return `${DCOUNT_OF_SKETCH(shared)} AS ${id}`;
  });
  return {
    sql: `SELECT ${list.join(', ')} FROM (${rel.sql}) AS ${writer.id()}`,
    columns: out,
    order: [],
  };
}

const OUT_OF_ORDER = 'ERROR(columns are out of order)';
const refused = (why: string): string => `error('${why}')`;

/** Schemas, as `getschema` tells them, in one. Types that differ are refused: how they are reduced is not told. */
export function schemaMerge(writer: Writer, { input, args, columns }: Evaluate): Rel {
  const rel = writer.relation(input);
  const keep = !args.some((one) => one.kind === 'literal' && one.value === false);
  const { rows, name, low, high, place, types, type, clr } = writer.fresh(
    'rows',
    'name',
    'low',
    'high',
    'place',
    'types',
    'type',
    'clr',
  );
  const of = (column: string): string => rel.columns.find((one) => one.name === column)?.id ?? 'NULL';
  const grouped = `SELECT ${of('ColumnName')} AS ${name}, min(${of('ColumnOrdinal')}) AS ${low}, max(${of('ColumnOrdinal')}) AS ${high}, count(DISTINCT ${of('ColumnType')}) AS ${types}, min(${of('ColumnType')}) AS ${type}, min(${of('DataType')}) AS ${clr} FROM (${rel.sql}) AS s_${rows} GROUP BY 1`;
  const moved = keep ? `${low} <> ${high}` : 'false';
  const placed = `SELECT *, CASE WHEN ${types} > 1 THEN ${refused('schemas that tell another type of a column')}::BIGINT WHEN ${moved} THEN -1 WHEN count(*) OVER (PARTITION BY ${high}) > 1 THEN ${refused('schemas whose columns share a place')}::BIGINT ELSE ${high} END AS ${place} FROM (${grouped}) AS g_${rows}`;
  const wrong = (text: string, right: string): string =>
    `CASE WHEN ${place} = -1 THEN ${quoteText(text)} ELSE ${right} END`;
  const result = output(
    writer,
    columns,
    new Map([
      ['ColumnName', sqlOf('string', name)],
      ['ColumnOrdinal', sqlOf('long', place)],
      ['DataType', sqlOf('string', wrong(`ERROR(unknown CSL type:${OUT_OF_ORDER})`, clr))],
      ['ColumnType', sqlOf('string', wrong(OUT_OF_ORDER, type))],
    ]),
    rows,
    [cte(rows, placed)],
  );
  return { ...result, sql: `${result.sql} ORDER BY ${high}` };
}
