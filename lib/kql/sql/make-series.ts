import type { MakeSeries, TopNested } from '../plan/relation';
import type { ScalarType } from '../types';
import { asJson, convert } from './convert';
import type { Out, Rel } from './rel';
import { EMPTY } from './rows';
import { type Sql, sqlOf } from './value';
import type { Writer } from './writer';

/** Axis values as numbers: microseconds since the year 1 for moments. */
function onAxis(value: Sql, type: ScalarType): string {
  const own = convert(value, type).sql;
  return type === 'datetime' ? `kql_since(${own})` : own;
}

function axisJson(sql: string, type: ScalarType): string {
  return asJson(sqlOf(type, type === 'datetime' ? `kql_at(${sql})` : sql));
}

/**
 * One row for each group, with an array for each aggregate along the axis. A place that no row falls on has the
 * aggregate's default.
 */
export function writeMakeSeries(writer: Writer, relation: MakeSeries): Rel {
  const rel = writer.relation(relation.input);
  const { type } = relation.axis;
  const stepType = type === 'datetime' ? 'timespan' : type;
  const axisValue = writer.scalar(relation.axis.value, rel);
  const axis = onAxis(axisValue, type);
  const step = convert(writer.scalar(relation.step, EMPTY), stepType).sql;
  const names = {
    rows: writer.id(),
    span: writer.id(),
    cells: writer.id(),
    keys: writer.id(),
    places: writer.id(),
  };
  const [at, low, high, place] = [writer.id(), writer.id(), writer.id(), writer.id()];
  const by = relation.by.map(({ name, value }) => ({
    name,
    made: writer.scalar(value, rel),
    id: writer.id(),
  }));
  const floor = (value: string): string =>
    type === 'real' || type === 'decimal'
      ? `floor(${value} / ${step}) * ${step}`
      : `kql_floor(${value}, ${step})`;
  const from = relation.from ? onAxis(writer.scalar(relation.from, EMPTY), type) : floor(`min(${at})`);
  const end = relation.to ? onAxis(writer.scalar(relation.to, EMPTY), type) : `max(${at})`;
  const open = relation.to && !relation.inclusive;
  const source = `SELECT *, ${axis} AS ${at} FROM (${rel.sql}) AS ${writer.id()}`;
  const told = relation.from && relation.to ? '' : ` FROM ${names.rows}`;
  const span = `SELECT ${from} AS ${low}, ${end} AS ${high}${told}`;
  const inside = `${at} >= ${low} AND ${at} ${open ? '<' : '<='} ${high}`;
  const index = `floor((${at} - ${low}) / (${step})::DOUBLE)::BIGINT`;
  const keyList = by.map(({ made, id }) => `${made.sql} AS ${id}`);
  const made = relation.aggregates.map(({ name, value, fill }) => {
    const one = writer.aggregate(value, 1, rel)[0] as Sql;
    return {
      name,
      value: one,
      fill: convert(writer.scalar(fill, EMPTY), one.type),
      cell: writer.id(),
      id: writer.id(),
    };
  });
  const cells = `SELECT ${[...keyList, `${index} AS ${place}`, ...made.map(({ value, cell }) => `${value.sql} AS ${cell}`)].join(', ')} FROM ${names.rows}, ${names.span} WHERE ${inside} GROUP BY ALL`;
  const keys =
    by.length > 0
      ? `SELECT DISTINCT ${by.map(({ id }) => id).join(', ')} FROM ${names.cells}`
      : `SELECT 1 AS one${relation.nonEmpty ? '' : ` WHERE EXISTS (SELECT 1 FROM ${names.rows})`}`;
  const count = open
    ? `ceil((${high} - ${low}) / (${step})::DOUBLE)::BIGINT`
    : `(floor((${high} - ${low}) / (${step})::DOUBLE) + 1)::BIGINT`;
  const [n, k, p] = [writer.id(), writer.id(), writer.id()];
  const places = `SELECT unnest(range(0, ${count})) AS ${n}, ${low} AS ${p} FROM ${names.span}`;
  const axisId = writer.id();
  const matched = [
    ...by.map(({ id }) => `${names.cells}.${id} IS NOT DISTINCT FROM ${names.keys}.${id}`),
    `${place} = ${n}`,
  ].join(' AND ');
  const arrays = made.map(
    ({ cell, fill, id, value }) =>
      `to_json(list(${asJson(sqlOf(value.type, `coalesce(${cell}, ${fill.sql})`))} ORDER BY ${n})) AS ${id}`,
  );
  const outKeys = by.map(({ id }) => `${names.keys}.${id} AS ${id}${k}`);
  const axisArray = `to_json(list(${axisJson(`(${p} + ${n} * ${step})`, type)} ORDER BY ${n})) AS ${axisId}`;
  const group = ` GROUP BY ${by.length > 0 ? by.map(({ id }) => `${names.keys}.${id}`).join(', ') : `${names.keys}.one`}`;
  const sql = `WITH ${names.rows} AS MATERIALIZED (${source}), ${names.span} AS MATERIALIZED (${span}), ${names.cells} AS MATERIALIZED (${cells}), ${names.keys} AS (${keys}), ${names.places} AS (${places})
    SELECT ${[...outKeys, ...arrays, axisArray].join(', ')} FROM ${names.keys} CROSS JOIN ${names.places} LEFT JOIN ${names.cells} ON ${matched}${group}`;
  const columns: Out[] = [
    ...by.map(({ name, made: value, id }) => ({ name, type: value.type, id: `${id}${k}` })),
    ...made.map(({ name, id }): Out => ({ name, type: 'dynamic', id })),
    { name: relation.axis.name, type: 'dynamic', id: axisId },
  ];
  return { sql, columns, order: [] };
}

/** The top values of a column, and in each of them the top values of the next. */
export function writeTopNested(writer: Writer, relation: TopNested): Rel {
  const rel = writer.relation(relation.input);
  const source = writer.id();
  const withs = [`${source} AS MATERIALIZED (${rel.sql})`];
  const chosen: Out[] = [];
  /** What each level above groups by, over the rows. */
  const values: string[] = [];
  let previous: string | null = null;
  for (const level of relation.levels) {
    const of = writer.scalar(level.of.value, rel);
    const by = writer.aggregate(level.by.value, 1, rel)[0] as Sql;
    const [name, key, value, rank] = [writer.id(), writer.id(), writer.id(), writer.id()];
    const inner = `c_${name}`;
    const parents = chosen.filter((_, index) => index % 2 === 0);
    const above = chosen.map(({ id }) => `${previous}.${id}`);
    const joined: string = previous
      ? ` JOIN ${previous} ON ${parents.map((parent, index) => `${values[index]} IS NOT DISTINCT FROM ${previous}.${parent.id}`).join(' AND ')}`
      : '';
    const grouped = `SELECT ${[...above, `${of.sql} AS ${key}`, `${by.sql} AS ${value}`].join(', ')} FROM ${source}${joined} GROUP BY ${[...above, of.sql].join(', ')}`;
    const partition = parents.length > 0 ? `PARTITION BY ${parents.map(({ id }) => id).join(', ')} ` : '';
    const order = `${partition}ORDER BY ${value} ${level.descending ? 'DESC' : 'ASC'}`;
    const limit = level.count ? convert(writer.scalar(level.count, EMPTY), 'long').sql : null;
    const ranked = `SELECT *, row_number() OVER (${order}) AS ${rank} FROM (${grouped}) AS ${inner}`;
    const ids = [...chosen.map(({ id }) => id), key, value].join(', ');
    withs.push(
      `${name} AS MATERIALIZED (SELECT ${ids} FROM (${ranked}) AS r_${name}${limit ? ` WHERE ${rank} <= ${limit}` : ''})`,
    );
    chosen.push(
      { name: level.of.name, type: of.type, id: key },
      { name: level.by.name, type: by.type, id: value },
    );
    values.push(of.sql);
    previous = name;
  }
  return {
    sql: `WITH ${withs.join(', ')} SELECT ${chosen.map(({ id }) => id).join(', ')} FROM ${previous}`,
    columns: chosen,
    order: [],
  };
}
