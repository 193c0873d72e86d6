import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { DAY, dayNumber } from '@/lib/core/time';
import { log } from '../log';
import { pool, withTransaction } from '../pg';
import { BATCH_COLUMNS, liveRows, type StagedBatch, stagedRows } from './batches';
import type { LakeContext } from './context';
import { isOutOfMemory } from './duck';
import { sealLock, withLock } from './locks';
import { safeTable } from './paths';
import { discard, publish } from './publish';
import { lakeTable } from './schema';
import { text } from './sql';
import { stagedRelation } from './staged';

/** Rows that wait together: one seal makes segments of one tenant, table and origin. */
export interface SealGroup {
  readonly tenantId: string;
  readonly table: string;
  readonly origin: string;
  readonly rows: number;
  /** Milliseconds since the oldest batch was processed. */
  readonly waitedMs: number;
}

/** At most so much goes into one seal, so that memory and the time until rows become visible stay flat. */
const MAX_ROWS = 50_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Rows are written as they arrive, in row groups small enough to be built in little memory, and lightly compressed:
 *  compaction rewrites them soon. With DuckDB's default of 122,880 rows the same seal took six times as long. */
const PARQUET = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192';

/** Everything that waits to be sealed, the largest first. */
export async function waitingGroups(): Promise<SealGroup[]> {
  const { rows } = await pool().query<SealGroup>(
    `SELECT tenant_id AS "tenantId", table_name AS "table", origin, sum(row_count)::int AS rows,
       (extract(epoch FROM clock_timestamp() - min(processed_at)) * 1000)::float8 AS "waitedMs"
     FROM inbox_batch WHERE state = 'processed' GROUP BY 1, 2, 3 ORDER BY 4 DESC`,
  );
  return rows;
}

/**
 * Moves the oldest processed batches of a group from the inbox into segments, up to 50,000 rows.
 * @returns the number of batches that left the inbox; 0 when there was nothing to do or somebody else is at it
 */
export async function sealGroup(
  context: LakeContext,
  group: Pick<SealGroup, 'tenantId' | 'table' | 'origin'>,
): Promise<number> {
  const sealed = await withLock(sealLock(group.tenantId, group.table, group.origin), async () => {
    const batches = await oldestBatches(group);
    return batches.length === 0 ? 0 : await sealHalving(context, group, batches);
  });
  return sealed ?? 0;
}

/**
 * Seals the batches together. Where that fails each half is tried, so that neither a batch that cannot be read nor rows
 * too wide for the memory keep the others waiting.
 */
async function sealHalving(
  context: LakeContext,
  group: Pick<SealGroup, 'tenantId' | 'table' | 'origin'>,
  batches: readonly StagedBatch[],
): Promise<number> {
  try {
    return await sealBatches(context, group, batches);
  } catch (error) {
    const [first] = batches;
    if (first && batches.length === 1) return await setAside(first.id, error);
    const note = { table: group.table, batches: batches.length };
    // Wide rows of many days: expected, and over with the next attempt.
    if (isOutOfMemory(error)) log().debug(note, 'too much for one seal: sealing in two halves');
    else log().warn({ err: error, ...note }, 'sealing in two halves');
    const half = Math.ceil(batches.length / 2);
    const sealed = await sealHalving(context, group, batches.slice(0, half));
    return sealed + (await sealHalving(context, group, batches.slice(half)));
  }
}

/** Notes why a batch could not be sealed; it is tried again with a growing pause and never given up. */
async function setAside(batchId: string, error: unknown): Promise<number> {
  const reason = error instanceof Error ? error.message : String(error);
  log().error({ err: error, batchId }, 'a batch could not be sealed');
  await pool().query(
    `UPDATE inbox_batch SET error = $2, attempts = attempts + 1, processed_at = clock_timestamp() WHERE id = $1`,
    [batchId, reason.slice(0, 1000)],
  );
  return 0;
}

async function oldestBatches(
  group: Pick<SealGroup, 'tenantId' | 'table' | 'origin'>,
): Promise<StagedBatch[]> {
  const { rows } = await pool().query<StagedBatch>(
    `SELECT ${BATCH_COLUMNS} FROM (
       SELECT *, sum(row_count) OVER w - row_count AS before_rows, sum(byte_count) OVER w - byte_count AS before_bytes
       FROM inbox_batch
       WHERE tenant_id = $1 AND state = 'processed' AND table_name = $2 AND origin = $3
         AND (attempts = 0 OR error IS NULL OR processed_at < clock_timestamp() - least(attempts, 60) * interval '10 seconds')
       WINDOW w AS (ORDER BY seq)) AS waiting
     WHERE before_rows < $4 AND before_bytes < $5 ORDER BY seq`,
    [group.tenantId, group.table, group.origin, MAX_ROWS, MAX_BYTES],
  );
  return rows;
}

async function sealBatches(
  context: LakeContext,
  { tenantId, table, origin }: Pick<SealGroup, 'tenantId' | 'table' | 'origin'>,
  batches: readonly StagedBatch[],
): Promise<number> {
  const rows = batches.reduce((sum, batch) => sum + liveRows(batch), 0);
  const takeOut = (tx: PoolClient): Promise<void> => leaveInbox(tx, tenantId, batches);
  if (rows === 0) {
    await withTransaction(takeOut);
    return batches.length;
  }
  await publish(context, {
    tenantId,
    table,
    origin,
    compacted: false,
    rows,
    write: (folder) => writeSegments(context, table, batches, folder),
    replace: takeOut,
  });
  return batches.length;
}

async function writeSegments(
  context: LakeContext,
  table: string,
  batches: readonly StagedBatch[],
  folder: string,
): Promise<void> {
  const { files, lines, dropped } = stagedRows(context.dataDir, batches);
  const inline = path.join(folder, 'inline.ndjson');
  if (lines.length > 0) await writeFile(inline, lines.join('\n'));
  const rows = { files: lines.length > 0 ? [...files, inline] : files, lines: [], dropped };
  const copy = (robust: boolean): string =>
    copyStatement(table, stagedRelation(lakeTable(safeTable(table)), rows, robust), batches, folder);
  try {
    await context.duck.run(copy(false));
  } catch (error) {
    // Fewer rows at once are quicker than the slower reader.
    if (batches.length > 1 && isOutOfMemory(error)) throw error;
    // read_json refuses a line that names a key twice; the slower reader takes the first, which is always ours.
    log().warn({ err: error, table }, 'sealing again with the lenient reader');
    await context.duck.run(copy(true));
  }
}

function copyStatement(
  table: string,
  relation: string | undefined,
  batches: readonly StagedBatch[],
  folder: string,
): string {
  if (!relation) throw new Error(`no content in ${batches.length} batches of ${table}`);
  const days = new Set(
    batches.flatMap(({ minTime, maxTime }) => [minTime, maxTime]).map((at) => at && dayNumber(at.getTime())),
  );
  const [day] = days;
  if (days.size === 1 && typeof day === 'number') {
    return `COPY (${relation}) TO ${text(path.join(folder, `_day=${day}.parquet`))} (${PARQUET})`;
  }
  const micros = DAY * 1000;
  return `COPY (SELECT *, CAST(floor(epoch_us("_time") / ${micros}) AS INTEGER) AS _day FROM (${relation}))
    TO ${text(path.join(folder, 'days'))} (${PARQUET}, PARTITION_BY (_day), OVERWRITE)`;
}

async function leaveInbox(tx: PoolClient, tenantId: string, batches: readonly StagedBatch[]): Promise<void> {
  const ids = batches.map((batch) => batch.id);
  const left = await tx.query(`DELETE FROM inbox_batch WHERE id = ANY($1) AND state = 'processed'`, [ids]);
  if (left.rowCount !== ids.length)
    throw new Error(`${ids.length - (left.rowCount ?? 0)} batches were sealed already`);
  await tx.query(`UPDATE batch_receipt SET state = 'sealed' WHERE tenant_id = $1 AND id = ANY($2)`, [
    tenantId,
    ids,
  ]);
  const files = batches.flatMap(({ stagedPath, eventsPath }) => [stagedPath, eventsPath]);
  await discard(
    tx,
    tenantId,
    files.filter((file) => file !== null),
  );
}
