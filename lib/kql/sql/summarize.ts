import type { Summarize } from '../plan/relation';
import type { Out, Rel } from './rel';
import type { Writer } from './writer';

export function writeSummarize(writer: Writer, relation: Summarize): Rel {
  const rel = writer.relation(relation.input);
  const lone = writer.options.plain ? undefined : aloneArg(relation);
  if (lone) return lastRows(writer, relation, rel, lone);
  const out: Out[] = [];
  const list: string[] = [];
  const groups: string[] = [];
  for (const { name, value } of relation.by) {
    const made = writer.scalar(value, rel);
    const id = writer.id();
    list.push(`${made.sql} AS ${id}`);
    groups.push(`${list.length}`);
    out.push({ name, type: made.type, id });
  }
  for (const { columns, value } of relation.aggregates) {
    const made = writer.aggregate(value, columns.length, rel);
    columns.forEach(({ name }, index) => {
      const one = made[index];
      if (!one) return;
      const id = writer.id();
      list.push(`${one.sql} AS ${id}`);
      out.push({ name, type: one.type, id });
    });
  }
  const group = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  return {
    sql: `SELECT ${list.join(', ') || '1'} FROM (${rel.sql}) AS ${writer.id()}${group}`,
    columns: out,
    order: [],
  };
}

type Alone = { readonly max: boolean };

/** `summarize arg_max(time, *) by key` alone: the newest row of each group, which needs no aggregate for each column. */
function aloneArg({ aggregates, by }: Summarize): Alone | undefined {
  const [only] = aggregates;
  if (aggregates.length !== 1 || by.length === 0 || only?.value.kind !== 'call') return undefined;
  const found = /^arg_?(min|max)$/.exec(only.value.name);
  return found && only.columns.length > 8 ? { max: found[1] === 'max' } : undefined;
}

function lastRows(writer: Writer, { by, aggregates }: Summarize, rel: Rel, { max }: Alone): Rel {
  const [only] = aggregates;
  if (only?.value.kind !== 'call') throw new Error('not an arg_max');
  const groups = by.map(({ name, value }) => ({ name, made: writer.scalar(value, rel), id: writer.id() }));
  const values = only.value.args.map((arg, index) => ({
    name: only.columns[index]?.name ?? '',
    made: writer.scalar(arg, rel),
    id: writer.id(),
  }));
  const place = writer.id();
  const list = [...groups, ...values].map(({ made, id }) => `${made.sql} AS ${id}`);
  const key = values[0]?.made.sql ?? 'NULL';
  const order = `ORDER BY ${key} ${max ? 'DESC' : 'ASC'} NULLS LAST`;
  const partition = `PARTITION BY ${groups.map(({ made }) => made.sql).join(', ')}`;
  const ranked = `SELECT ${list.join(', ')}, row_number() OVER (${partition} ${order}) AS ${place} FROM (${rel.sql}) AS ${writer.id()}`;
  return {
    sql: `SELECT * FROM (${ranked}) AS ${writer.id()} WHERE ${place} = 1`,
    columns: [...groups, ...values].map(({ name, made, id }) => ({ name, type: made.type, id })),
    order: [],
  };
}
