import type { Evaluate } from '../../plan/relation';
import { misused } from '../../types';
import type { Out, Rel } from '../rel';
import { type Sql, sqlOf } from '../value';
import type { Writer } from '../writer';
import {
  cte,
  floorTo,
  ids,
  offAxis,
  onAxis,
  output,
  partitionBy,
  sameDims,
  stepOf,
  type Timeline,
  timelineOf,
} from './timeline';

interface Span {
  readonly low: string;
  readonly high: string;
}

function spanOf({ constants, type }: Timeline, { span, plugin }: Evaluate): Span {
  const [start, end] = constants;
  if (!start || !end) throw misused(`${plugin} needs a start and an end`, span);
  return { low: onAxis(start, type), high: onAxis(end, type) };
}

const constantAt = ({ constants, type }: Timeline, at: number, { span, plugin }: Evaluate): string => {
  const value = constants[at];
  if (!value) throw misused(`${plugin} lacks an argument`, span);
  return stepOf(value, type);
};

/** Rows of the analysed time, each with the step `b` that it is in. */
function stepped(line: Timeline, { low, high }: Span, step: string, b: string): string {
  return `SELECT *, ${floorTo(line.at, step, line.type, low)} AS ${b} FROM (${line.source}) AS s_${b} WHERE ${line.at} BETWEEN ${low} AND ${high}`;
}

/** Every step of the analysed time. */
const everyStep = ({ low, high }: Span, step: string, name: string): string =>
  `SELECT ${low} + unnest(range(0, (floor((${high} - ${low}) / (${step})::DOUBLE) + 1)::BIGINT)) * ${step} AS ${name}`;

const dimValues = (dims: readonly Out[], of?: string): [string, Sql][] =>
  dims.map(({ name, type, id }) => [name, sqlOf(type, of ? `${of}.${id}` : id)]);

const long = (sql: string): Sql => sqlOf('long', sql);

/** Activities, who they are of, who is new, and how many there were so far: step by step. */
export function activityCounts(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const span = spanOf(line, relation);
  const { rows, b, first, groups, n, distinct, fresh } = writer.fresh(
    'rows',
    'b',
    'first',
    'groups',
    'n',
    'distinct',
    'fresh',
  );
  const dims = ids(line.dims);
  const read = `SELECT *, min(${b}) OVER (PARTITION BY ${[line.id, ...dims].join(', ')}) AS ${first} FROM (${stepped(line, span, constantAt(line, 2, relation), b)}) AS f_${rows}`;
  const grouped = `SELECT ${[b, ...dims].join(', ')}, count(*) AS ${n}, count(DISTINCT ${line.id}) AS ${distinct}, count(DISTINCT CASE WHEN ${first} = ${b} THEN ${line.id} END) AS ${fresh} FROM ${rows} GROUP BY ${[b, ...dims].join(', ')}`;
  return output(
    writer,
    relation.columns,
    new Map([
      [line.name, offAxis(b, line.type)],
      ...dimValues(line.dims),
      ['count', long(n)],
      ['dcount', long(distinct)],
      ['new_dcount', long(fresh)],
      ['aggregated_dcount', long(`(sum(${fresh}) OVER (${partitionBy(dims)}ORDER BY ${b}))::BIGINT`)],
    ]),
    groups,
    [cte(rows, read), cte(groups, grouped)],
  );
}

/** Who stayed from one step to the next. */
export function activityMetrics(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const span = spanOf(line, relation);
  const step = constantAt(line, 2, relation);
  const { rows, b, stayed, groups, n, back } = writer.fresh('rows', 'b', 'stayed', 'groups', 'n', 'back');
  const dims = ids(line.dims);
  const one = [line.id, ...dims].join(', ');
  const present = `SELECT DISTINCT ${one}, ${b} FROM (${stepped(line, span, step, b)}) AS d_${rows} WHERE ${line.id} IS NOT NULL`;
  const read = `SELECT *, coalesce(lag(${b}) OVER (PARTITION BY ${one} ORDER BY ${b}) = ${b} - ${step}, false) AS ${stayed} FROM (${present}) AS p_${rows}`;
  const keys = [b, ...dims].join(', ');
  const grouped = `SELECT ${keys}, count(*) AS ${n}, count(*) FILTER (WHERE ${stayed}) AS ${back} FROM ${rows} GROUP BY ${keys}`;
  const over = `OVER (${partitionBy(dims)}ORDER BY ${b})`;
  const before = `CASE WHEN lag(${b}) ${over} = ${b} - ${step} THEN lag(${n}) ${over} ELSE 0 END`;
  const rate = `CASE WHEN lag(${b}) ${over} IS NULL THEN 1.0 ELSE ${back}::DOUBLE / ${before} END`;
  return output(
    writer,
    relation.columns,
    new Map([
      [line.name, offAxis(b, line.type)],
      ...dimValues(line.dims),
      ['dcount_values', long(n)],
      ['dcount_newvalues', long(`(${n} - ${back})`)],
      ['retention_rate', sqlOf('real', rate)],
      ['churn_rate', sqlOf('real', `(1.0 - (${rate}))`)],
    ]),
    groups,
    [cte(rows, read), cte(groups, grouped)],
  );
}

/** Who of those that were new in one step is there in each later one. */
export function newActivityMetrics(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const span = spanOf(line, relation);
  const step = constantAt(line, 2, relation);
  const cohort = line.constants[3];
  const { rows, b, first, kept, n, steps, s, pairs, from, to, sums, fresh, retained, size } = writer.fresh(
    'rows',
    'b',
    'first',
    'kept',
    'n',
    'steps',
    's',
    'pairs',
    'from',
    'to',
    'sums',
    'fresh',
    'retained',
    'size',
  );
  const dims = ids(line.dims);
  const known = relation.tables[0] ? ` AND ${line.id} NOT IN (${knownIds(writer, relation)})` : '';
  const present = `SELECT DISTINCT ${[line.id, ...dims, b].join(', ')} FROM (${stepped(line, span, step, b)}) AS d_${rows} WHERE ${line.id} IS NOT NULL${known}`;
  const read = `SELECT *, min(${b}) OVER (PARTITION BY ${[line.id, ...dims].join(', ')}) AS ${first} FROM (${present}) AS p_${rows}`;
  const counted = `SELECT ${[...dims, first, b].join(', ')}, count(*) AS ${n} FROM ${rows} GROUP BY ${[...dims, first, b].join(', ')}`;
  const combos = dims.length > 0 ? `, (SELECT DISTINCT ${dims.join(', ')} FROM ${rows}) AS k_${pairs}` : '';
  const only = cohort ? ` AND f.${s} = ${floorTo(onAxis(cohort, line.type), step, line.type, span.low)}` : '';
  const paired = `SELECT f.${s} AS ${from}, t.${s} AS ${to}${dims.map((dim) => `, ${dim}`).join('')} FROM ${steps} AS f, ${steps} AS t${combos} WHERE t.${s} >= f.${s}${only}`;
  const sum = (condition: string): string => `coalesce(sum(${n}) FILTER (WHERE ${condition}), 0)::BIGINT`;
  const keys = [from, to, ...ids(line.dims, pairs)];
  const summed = `SELECT ${keys.join(', ')}, ${sum(`${b} = ${to} AND (${first} > ${from} OR ${from} = ${to} AND ${first} = ${from})`)} AS ${fresh}, ${sum(`${first} = ${from} AND ${b} = ${to}`)} AS ${retained}, ${sum(`${first} = ${from} AND ${b} = ${from}`)} AS ${size} FROM ${pairs} LEFT JOIN ${kept} ON ${sameDims(line.dims, pairs, kept)} AND (${b} = ${to} OR ${b} = ${from}) GROUP BY ${keys.join(', ')}`;
  return output(
    writer,
    relation.columns,
    new Map([
      [`from_${line.name}`, offAxis(from, line.type)],
      [`to_${line.name}`, offAxis(to, line.type)],
      ...dimValues(line.dims),
      ['dcount_new_values', long(fresh)],
      ['dcount_retained_values', long(retained)],
      ['dcount_churn_values', long(`(${size} - ${retained})`)],
      ['retention_rate', sqlOf('real', `(${retained}::DOUBLE / ${size})`)],
      ['churn_rate', sqlOf('real', `((${size} - ${retained})::DOUBLE / ${size})`)],
    ]),
    sums,
    [
      cte(rows, read),
      cte(kept, counted),
      cte(steps, everyStep(span, step, s)),
      cte(pairs, paired),
      cte(sums, summed),
    ],
  );
}

/** The ids of the table of those that were there before: its column of the same name, else its first. */
function knownIds(writer: Writer, { tables, args, span }: Evaluate): string {
  const [table] = tables;
  const [who] = args;
  const known = table && writer.relation(table);
  const column =
    known?.columns.find(({ name }) => who?.kind === 'column' && name === who.name) ?? known?.columns[0];
  if (!known || !column) throw misused('The look-back is a table with ids', span);
  return `SELECT ${column.id} FROM (${known.sql}) AS ${writer.id()} WHERE ${column.id} IS NOT NULL`;
}

/** Activities in a window that moves with the steps. */
export function slidingCounts(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const span = spanOf(line, relation);
  const [window, step] = [constantAt(line, 2, relation), constantAt(line, 3, relation)];
  const { steps, s, rows } = writer.fresh('steps', 's', 'rows');
  const inside = `${line.at} >= ${s} + ${step} - ${window} AND ${line.at} < ${s} + ${step} AND ${line.at} <= ${span.high}`;
  const rel = output(
    writer,
    relation.columns,
    new Map([
      [line.name, offAxis(s, line.type)],
      ...dimValues(line.dims),
      ['Count', long('count(*)')],
      ['Dcount', long(`count(DISTINCT ${line.id})`)],
    ]),
    `${steps} JOIN ${rows} ON ${inside}`,
    [cte(steps, everyStep(span, step, s)), cte(rows, line.source)],
  );
  return { ...rel, sql: `${rel.sql} GROUP BY ${[s, ...ids(line.dims)].join(', ')}` };
}

/** How many of those that were there in a long window were there in a short one. */
export function activityEngagement(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const whole = line.constants.length > 2 ? spanOf(line, relation) : null;
  const inner = constantAt(line, whole ? 2 : 0, relation);
  const outer = constantAt(line, whole ? 3 : 1, relation);
  const { rows, steps, s } = writer.fresh('rows', 'steps', 's');
  const span = whole ?? {
    low: `(SELECT min(${line.at}) FROM ${rows})`,
    high: `(SELECT max(${line.at}) FROM ${rows})`,
  };
  const end = `(${s} + ${inner})`;
  const within = `${line.at} >= ${end} - greatest(${inner}, ${outer}) AND ${line.at} < ${end} AND ${line.at} <= ${span.high}`;
  const within_ = (size: string): string =>
    `count(DISTINCT ${line.id}) FILTER (WHERE ${line.at} >= ${end} - ${size})`;
  const [short, long_] = [within_(inner), within_(outer)] as const;
  const rel = output(
    writer,
    relation.columns,
    new Map([
      [line.name, offAxis(s, line.type)],
      ...dimValues(line.dims),
      ['dcount_activities_inner', long(short)],
      ['dcount_activities_outer', long(long_)],
      ['activity_ratio', sqlOf('real', `(${short}::DOUBLE / ${long_})`)],
    ]),
    `${steps} JOIN ${rows} ON ${within}`,
    [cte(rows, line.source), cte(steps, everyStep(span, inner, s))],
  );
  return { ...rel, sql: `${rel.sql} GROUP BY ${[s, ...ids(line.dims)].join(', ')} HAVING ${short} > 0` };
}

/** Who was there in enough periods of the time before an activity. */
export function activeUsers(writer: Writer, relation: Evaluate): Rel {
  const line = timelineOf(writer, relation);
  const span = spanOf(line, relation);
  const window = constantAt(line, 2, relation);
  const period = constantAt(line, 3, relation);
  const step = constantAt(line, 5, relation);
  const least = line.constants[4]?.sql ?? '1';
  const { rows, hits } = writer.fresh('rows', 'hits');
  const one = [line.id, ...ids(line.dims), line.at];
  const own = one.map((name) => `a.${name}`).join(', ');
  const before = `b.${line.id} = a.${line.id} AND ${sameDims(line.dims, 'a', 'b')} AND b.${line.at} <= a.${line.at} AND b.${line.at} > a.${line.at} - ${window}`;
  const active = `SELECT ${own} FROM ${rows} AS a JOIN ${rows} AS b ON ${before} WHERE a.${line.at} BETWEEN ${span.low} AND ${span.high} GROUP BY ${own} HAVING count(DISTINCT ${floorTo(`b.${line.at}`, period, line.type, span.low)}) >= ${least}`;
  const b = floorTo(line.at, step, line.type, span.low);
  const rel = output(
    writer,
    relation.columns,
    new Map([
      [line.name, offAxis(b, line.type)],
      ...dimValues(line.dims),
      ['dcount', long(`count(DISTINCT ${line.id})`)],
    ]),
    hits,
    [cte(rows, `SELECT DISTINCT ${one.join(', ')} FROM (${line.source}) AS l_${rows}`), cte(hits, active)],
  );
  return { ...rel, sql: `${rel.sql} GROUP BY ${[b, ...ids(line.dims)].join(', ')}` };
}
