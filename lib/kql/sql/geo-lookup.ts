import type { Evaluate } from '../plan/relation';
import type { Scalar } from '../plan/scalar';
import { misused } from '../types';
import { convert } from './convert';
import type { Out, Rel } from './rel';
import type { Writer } from './writer';

/** Arguments after the table and the three columns, in their order where the query does not name them. */
const OPTIONS = ['radius', 'return_unmatched', 'lookup_area_radius', 'return_lookup_key'] as const;

/** The polygons or lines of another table that a place is in, or is near to. */
export function geoLookup(writer: Writer, relation: Evaluate): Rel {
  const { input, args, tables, columns, span, plugin } = relation;
  const rel = writer.relation(input);
  const [table] = tables;
  const [key, longitude, latitude] = args;
  if (!table || key?.kind !== 'column' || !longitude || !latitude)
    throw misused(`${plugin} needs a table, a column of it, a longitude and a latitude`, span);
  const shapes = writer.relation(table);
  const option = options(relation);
  const radius = option('radius');
  if (plugin === 'geo_line_lookup' && !radius) throw misused('geo_line_lookup needs a radius', span);
  const place = [longitude, latitude].map((one) => convert(writer.scalar(one, rel), 'real').sql);
  const call = (name: string): string =>
    `kql_${name}(${[...place, convert(writer.scalar(key, shapes), 'dynamic').sql].join(', ')})`;
  const apart = plugin === 'geo_line_lookup' ? 'geo_distance_point_to_line' : 'geo_distance_point_to_polygon';
  const found = radius
    ? `${call(apart)} <= ${convert(writer.scalar(radius, rel), 'real').sql}`
    : call('geo_point_in_polygon');
  const shown = isTrue(option('return_lookup_key'))
    ? shapes.columns
    : shapes.columns.filter(({ name }) => name !== key.name);
  const out: Out[] = [];
  const list = [...rel.columns, ...shown].map((column, at) => {
    const id = writer.id();
    const { name } = columns[at] ?? column;
    out.push({ name, type: column.type, id });
    return `${column.type === 'string' ? `coalesce(${column.id}, '')` : column.id} AS ${id}`;
  });
  const join = isTrue(option('return_unmatched')) ? 'LEFT JOIN' : 'JOIN';
  return {
    sql: `SELECT ${list.join(', ')} FROM (${rel.sql}) AS ${writer.id()} ${join} (${shapes.sql}) AS ${writer.id()} ON ${found}`,
    columns: out,
    order: [],
  };
}

const isTrue = (value: Scalar | undefined): boolean => value?.kind === 'literal' && value.value === true;

/** Looks for an argument by its name, then by its place among those without one. */
function options({ args, names }: Evaluate): (name: (typeof OPTIONS)[number]) => Scalar | undefined {
  const given = new Map<string, Scalar>();
  args.slice(3).forEach((value, at) => {
    const name = names[at + 3] || OPTIONS[at];
    if (name) given.set(name, value);
  });
  return (name) => given.get(name);
}
