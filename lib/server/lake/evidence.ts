import { storable } from '@/lib/core/storable';
import { isTableName } from '@/lib/domain/tables';
import { pool } from '../pg';
import { BATCH_COLUMNS, READABLE, type StagedBatch } from './batches';
import type { LakeContext } from './context';
import { groupBy } from './group';
import { batchOf, findRows } from './lookup';
import type { LakeRow } from './rows';
import { lakeTable } from './schema';
import { SEGMENT_COLUMNS, type Segment } from './segments';

interface Missing {
  readonly tenantId: string;
  readonly alertId: string;
  readonly rowId: string;
  readonly table: string;
  readonly time: number;
}

const BATCH = 200;

/** Where the walk over rows that are still missing goes on: rows that were not found wait for the next round. */
export interface EvidenceCursor {
  after: { readonly tenantId: string; readonly alertId: string; readonly rowId: string };
}

export const startOfEvidence = (): EvidenceCursor => ({ after: { tenantId: '', alertId: '', rowId: '' } });

/**
 * Copies rows behind alerts out of the lake, so that the evidence outlives its segment: the engine stores the row of
 * the event that fired, older rows it only names.
 * @returns the number of rows copied
 */
export async function copyEvidence(context: LakeContext, cursor: EvidenceCursor): Promise<number> {
  const { rows } = await pool().query<Missing>(
    `SELECT tenant_id AS "tenantId", alert_id AS "alertId", row_id AS "rowId", table_name AS "table",
       (extract(epoch FROM time) * 1000)::float8 AS time
     FROM alert_row WHERE row IS NULL AND (tenant_id, alert_id, row_id) > ($1, $2, $3)
     ORDER BY tenant_id, alert_id, row_id LIMIT $4`,
    [cursor.after.tenantId, cursor.after.alertId, cursor.after.rowId, BATCH],
  );
  cursor.after = rows.length === BATCH ? (rows.at(-1) ?? cursor.after) : startOfEvidence().after;
  let copied = 0;
  for (const group of groupBy(rows, (row) => `${row.tenantId}\0${row.table}`).values()) {
    copied += await copyTable(context, group);
  }
  return copied;
}

async function copyTable(context: LakeContext, missing: readonly Missing[]): Promise<number> {
  const [first] = missing;
  if (!first || !isTableName(first.table)) return 0;
  const rowIds = missing.map((row) => row.rowId);
  const range = await timesOf(first.tenantId, missing);
  const source = await sourceOf(first.tenantId, first.table, rowIds, range);
  const found = await findRows(
    context.duck,
    context.dataDir,
    lakeTable(first.table),
    { rowIds, ...range },
    source,
  );
  if (found.length === 0) return 0;
  const { rowCount } = await pool().query(
    `UPDATE alert_row AS a SET row = found.row, time = to_timestamp(found.time / 1000)
     FROM unnest($2::text[], $3::jsonb[], $4::float8[]) AS found(row_id, row, time)
     WHERE a.tenant_id = $1 AND a.row_id = found.row_id AND a.row IS NULL`,
    [
      first.tenantId,
      found.map((row) => row.rowId),
      found.map((row) => JSON.stringify(storable(evidenceRow(row)))),
      found.map((row) => row.time),
    ],
  );
  return rowCount ?? 0;
}

/** The row as the engine keeps it too: our own columns, then the vendor's. */
const evidenceRow = (row: LakeRow): object => ({
  _rowId: row.rowId,
  _time: row.time,
  _principal: row.principal,
  _overflow: row.overflow,
  _geo: row.geo,
  ...row.columns,
});

/** An alert knows its own time, not that of every row behind it; the receipt of the row's batch tells the range. */
async function timesOf(tenantId: string, missing: readonly Missing[]): Promise<{ from: number; to: number }> {
  const { rows } = await pool().query<{ from: number | null; to: number | null }>(
    `SELECT (extract(epoch FROM min(min_time)) * 1000)::float8 AS "from", (extract(epoch FROM max(max_time)) * 1000)::float8 AS "to"
     FROM batch_receipt WHERE tenant_id = $1 AND id = ANY($2)`,
    [tenantId, [...new Set(missing.map((row) => batchOf(row.rowId)))]],
  );
  const times = missing.map((row) => row.time);
  return {
    from: Math.min(...times, rows[0]?.from ?? Number.POSITIVE_INFINITY),
    to: Math.max(...times, rows[0]?.to ?? Number.NEGATIVE_INFINITY),
  };
}

async function sourceOf(
  tenantId: string,
  table: string,
  rowIds: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<{ segments: Segment[]; batches: StagedBatch[] }> {
  const [segments, batches] = await Promise.all([
    pool().query<Segment>(
      `SELECT ${SEGMENT_COLUMNS} FROM lake_segment WHERE tenant_id = $1 AND table_name = $2
         AND max_time >= to_timestamp($3::float8 / 1000) - interval '1 second'
         AND min_time <= to_timestamp($4::float8 / 1000) + interval '1 second'`,
      [tenantId, table, from, to],
    ),
    pool().query<StagedBatch>(
      `SELECT ${BATCH_COLUMNS} FROM inbox_batch WHERE tenant_id = $1 AND state IN ${READABLE} AND id = ANY($2)`,
      [tenantId, [...new Set(rowIds.map(batchOf))]],
    ),
  ]);
  return { segments: segments.rows, batches: batches.rows };
}
