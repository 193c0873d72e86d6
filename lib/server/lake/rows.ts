import type { ColumnType } from '@/lib/engine/normalize/columns';
import type { DuckRow } from './duck';
import type { LakeColumn, LakeTable } from './schema';
import { ident } from './sql';

/** A row of telemetry as server code sees it. */
export interface LakeRow {
  readonly table: string;
  readonly rowId: string;
  /** Milliseconds since the epoch; fractions are microseconds. */
  readonly time: number;
  readonly principal: string;
  /** The vendor's columns that have a value: datetimes as ISO 8601 text in UTC, dynamics parsed. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** Columns that the table does not know, and values that did not fit theirs. */
  readonly overflow: Readonly<Record<string, unknown>> | null;
  /** What was looked up for the row's address on arrival. */
  readonly geo: Readonly<Record<string, unknown>> | null;
}

/** Select list for LakeRows with these columns (all of the table's by default). */
export function rowSelect(columns: readonly LakeColumn[]): string {
  const own = ['"_rowId"', 'epoch_us("_time") AS "_us"', '"_principal"', '"_overflow"', '"_geo"'];
  return [...own, ...columns.map(({ stored }) => ident(stored))].join(', ');
}

/** The row that a `rowSelect` list returned. */
export function toLakeRow(table: LakeTable, columns: readonly LakeColumn[], row: DuckRow): LakeRow {
  const values: Record<string, unknown> = {};
  for (const { name, stored, type } of columns) {
    const value = row[stored];
    if (value !== null && value !== undefined) values[name] = decode(type, value);
  }
  return {
    table: table.table,
    rowId: String(row._rowId),
    time: Number(row._us) / 1000,
    principal: String(row._principal ?? ''),
    columns: values,
    overflow: object(row._overflow),
    geo: object(row._geo),
  };
}

function decode(type: ColumnType, value: unknown): unknown {
  switch (type) {
    case 'dynamic':
      return JSON.parse(String(value));
    case 'datetime':
      return `${String(value).replace(' ', 'T')}Z`;
    case 'long': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : String(value);
    }
    default:
      return value;
  }
}

function object(json: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof json !== 'string') return null;
  const value: unknown = JSON.parse(json);
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
}
