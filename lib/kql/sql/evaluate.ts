import type { Evaluate } from '../plan/relation';
import { misused, unsupported } from '../types';
import { asText, convert } from './convert';
import { geoLookup } from './geo-lookup';
import {
  activeUsers,
  activityCounts,
  activityEngagement,
  activityMetrics,
  newActivityMetrics,
  slidingCounts,
} from './plugins/activity';
import { dcountIntersect, narrow, preview, rollingPercentile, rowsNear, schemaMerge } from './plugins/tables';
import { quoteText } from './quote';
import type { Out, Rel } from './rel';
import { sqlOf } from './value';
import type { Writer } from './writer';

type Plugin = (writer: Writer, relation: Evaluate) => Rel;

/** The plugins of `evaluate`. Those whose columns depend on the rows are given them before they are written. */
export const PLUGINS: Readonly<Record<string, Plugin>> = {
  bag_unpack: bagUnpack,
  pivot,
  ipv4_lookup: addressLookup('ipv4'),
  ipv6_lookup: addressLookup('ipv6'),
  active_users_count: activeUsers,
  activity_counts_metrics: activityCounts,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  new_activity_metrics: newActivityMetrics,
  sliding_window_counts: slidingCounts,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  dcount_intersect: dcountIntersect,
  schema_merge: schemaMerge,
  narrow,
  preview,
  geo_polygon_lookup: geoLookup,
  geo_line_lookup: geoLookup,
};

export function writeEvaluate(writer: Writer, relation: Evaluate): Rel {
  const write = PLUGINS[relation.plugin];
  if (!write) throw unsupported(`the plugin '${relation.plugin}'`, relation.span);
  return write(writer, relation);
}

/** The members of a bag as columns: which ones, the query's own schema or a first look at the rows has told. */
function bagUnpack(writer: Writer, { input, args, columns, span }: Evaluate): Rel {
  const rel = writer.relation(input);
  const [bag, prefix] = args;
  if (bag?.kind !== 'column') throw misused('bag_unpack needs a column', span);
  const from = writer.scalar(bag, rel);
  const front = prefix?.kind === 'literal' ? String(prefix.value ?? '') : '';
  const out: Out[] = [];
  const list: string[] = rel.order.map(({ id }) => id);
  for (const { name, type } of columns) {
    const own = rel.columns.find((column) => column.name === name);
    // The bag itself goes, unless it has a member of its own name.
    if (own && name === bag.name) continue;
    if (own) {
      out.push(own);
      list.push(own.id);
      continue;
    }
    const id = writer.id();
    const key = front && name.startsWith(front) ? name.slice(front.length) : name;
    list.push(
      `${convert(sqlOf('dynamic', `kql_member(${from.sql}, ${quoteText(key)})`), type).sql} AS ${id}`,
    );
    out.push({ name, type, id });
  }
  return {
    sql: `SELECT ${[...new Set(list)].join(', ') || '1'} FROM (${rel.sql}) AS ${writer.id()}`,
    columns: out,
    order: rel.order,
  };
}

/** A column for each value of a column, with an aggregate of the rows that have it. */
function pivot(writer: Writer, { input, args, columns, span }: Evaluate): Rel {
  const rel = writer.relation(input);
  const [by, aggregate, ...kept] = args;
  if (by?.kind !== 'column') throw misused('pivot needs a column', span);
  const value = aggregate ?? { kind: 'call' as const, name: 'count', args: [], type: 'long' as const, span };
  const inside = new Set(
    value.kind === 'call' ? value.args.flatMap((arg) => (arg.kind === 'column' ? [arg.name] : [])) : [],
  );
  const names = kept.length > 0 ? kept.flatMap((one) => (one.kind === 'column' ? [one.name] : [])) : null;
  const groups = rel.columns.filter(({ name }) =>
    names ? names.includes(name) : name !== by.name && !inside.has(name),
  );
  const grouped = new Set(groups.map(({ name }) => name));
  const text = asText(writer.scalar(by, rel));
  const list = groups.map(({ id }) => id);
  const out: Out[] = [...groups];
  for (const { name } of columns.filter((column) => !grouped.has(column.name))) {
    const made = writer.aggregate(value, 1, rel)[0];
    if (!made) throw misused('pivot needs an aggregate', span);
    const id = writer.id();
    list.push(`${filtered(made.sql, `${text} = ${quoteText(name)}`)} AS ${id}`);
    out.push({ name, type: made.type, id });
  }
  const group = groups.length > 0 ? ` GROUP BY ${groups.map(({ id }) => id).join(', ')}` : '';
  return {
    sql: `SELECT ${list.join(', ') || '1'} FROM (${rel.sql}) AS ${writer.id()}${group}`,
    columns: out,
    order: [],
  };
}

/** An aggregate of only some rows: each call of an aggregate inside the expression gets the filter. */
function filtered(sql: string, condition: string): string {
  if (/ FILTER \(WHERE /.test(sql))
    return sql.replaceAll(' FILTER (WHERE ', ` FILTER (WHERE ${condition} AND `);
  return sql.replace(
    /\b(count|sum|avg|min|max|first|stddev_samp|var_samp)(\((?:[^()]|\([^()]*\))*\))/g,
    `$1$2 FILTER (WHERE ${condition})`,
  );
}

/** The networks of another table that an address is in. Further columns are the same in both tables. */
function addressLookup(version: 'ipv4' | 'ipv6'): Plugin {
  return (writer, { input, args, tables, columns, span, plugin }) => {
    const rel = writer.relation(input);
    const [table] = tables;
    const [address, network, ...others] = args;
    if (!table || address?.kind !== 'column' || network?.kind !== 'column')
      throw misused(`${plugin} needs a table, an address and a network`, span);
    const networks = writer.relation(table);
    const own = asText(writer.scalar(address, rel));
    const range = asText(writer.scalar(network, networks));
    const unmatched = others.some((one) => one.kind === 'literal' && one.value === true);
    const same = others.flatMap((one): string[] => {
      if (one.kind !== 'column') return [];
      return [`${writer.scalar(one, rel).sql} = ${writer.scalar(one, networks).sql}`];
    });
    // The table's own columns come first, then those of the networks that are no keys.
    const keys = new Set(others.flatMap((one) => (one.kind === 'column' ? [one.name] : [])));
    const sources = [...rel.columns, ...networks.columns.filter(({ name }) => !keys.has(name))];
    if (sources.length !== columns.length || sources.some(({ name }, at) => name !== columns[at]?.name))
      throw unsupported(`${plugin} over tables that share a column`, span, 'rename the column');
    const out: Out[] = [];
    const list = columns.map(({ name }, index) => {
      const column = sources[index] as Out;
      const id = writer.id();
      out.push({ name, type: column.type, id });
      return `${column.type === 'string' ? `coalesce(${column.id}, '')` : column.id} AS ${id}`;
    });
    const join = unmatched ? 'LEFT JOIN' : 'JOIN';
    const on = [`kql_${version}_is_in_range(${own}, ${range})`, ...same].join(' AND ');
    return {
      sql: `SELECT ${list.join(', ')} FROM (${rel.sql}) AS ${writer.id()} ${join} (${networks.sql}) AS ${writer.id()} ON ${on}`,
      columns: out,
      order: [],
    };
  };
}
