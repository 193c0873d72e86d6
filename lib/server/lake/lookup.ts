import type { DuckDBConnection } from '@duckdb/node-api';
import type { StagedBatch } from './batches';
import { rowsOf } from './duck';
import { tableRelation } from './relation';
import { type LakeRow, rowSelect, toLakeRow } from './rows';
import type { LakeTable } from './schema';
import type { Segment } from './segments';
import { text, timestamp } from './sql';

/** Rows to find, and between which event times they are (milliseconds since the epoch, inclusive). */
export interface RowKeys {
  readonly rowIds: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** The batch that a row came with: ingest names rows `<batch>:<line>`. */
export const batchOf = (rowId: string): string => rowId.slice(0, rowId.lastIndexOf(':'));

/** The sealed or waiting rows of one table with these ids. Ids that are in neither are left out. */
export async function findRows(
  duck: DuckDBConnection,
  dataDir: string,
  table: LakeTable,
  keys: RowKeys,
  source: { readonly segments: readonly Segment[]; readonly batches: readonly StagedBatch[] },
): Promise<LakeRow[]> {
  const batches = new Set(keys.rowIds.map(batchOf));
  const waiting = source.batches.filter((batch) => batches.has(batch.id));
  const segments = source.segments.filter((segment) => overlaps(segment, keys));
  if (segments.length === 0 && waiting.length === 0) return [];
  const where = `"_rowId" IN (${keys.rowIds.map(text).join(', ')})
    AND "_time" BETWEEN ${timestamp(Math.floor(keys.from))} AND ${timestamp(Math.ceil(keys.to) + 1)}`;
  const select = (robust: boolean): string =>
    `SELECT ${rowSelect(table.columns)} FROM (${tableRelation(dataDir, table, { segments, batches: waiting }, robust)})
     WHERE ${where} ORDER BY "_time", "_rowId"`;
  const rows = await rowsOf(duck, select(false)).catch((error: unknown) => {
    if (waiting.length === 0) throw error;
    return rowsOf(duck, select(true));
  });
  return rows.map((row) => toLakeRow(table, table.columns, row));
}

/** A catalog time has microseconds, a Date has not: a millisecond is allowed either way. */
const overlaps = (segment: Segment, { from, to }: RowKeys): boolean =>
  segment.minTime.getTime() <= to + 1 && from - 1 <= segment.maxTime.getTime();
