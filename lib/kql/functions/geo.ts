import { GEO_HOST } from '../host/geo';
import { type Sql, sqlOf } from '../sql/value';
import type { ScalarType } from '../types';
import { type Emit, type Functions, hosted } from './define';

const FALSE = 'false';
const NULL = 'NULL';

/** What the last arguments are where a query leaves them out. */
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  geo_distance_2points: [FALSE],
  geo_point_to_geohash: ['5'],
  geo_point_to_h3cell: ['6'],
  geo_point_to_s2cell: ['11'],
  geo_h3cell_children: [NULL],
  geo_h3cell_parent: [NULL],
  geo_polygon_to_h3cells: ['6', '0'],
  geo_polygon_to_s2cells: ['11', '0'],
  geo_line_to_s2cells: ['11', '0'],
  geo_line_densify: ['10', FALSE],
  geo_polygon_densify: ['10', FALSE],
  geo_line_simplify: ['10'],
  geo_polygon_simplify: ['10'],
  geo_simplify_polygons_array: ['10'],
  geo_point_buffer: ['10'],
  geo_line_buffer: ['10'],
  geo_polygon_buffer: ['10'],
};

const IN_SQL: Readonly<Partial<Record<ScalarType, string>>> = {
  long: 'BIGINT',
  real: 'DOUBLE',
  bool: 'BOOLEAN',
};

/** A function with its left out arguments; a text is never null. */
function complete(name: string, parameters: readonly ScalarType[], returns: ScalarType): Emit {
  const write = hosted(name, parameters, returns);
  const defaults = DEFAULTS[name] ?? [];
  return (args, context) => {
    const missing = parameters.slice(args.length).map((type, index): Sql => {
      const value = defaults[defaults.length - (parameters.length - args.length) + index] ?? NULL;
      return sqlOf(type, `${value}::${IN_SQL[type] ?? 'VARCHAR'}`);
    });
    const made = write([...args, ...missing], context);
    return returns === 'string' ? sqlOf('string', `coalesce(${made.sql}, '')`) : made;
  };
}

/** Functions of places: each is written in TypeScript under its own name. */
export const GEO: Functions = Object.fromEntries(
  GEO_HOST.map(({ name, parameters, returns }) => [name, complete(name, parameters, returns)]),
);
