import type { TableName } from '@/lib/domain/tables';
import { addressOf } from '@/lib/engine/normalize/mentions';
import { PRINCIPAL_COLUMNS } from '@/lib/engine/normalize/principal';
import { quoteName, quoteText } from '@/lib/kql/sql/quote';
import { STORED } from '@/lib/kql/sql/value';
import type { TableSql } from '@/lib/kql/sql/writer';
import type { Column, ScalarType } from '@/lib/kql/types';
import { type TableSource, tableRelation } from '../lake/relation';
import { type LakeTable, lakeTable } from '../lake/schema';

/** A table of the schema without rows. */
export function emptyTable(columns: readonly Column[]): TableSql {
  const typed = new Map(columns.map(({ name, type }) => [name, `NULL::${STORED[type]}`]));
  return { from: '(SELECT 1 WHERE false) AS nothing', column: (name) => typed.get(name) ?? 'NULL' };
}

/** Standard columns that the lake holds under names of its own. */
const OWN: Readonly<Record<string, string>> = {
  _ItemId: '"_rowId"',
  _TimeReceived: '"_ingestedAt"',
  _Overflow: '"_overflow"',
  _Geo: '"_geo"',
};

export interface LakeTableOptions {
  readonly dataDir: string;
  readonly table: TableName;
  readonly columns: readonly Column[];
  readonly source: TableSource;
  /** Only rows between these moments (SQL over `_time`); undefined for all. */
  readonly during?: string | undefined;
  /** Waiting rows are read by the slower reader that forgives a name twice in a line. */
  readonly robust: boolean;
}

/** A table of the lake: exactly these segments and waiting batches. */
export function lakeTableSql({
  dataDir,
  table,
  columns,
  source,
  during,
  robust,
}: LakeTableOptions): TableSql {
  const known = lakeTable(table);
  const relation = tableRelation(dataDir, known, source, robust);
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return {
    from: `(${relation}) AS lake`,
    ...(during === undefined ? {} : { where: during }),
    implied: (name, texts) => principalTest(table, name, texts),
    column: (name) => OWN[name] ?? columnSql(known, name, types.get(name) ?? 'string'),
  };
}

/** Whose account is known is found by what the files are sorted by. */
function principalTest(table: TableName, column: string, texts: readonly string[]): string | null {
  if (PRINCIPAL_COLUMNS[table] !== column) return null;
  const principals = texts.map(addressOf);
  if (principals.some((principal) => principal === undefined)) return null;
  return `"_principal" IN (${principals.map((principal) => quoteText(principal ?? '')).join(', ')})`;
}

/** A column of its own, or what arrived under a name that the lake keeps none for. */
function columnSql(known: LakeTable, name: string, type: ScalarType): string {
  const column = known.columns.find((one) => one.name === name);
  if (name === 'Type')
    return column
      ? `coalesce(${quoteName(column.stored)}, ${quoteText(known.table)})`
      : quoteText(known.table);
  if (column) return quoteName(column.stored);
  const pointer = quoteText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (type === 'dynamic') return `json_extract("_overflow", ${pointer})`;
  const text = `json_extract_string("_overflow", ${pointer})`;
  return type === 'string' || type === 'guid' ? text : `TRY_CAST(${text} AS ${STORED[type]})`;
}
