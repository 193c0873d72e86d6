import type { TableName } from '@/lib/domain/tables';
import { GENERATED_SCHEMAS } from './schemas.generated';
import { EXTRA_COLUMNS, MANUAL_SCHEMAS } from './schemas.manual';

/** Kusto column types. */
export type ColumnType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'datetime' | 'dynamic' | 'guid';

const TYPES: Readonly<Record<string, ColumnType>> = {
  s: 'string',
  i: 'int',
  l: 'long',
  r: 'real',
  b: 'bool',
  t: 'datetime',
  d: 'dynamic',
  g: 'guid',
};

/** Columns written as `name:letter`, with spaces between them. */
export const parseColumns = (text: string): { name: string; type: ColumnType }[] =>
  text.split(' ').flatMap((entry) => {
    const colon = entry.lastIndexOf(':');
    return colon > 0
      ? [{ name: entry.slice(0, colon), type: TYPES[entry.slice(colon + 1)] ?? 'string' }]
      : [];
  });

const cache = new Map<TableName, ReadonlyMap<string, ColumnType>>();

/** The columns of a table, in name order, with their Kusto types. Names keep the vendor's case. */
export function tableColumns(table: TableName): ReadonlyMap<string, ColumnType> {
  const known = cache.get(table);
  if (known) return known;
  const text = [MANUAL_SCHEMAS[table] ?? GENERATED_SCHEMAS[table] ?? '', EXTRA_COLUMNS[table] ?? ''].join(
    ' ',
  );
  const columns = new Map(parseColumns(text).map(({ name, type }) => [name, type]));
  cache.set(table, columns);
  return columns;
}
