import 'server-only';
import type { PoolClient } from 'pg';
import { EventLines } from '../ingest/event-lines';
import { readContent } from '../ingest/files';
import type { World } from './dedup';

/** A batch of the inbox as the engine takes it. */
export interface InboxBatch extends World {
  readonly id: string;
  readonly seq: string;
  readonly table: string;
  readonly sessionId: string | null;
  readonly rowCount: number;
  readonly deadLettered: number;
  readonly receivedAt: number;
  readonly requestId: string;
  readonly stagedPath: string | null;
  readonly eventsPath: string | null;
  /** Its keys were registered before it was set aside: `droppedLines` tells its duplicates. */
  readonly registered: boolean;
  readonly droppedLines: readonly number[];
}

const COLUMNS = `tenant_id as "tenantId", origin, id, seq::text as seq, table_name as "table", session_id as "sessionId",
  row_count as "rowCount", dead_lettered as "deadLettered", (extract(epoch from received_at) * 1000)::float8 as "receivedAt",
  request_id as "requestId", (accepted + duplicates > 0) as registered, dropped_lines as "droppedLines", staged_path as "stagedPath", events_path as "eventsPath"`;

interface Queryable {
  query: PoolClient['query'];
}

/**
 * The oldest batches that nobody has processed yet, in inbox sequence: by the column itself, whose text, which is what
 * plain `seq` would name here, has 100 before 99.
 */
export async function pendingBatches(db: Queryable, tenantId: string, limit: number): Promise<InboxBatch[]> {
  const found = await db.query<InboxBatch>(
    `select ${COLUMNS} from inbox_batch where tenant_id = $1 and state = 'pending' order by inbox_batch.seq limit $2`,
    [tenantId, limit],
  );
  return found.rows;
}

/** Batches of a session that wait for it to close. */
export async function sessionBatches(
  db: Queryable,
  tenantId: string,
  sessionId: string,
): Promise<InboxBatch[]> {
  const found = await db.query<InboxBatch>(
    `select ${COLUMNS} from inbox_batch where tenant_id = $1 and session_id = $2 and state = 'normalized' order by inbox_batch.seq`,
    [tenantId, sessionId],
  );
  return found.rows;
}

/** The engine's lines of a batch, in order. */
export async function readEvents(db: Queryable, batch: InboxBatch): Promise<EventLines> {
  return new EventLines(await batchContent(db, batch, 'events'));
}

/** Bytes of a batch's file, or of its row when it is small. */
export async function batchContent(
  db: Queryable,
  batch: Pick<InboxBatch, 'id' | 'stagedPath' | 'eventsPath'>,
  kind: 'events' | 'staged',
): Promise<Buffer> {
  const relative = kind === 'events' ? batch.eventsPath : batch.stagedPath;
  if (relative) return readContent(null, relative);
  const found = await db.query<{ content: Buffer | null }>(
    `select ${kind} as content from inbox_batch where id = $1`,
    [batch.id],
  );
  return found.rows[0]?.content ?? Buffer.alloc(0);
}

/** Marks a live batch as processed, in the transaction of its decisions, and leaves the receipt that outlives it. */
export async function markProcessed(
  tx: PoolClient,
  batch: InboxBatch,
  dropped: readonly number[],
): Promise<void> {
  await tx.query(
    `update inbox_batch set state = 'processed', processed_at = now(), accepted = row_count - $2, duplicates = $2,
       dropped_lines = $3, attempts = 0, error = null where id = $1`,
    [batch.id, dropped.length, dropped],
  );
  await writeReceipts(tx, 'id = $1', [batch.id]);
}

/** Marks a batch of a session as de-duplicated; detection waits for the session to close. */
export async function markNormalized(
  tx: PoolClient,
  batch: InboxBatch,
  dropped: readonly number[],
): Promise<void> {
  await tx.query(
    `update inbox_batch set state = 'normalized', accepted = row_count - $2, duplicates = $2, dropped_lines = $3,
       attempts = 0, error = null where id = $1`,
    [batch.id, dropped.length, dropped],
  );
  await tx.query(
    `update ingest_session set rows = rows + $3, duplicates = duplicates + $4, dead_letters = dead_letters + $5
      where tenant_id = $1 and id = $2`,
    [batch.tenantId, batch.sessionId, batch.rowCount - dropped.length, dropped.length, batch.deadLettered],
  );
}

/** Marks every batch of a session as processed. */
export async function markSessionProcessed(
  tx: PoolClient,
  tenantId: string,
  sessionId: string,
): Promise<void> {
  const where = 'tenant_id = $1 and session_id = $2';
  await tx.query(
    `update inbox_batch set state = 'processed', processed_at = now() where ${where} and state = 'normalized'`,
    [tenantId, sessionId],
  );
  await writeReceipts(tx, `${where} and state = 'processed'`, [tenantId, sessionId]);
}

async function writeReceipts(tx: PoolClient, where: string, values: unknown[]): Promise<void> {
  await tx.query(
    `insert into batch_receipt (tenant_id, id, table_name, state, session_id, row_count, accepted, duplicates,
       dead_lettered, received_at, processed_at, request_id, min_time, max_time, origin)
     select tenant_id, id, table_name, state, session_id, row_count, accepted, duplicates, dead_lettered, received_at,
       processed_at, request_id, min_time, max_time, origin
     from inbox_batch where ${where}
     on conflict (tenant_id, id) do update set state = excluded.state, processed_at = excluded.processed_at`,
    values,
  );
}

/**
 * Keeps the health of a source: totals, lag and the usual gap between arrivals, each smoothed over about ten batches.
 * An import says nothing about the rhythm of its source: its rows are old, and come as fast as a file is read.
 */
export async function recordHealth(
  tx: PoolClient,
  batch: InboxBatch,
  accepted: number,
  dropped: number,
  latestEvent: number | null,
): Promise<void> {
  await tx.query(
    `insert into source_health as h (tenant_id, origin, table_name, rows, duplicates, dead_letters, last_event_at, last_ingest_at, mean_gap, lag)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000), 0,
       case when $9 then 0 else greatest(0, coalesce(($8::float8 - $7::float8) / 1000, 0)) end)
     on conflict (tenant_id, origin, table_name) do update set
       rows = h.rows + excluded.rows, duplicates = h.duplicates + excluded.duplicates,
       dead_letters = h.dead_letters + excluded.dead_letters,
       last_event_at = greatest(h.last_event_at, excluded.last_event_at),
       last_ingest_at = greatest(h.last_ingest_at, excluded.last_ingest_at),
       mean_gap = case when $9 then h.mean_gap
         else h.mean_gap * 0.9 + 0.1 * greatest(0, extract(epoch from excluded.last_ingest_at - h.last_ingest_at)) end,
       lag = case when $9 then h.lag when h.mean_gap = 0 then excluded.lag
         else h.lag * 0.9 + 0.1 * excluded.lag end`,
    [
      batch.tenantId,
      batch.origin,
      batch.table,
      accepted,
      dropped,
      batch.deadLettered,
      latestEvent,
      batch.receivedAt,
      batch.sessionId !== null,
    ],
  );
}
