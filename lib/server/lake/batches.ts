import { absolutePath } from './paths';
import type { StagedRows } from './staged';

/** A batch of the inbox whose rows count, but are not in a segment yet. */
export interface StagedBatch {
  readonly id: string;
  readonly table: string;
  readonly origin: string;
  readonly stagedPath: string | null;
  readonly eventsPath: string | null;
  /** The rows themselves, NDJSON, when they are few. */
  readonly staged: Buffer | null;
  readonly droppedLines: readonly number[];
  readonly rowCount: number;
  readonly minTime: Date | null;
  readonly maxTime: Date | null;
}

/** SQL list of the states in which a batch's duplicates are known: its rows count, sealed or not. */
export const READABLE = "('normalized', 'processed')";

/** Columns of `inbox_batch` for a StagedBatch. */
export const BATCH_COLUMNS = `id, table_name AS "table", origin, staged_path AS "stagedPath", events_path AS "eventsPath",
  staged, dropped_lines AS "droppedLines", row_count AS "rowCount", min_time AS "minTime", max_time AS "maxTime"`;

/** Rows of a batch that are not duplicates. */
export const liveRows = (batch: StagedBatch): number => batch.rowCount - batch.droppedLines.length;

/** What has to be read to see the rows of these batches. Ingest names a row `<batch>:<line>`. */
export function stagedRows(dataDir: string, batches: readonly StagedBatch[]): StagedRows {
  const live = batches.filter((batch) => liveRows(batch) > 0);
  return {
    files: live.flatMap((batch) => (batch.stagedPath ? [absolutePath(dataDir, batch.stagedPath)] : [])),
    lines: live.flatMap((batch) =>
      batch.staged ? batch.staged.toString('utf8').split('\n').filter(Boolean) : [],
    ),
    dropped: live.flatMap((batch) => batch.droppedLines.map((line) => `${batch.id}:${line}`)),
  };
}
