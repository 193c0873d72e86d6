import { HUNTING_SCHEMAS } from '@/lib/domain/hunting/tables.generated';
import { isTableName, TABLES, type TableName } from '@/lib/domain/tables';
import { parseColumns, tableColumns } from '@/lib/engine/normalize/columns';
import type { Schema } from '@/lib/kql/syntax/load';
import type { Column } from '@/lib/kql/types';

/** Columns that every table of the lake has beside the vendor's: what arrived under other names, and where from. */
const OURS: readonly Column[] = [
  { name: '_ItemId', type: 'string' },
  { name: '_TimeReceived', type: 'datetime' },
  { name: '_Overflow', type: 'dynamic' },
  { name: '_Geo', type: 'dynamic' },
];

/** The column by which a table's rows are in time, as far as its schema knows one. */
export const TIME_COLUMNS = ['TimeGenerated', 'Timestamp'] as const;

let schema: Schema | undefined;

/** Every table that can be hunted in, whether it has rows or not: time first, then as the vendor lists its columns. */
export function huntingSchema(): Schema {
  schema ??= Object.fromEntries(
    [...new Set([...Object.keys(HUNTING_SCHEMAS), ...TABLES])]
      .sort()
      .map((table) => [table, columnsOf(table)]),
  );
  return schema;
}

function columnsOf(table: string): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const column of [
    ...parseColumns(HUNTING_SCHEMAS[table] ?? ''),
    ...(isTableName(table) ? [...ingested(table), ...OURS] : []),
  ])
    if (!columns.has(column.name)) columns.set(column.name, column);
  const time = TIME_COLUMNS.flatMap((name) => columns.get(name) ?? []);
  return [...new Set([...time, ...columns.values()])];
}

const ingested = (table: TableName): Column[] =>
  [...tableColumns(table)].map(([name, type]) => ({ name, type }));
