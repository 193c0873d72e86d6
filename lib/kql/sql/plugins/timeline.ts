import type { Evaluate } from '../../plan/relation';
import type { Column, ScalarType } from '../../types';
import { misused, unsupported } from '../../types';
import { convert } from '../convert';
import type { Out, Rel } from '../rel';
import { EMPTY } from '../rows';
import { type Sql, STORED, sqlOf } from '../value';
import type { Writer } from '../writer';

/** Who did something, when, and in what dimensions: what the plugins of activities read. */
export interface Timeline {
  /** A SELECT of `id`, `at` and the dimensions. */
  readonly source: string;
  readonly id: string;
  /** The moment as a number. */
  readonly at: string;
  readonly dims: readonly Out[];
  /** The constants after the two columns, in their order. */
  readonly constants: readonly Sql[];
  readonly type: ScalarType;
  /** The name of the column that holds the moment. */
  readonly name: string;
}

/** Reads the arguments `(Id, Timeline, constants …, dimensions …)`. */
export function timelineOf(writer: Writer, { input, args, span, plugin }: Evaluate): Timeline {
  const rel = writer.relation(input);
  const [who, when, ...rest] = args;
  if (who?.kind !== 'column' || when?.kind !== 'column')
    throw misused(`${plugin} needs two columns: whose activities they are, and when`, span);
  const [id, at] = [writer.id(), writer.id()];
  const moment = writer.scalar(when, rel);
  const constants = rest.filter(({ kind }) => kind !== 'column').map((one) => writer.scalar(one, EMPTY));
  if (constants.some(({ type }) => type === 'string'))
    throw unsupported(`a named period of ${plugin}`, span, 'give the period as a timespan');
  const dims = rest.flatMap((one): Out[] =>
    one.kind === 'column' ? [{ name: one.name, type: one.type, id: writer.id() }] : [],
  );
  const list = [
    `${writer.scalar(who, rel).sql} AS ${id}`,
    `${onAxis(moment, moment.type)} AS ${at}`,
    ...dims.map(
      (dim) => `${writer.scalar({ kind: 'column', name: dim.name, type: dim.type }, rel).sql} AS ${dim.id}`,
    ),
  ];
  return {
    source: `SELECT ${list.join(', ')} FROM (${rel.sql}) AS ${writer.id()}`,
    id,
    at,
    dims,
    constants,
    type: moment.type,
    name: when.name,
  };
}

/** A place on the axis as a number: microseconds since the year 1 for moments. */
export function onAxis(value: Sql, type: ScalarType): string {
  const own = convert(value, type).sql;
  return type === 'datetime' ? `kql_since(${own})` : own;
}

/** How long a step of the axis is. */
export const stepOf = (value: Sql, type: ScalarType): string =>
  convert(value, type === 'datetime' ? 'timespan' : type).sql;

/** A number of the axis as what it stands for. */
export const offAxis = (sql: string, type: ScalarType): Sql =>
  sqlOf(type, type === 'datetime' ? `kql_at((${sql})::BIGINT)` : `(${sql})::${STORED[type]}`);

/** The start of the step that a place is in, counted from an origin. */
export const floorTo = (at: string, step: string, type: ScalarType, origin = '0'): string =>
  type === 'real' || type === 'decimal'
    ? `(${origin} + floor((${at} - ${origin}) / ${step}) * ${step})`
    : `(${origin} + kql_floor(${at} - ${origin}, ${step}))`;

export const ids = (columns: readonly Out[], of?: string): string[] =>
  columns.map(({ id }) => (of ? `${of}.${id}` : id));

/** Whether two tables are of the same dimensions. */
export const sameDims = (dims: readonly Out[], a: string, b: string): string =>
  dims.map(({ id }) => `${a}.${id} IS NOT DISTINCT FROM ${b}.${id}`).join(' AND ') || 'true';

export const partitionBy = (names: readonly string[]): string =>
  names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : '';

/** The columns that the analyser says come out, each with its value. */
export function output(
  writer: Writer,
  columns: readonly Column[],
  values: ReadonlyMap<string, Sql>,
  from: string,
  with_: readonly string[] = [],
): Rel {
  const out: Out[] = [];
  const list = columns.map(({ name, type }) => {
    const value = values.get(name);
    if (!value) throw new Error(`no value for the column ${name}`);
    const id = writer.id();
    out.push({ name, type, id });
    return `${convert(value, type).sql} AS ${id}`;
  });
  return {
    sql: `${with_.length > 0 ? `WITH ${with_.join(', ')} ` : ''}SELECT ${list.join(', ')} FROM ${from}`,
    columns: out,
    order: [],
  };
}

/** What `name AS MATERIALIZED (…)` says. */
export const cte = (name: string, sql: string): string => `${name} AS MATERIALIZED (${sql})`;
