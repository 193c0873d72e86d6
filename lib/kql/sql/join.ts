import { common } from '../functions/operators';
import type { Join, JoinKind, Union } from '../plan/relation';
import { convert } from './convert';
import type { Out, Rel } from './rel';
import { constant, nullOf, STORED, sqlOf } from './value';
import type { Writer } from './writer';

const SQL_KIND: Readonly<Record<JoinKind, string>> = {
  inner: 'INNER JOIN',
  innerunique: 'INNER JOIN',
  leftouter: 'LEFT JOIN',
  rightouter: 'RIGHT JOIN',
  fullouter: 'FULL JOIN',
  leftanti: 'ANTI JOIN',
  leftsemi: 'SEMI JOIN',
  rightanti: 'ANTI JOIN',
  rightsemi: 'SEMI JOIN',
};

export function writeJoin(writer: Writer, relation: Join): Rel {
  const left = writer.relation(relation.left);
  const right = writer.relation(relation.right);
  const keys = relation.on.map((pair) => {
    const sides = [writer.scalar(pair.left, left), writer.scalar(pair.right, right)] as const;
    const type = common(...sides);
    const to = type === 'dynamic' ? 'string' : type;
    return sides.map((side) => convert(side, to).sql) as [string, string];
  });
  const on = keys.map(([a, b]) => `${a} = ${b}`).join(' AND ') || 'true';
  const [a, b] = [writer.id(), writer.id()];
  const mirrored = /^right(anti|semi)$/.test(relation.joinKind);
  const leftSql = relation.joinKind === 'innerunique' ? unique(writer, left, keys) : left.sql;
  const sides = mirrored
    ? `(${right.sql}) AS ${b} ANTIORSEMI (${leftSql}) AS ${a}`
    : `(${leftSql}) AS ${a} ANTIORSEMI (${right.sql}) AS ${b}`;
  const from = sides.replace('ANTIORSEMI', SQL_KIND[relation.joinKind]);
  const filled = (side: 'left' | 'right'): boolean =>
    relation.joinKind === 'fullouter' ||
    relation.joinKind === (side === 'right' ? 'leftouter' : 'rightouter');
  const out: Out[] = [];
  const list: string[] = [];
  const used = new Set<string>();
  relation.from.forEach(({ side, name }, index) => {
    const column = (side === 'left' ? left : right).columns.find((one) => one.name === name);
    if (!column) throw new Error(`no column ${name} to join`);
    const text = column.type === 'string' && filled(side);
    const id = text || used.has(column.id) ? writer.id() : column.id;
    used.add(id);
    list.push(text ? `coalesce(${column.id}, '') AS ${id}` : id === column.id ? id : `${column.id} AS ${id}`);
    out.push({ name: relation.columns[index]?.name ?? name, type: column.type, id });
  });
  return { sql: `SELECT ${list.join(', ') || '1'} FROM ${from} ON ${on}`, columns: out, order: [] };
}

/** One row of the left side for each key. */
function unique(writer: Writer, left: Rel, keys: readonly [string, string][]): string {
  if (keys.length === 0) return left.sql;
  return `SELECT DISTINCT ON (${keys.map(([key]) => key).join(', ')}) * FROM (${left.sql}) AS ${writer.id()}`;
}

export function writeUnion(writer: Writer, { inputs, columns }: Union): Rel {
  const out = columns.map((column): Out => ({ ...column, id: writer.id() }));
  const parts = inputs.map(({ relation, from }) => {
    const rel = writer.relation(relation);
    const list = from.map((source, index) => {
      const { id, type } = out[index] as Out;
      if (source === null) return `${nullOf(type)} AS ${id}`;
      if (typeof source === 'object') return `${constant(source).sql} AS ${id}`;
      const column = rel.columns.find(({ name }) => name === source);
      const value = column ? convert(sqlOf(column.type, column.id), type).sql : nullOf(type);
      return `${value}::${STORED[type]} AS ${id}`;
    });
    return `SELECT ${list.join(', ') || '1'} FROM (${rel.sql}) AS ${writer.id()}`;
  });
  return { sql: parts.join(' UNION ALL '), columns: out, order: [] };
}
