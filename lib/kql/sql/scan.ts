import { type Scalar, some } from '../plan/scalar';
import { type Scan, type ScanStep, stepColumn } from '../plan/scan';
import type { Column } from '../types';
import { convert } from './convert';
import { type Out, orderBy, type Rel } from './rel';
import { EMPTY } from './rows';
import { nullOf, STORED } from './value';
import type { Writer } from './writer';

/** What the state of a step keeps: of the row that came to it last, and of those that the sequence had before. */
interface Kept extends Column {
  /** The step that the value is of, by its place. */
  readonly of: number;
  readonly column: string;
}

interface Step {
  readonly step: ScanStep;
  readonly active: string;
  readonly match: string;
  readonly hit: string;
  readonly promoted: string;
  readonly still: string;
  readonly extended: string;
  readonly kept: readonly { readonly what: Kept; readonly id: string }[];
  readonly assigned: readonly { readonly column: Column; readonly made: string; readonly id: string }[];
}

/**
 * Rows in their order, each tried against the steps from the last to the first. What the steps hold is the row of a
 * recursive table, which takes one row of the input at a time.
 */
export function writeScan(writer: Writer, relation: Scan): Rel {
  const input = writer.relation(relation.input);
  const [rows, states, number, at, next] = [1, 2, 3, 4, 5].map(() => writer.id()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const fallbacks = new Map(
    relation.declared.map(({ name, type, fallback }) => [
      name,
      convert(writer.scalar(fallback, EMPTY), type).sql,
    ]),
  );
  const kept = keptOf(relation);
  const steps = relation.steps.map(
    (step, index): Step => ({
      step,
      active: writer.id(),
      match: writer.id(),
      hit: writer.id(),
      promoted: writer.id(),
      still: writer.id(),
      extended: writer.id(),
      kept: kept.filter(({ of }) => of <= index).map((what) => ({ what, id: writer.id() })),
      assigned: relation.declared.map((column) => ({ column, made: writer.id(), id: writer.id() })),
    }),
  );
  const missing = ({ column, type }: Kept): string => fallbacks.get(column) ?? nullOf(type);
  const base: Out[] = [
    ...input.columns,
    ...relation.declared.map(({ name, type }) => ({ name, type, id: fallbacks.get(name) ?? nullOf(type) })),
  ];
  /** A row beside what a step holds; where the step holds nothing, beside nothing. */
  const beside = (holder: Step | undefined, holds: string): Rel => ({
    ...input,
    columns: [
      ...base,
      ...kept.map((what): Out => {
        const own = holder?.kept.find((one) => one.what === what);
        const id = own ? `CASE WHEN ${holds} THEN ${own.id} ELSE ${missing(what)} END` : missing(what);
        return { name: what.name, type: what.type, id: `(${id})` };
      }),
    ],
  });
  const test = (one: Step, rel: Rel): string =>
    `coalesce(${convert(writer.scalar(one.step.condition, rel), 'bool').sql}, false)`;

  let sql = `SELECT * FROM ${states} JOIN ${rows} ON ${number} = ${at} + 1`;
  for (let index = steps.length - 1; index >= 0; index--) {
    const one = steps[index] as Step;
    const [before, after] = [steps[index - 1], steps[index + 1]];
    const earlier = beside(before, 'true');
    const own = beside(one, one.still);
    const promoted = before ? `(${before.active} AND ${test(one, earlier)})` : 'false';
    const still = `(${one.active}${after ? ` AND NOT ${after.promoted}` : ''})`;
    sql = `SELECT *, ${promoted} AS ${one.promoted}, ${still} AS ${one.still} FROM (${sql}) AS ${writer.id()}`;
    const open = index === 0 ? '' : ` AND ${one.still}`;
    sql = `SELECT *, (NOT ${one.promoted}${open} AND ${test(one, own)}) AS ${one.extended} FROM (${sql}) AS ${writer.id()}`;
    const made = one.assigned.map(({ column, made: id }) => {
      const assignment = one.step.assignments.find(({ name }) => name === column.name);
      if (!assignment) return `${fallbacks.get(column.name)} AS ${id}`;
      const value = (rel: Rel): string => convert(writer.scalar(assignment.value, rel), column.type).sql;
      return `CASE WHEN ${one.promoted} THEN ${value(earlier)} ELSE ${value(own)} END AS ${id}`;
    });
    if (made.length > 0) sql = `SELECT *, ${made.join(', ')} FROM (${sql}) AS ${writer.id()}`;
  }
  const [first] = steps;
  const begins = first ? `(${first.extended} AND NOT ${first.still})` : 'false';
  const list = [
    `${number} AS ${at}`,
    `${next} + CASE WHEN ${begins} THEN 1 ELSE 0 END AS ${next}`,
    ...steps.flatMap((one, index) => advanced(one, steps[index - 1], input, begins, next)),
  ];
  const start = [
    `0::BIGINT AS ${at}`,
    `0::BIGINT AS ${next}`,
    ...steps.flatMap((one) => [
      `false AS ${one.active}`,
      `NULL::BIGINT AS ${one.match}`,
      `false AS ${one.hit}`,
      ...one.kept.map(({ what, id }) => `NULL::${STORED[what.type]} AS ${id}`),
      ...one.assigned.map(({ column, id }) => `NULL::${STORED[column.type]} AS ${id}`),
    ]),
  ];
  const place = writer.id();
  const out: Out[] = [
    ...input.columns,
    ...relation.declared.map(({ name, type }) => ({ name, type, id: writer.id() })),
    ...(relation.matchId ? [{ name: relation.matchId, type: 'long' as const, id: writer.id() }] : []),
  ];
  const parts = steps.flatMap((one, index) =>
    one.step.output === 'none'
      ? []
      : [output(one, index, { relation, input, out, rows, states, number, at, place })],
  );
  const numbered = `SELECT *, row_number() OVER (${orderBy(input.order)}) AS ${number} FROM (${input.sql}) AS ${writer.id()}`;
  const none = `SELECT * FROM (${output(steps[0] as Step, 0, { relation, input, out, rows, states, number, at, place })}) AS ${writer.id()} WHERE false`;
  return {
    sql: `WITH RECURSIVE ${rows} AS MATERIALIZED (${numbered}), ${states} AS (SELECT ${start.join(', ')} UNION ALL SELECT ${list.join(', ')} FROM (${sql}) AS ${writer.id()}) ${parts.join(' UNION ALL ') || none}`,
    columns: out,
    order: [
      { id: number, descending: false, nullsFirst: false },
      { id: place, descending: true, nullsFirst: false },
    ],
  };
}

/** The values of steps that conditions and assignments read. */
function keptOf({ steps, input, declared }: Scan): Kept[] {
  const read = new Set<string>();
  const look = (scalar: Scalar): void => {
    some(scalar, (part) => {
      if (part.kind === 'column') read.add(part.name);
      return false;
    });
  };
  for (const { condition, assignments } of steps) {
    look(condition);
    for (const { value } of assignments) look(value);
  }
  return steps.flatMap(({ name }, of) =>
    [...input.columns, ...declared].flatMap((column): Kept[] => {
      const own = stepColumn(name, column.name);
      return read.has(own) ? [{ name: own, type: column.type, of, column: column.name }] : [];
    }),
  );
}

/** What a step holds after a row. */
function advanced(one: Step, before: Step | undefined, input: Rel, begins: string, next: string): string[] {
  const { promoted, extended, still } = one;
  const matched = before
    ? `CASE WHEN ${promoted} THEN ${before.match} ELSE ${one.match} END`
    : `CASE WHEN ${begins} THEN ${next} ELSE ${one.match} END`;
  const kept = one.kept.map(({ what, id }) => {
    const earlier = before?.kept.find((other) => other.what === what);
    if (earlier) return `CASE WHEN ${promoted} THEN ${earlier.id} ELSE ${id} END AS ${id}`;
    const value =
      one.assigned.find(({ column }) => column.name === what.column)?.made ??
      input.columns.find(({ name }) => name === what.column)?.id;
    return `CASE WHEN ${promoted} OR ${extended} THEN ${value} ELSE ${id} END AS ${id}`;
  });
  return [
    `(${promoted} OR ${extended} OR ${still}) AS ${one.active}`,
    `${matched} AS ${one.match}`,
    `(${promoted} OR ${extended}) AS ${one.hit}`,
    ...kept,
    ...one.assigned.map(({ made, id }) => `${made} AS ${id}`),
  ];
}

interface Names {
  readonly relation: Scan;
  readonly input: Rel;
  readonly out: readonly Out[];
  readonly rows: string;
  readonly states: string;
  readonly number: string;
  readonly at: string;
  readonly place: string;
}

/** The rows that a step gives: all that came to it, or the last of each match. */
function output(one: Step, index: number, names: Names): string {
  const { relation, input, out, rows, states, number, at, place } = names;
  const own = [...one.assigned.map(({ id }) => id), ...(relation.matchId ? [one.match] : [])];
  const list = [
    ...new Set([...input.columns.map(({ id }) => id), ...input.order.map(({ id }) => id)]),
    ...own.map((id, place_) => `${id} AS ${out[input.columns.length + place_]?.id}`),
    number,
    `${index} AS ${place}`,
  ];
  const last =
    one.step.output === 'last'
      ? ` QUALIFY row_number() OVER (PARTITION BY ${one.match} ORDER BY ${number} DESC) = 1`
      : '';
  return `(SELECT ${list.join(', ')} FROM ${states} JOIN ${rows} ON ${number} = ${at} WHERE ${one.hit}${last})`;
}
