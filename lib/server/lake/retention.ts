import path from 'node:path';
import { DAY } from '@/lib/core/time';
import { pool, withTransaction } from '../pg';
import type { LakeContext } from './context';
import { rowsOf } from './duck';
import { dayLock, withLock } from './locks';
import { absolutePath } from './paths';
import { publish } from './publish';
import { SEGMENT_COLUMNS, type Segment, withdrawSegments } from './segments';
import { text, timestamp } from './sql';

type Due = Segment & { readonly tenantId: string; readonly compacted: boolean; readonly days: number };

const BATCH = 200;

/**
 * Drops rows that arrived longer ago than their table is kept (`days` where nobody chose), whole UTC days at a time. What counts is arrival, not the event's own
 * time: last year's history that was imported today stays as long as what happened today. A segment that also holds
 * later arrivals is rewritten without the old ones. Keys of days that have no rows left go with them.
 *
 * @returns the number of segments dropped or rewritten
 */
export async function applyRetention(context: LakeContext, days: number, now: number): Promise<number> {
  const today = Math.floor(now / DAY) * DAY;
  const { rows } = await pool().query<Due>(DUE, [today, days, BATCH]);
  for (const segment of rows) {
    await withLock(dayLock(segment.tenantId, segment.table, segment.day), () =>
      expire(context, segment, today - segment.days * DAY),
    );
  }
  if (rows.length > 0) await dropKeys();
  return rows.length;
}

/** Days of a segment: its table's own, its tenant's, or what the portal was started with. */
const DUE = `SELECT * FROM (
    SELECT s.tenant_id AS "tenantId", compacted, ${SEGMENT_COLUMNS}, min_ingested,
      coalesce((p.value->'tables'->>s.table_name)::int, (p.value->>'days')::int, $2::int) AS days
    FROM lake_segment s LEFT JOIN setting p ON p.tenant_id = s.tenant_id AND p.key = 'retention') d
  WHERE min_ingested < to_timestamp($1::float8 / 1000) - make_interval(days => days) ORDER BY min_ingested LIMIT $3`;

async function expire(context: LakeContext, segment: Due, cutoff: number): Promise<void> {
  const { tenantId, table, origin, day, compacted } = segment;
  const source = `read_parquet(${text(absolutePath(context.dataDir, segment.path))})`;
  const stays = `"_ingestedAt" >= ${timestamp(cutoff)}`;
  const [kept] = await rowsOf(context.duck, `SELECT count(*)::INTEGER AS rows FROM ${source} WHERE ${stays}`);
  const rows = Number(kept?.rows);
  if (rows === 0) {
    await withTransaction((tx) => withdrawSegments(tx, tenantId, [segment]));
    return;
  }
  await publish(context, {
    tenantId,
    table,
    origin,
    compacted,
    rows,
    write: async (folder) => {
      const file = text(path.join(folder, `_day=${day}.parquet`));
      await context.duck.run(
        `COPY (SELECT * FROM ${source} WHERE ${stays} ORDER BY "_principal", "_time", "_rowId")
         TO ${file} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)`,
      );
    },
    replace: (tx) => withdrawSegments(tx, tenantId, [segment]),
  });
}

/** Keys live as long as their rows: a day of a table without segments and without waiting batches needs none. */
async function dropKeys(): Promise<void> {
  await pool().query(
    `DELETE FROM ingest_keys AS k USING (
       SELECT DISTINCT tenant_id, origin, table_name, day FROM ingest_keys) AS d
     WHERE (k.tenant_id, k.origin, k.table_name, k.day) = (d.tenant_id, d.origin, d.table_name, d.day)
       AND NOT EXISTS (SELECT FROM lake_segment AS s WHERE (s.tenant_id, s.origin, s.table_name, s.day)
         = (d.tenant_id, d.origin, d.table_name, d.day))
       AND NOT EXISTS (SELECT FROM inbox_batch AS b WHERE (b.tenant_id, b.origin, b.table_name)
         = (d.tenant_id, d.origin, d.table_name)
         AND d.day BETWEEN floor(extract(epoch FROM b.min_time) / 86400) AND floor(extract(epoch FROM b.max_time) / 86400))`,
  );
}

/** Records of work that is done, which nobody asks for after so many days; receipts stay as long as their rows. */
const FORGET = [
  `DELETE FROM batch_receipt WHERE state = 'sealed' AND received_at < to_timestamp($1::float8 / 1000)`,
  `DELETE FROM webhook_delivery WHERE status <> 'pending' AND next_at < to_timestamp($2::float8 / 1000)`,
  `DELETE FROM job_item AS t USING job AS j WHERE (j.tenant_id, j.id) = (t.tenant_id, t.job_id)
     AND j.ended_at < to_timestamp($2::float8 / 1000)`,
  `DELETE FROM engine_command WHERE applied_at < to_timestamp($2::float8 / 1000)`,
  `DELETE FROM rate_window WHERE window_start < to_timestamp($2::float8 / 1000)`,
  `DELETE FROM app_session WHERE expires_at < to_timestamp($2::float8 / 1000)`,
  `DELETE FROM setup_link WHERE expires_at < to_timestamp($2::float8 / 1000)`,
];
const KEEP_DONE = 30 * DAY;

/** Removes what only grows: none of it is telemetry, a decision or an audit entry. */
export async function forgetDone(standard: number, now: number): Promise<void> {
  const days = await longest(standard);
  for (const statement of FORGET) {
    const at = statement.includes('$1') ? now - days * DAY : now - KEEP_DONE;
    await pool().query(statement.replace('$2', '$1'), [at]);
  }
}

/** The longest time that any table of any tenant is kept. */
async function longest(standard: number): Promise<number> {
  const { rows } = await pool().query<{ days: number | null }>(
    `SELECT greatest(max((p.value->>'days')::int), max(t.days::int)) AS days FROM setting p
     LEFT JOIN LATERAL jsonb_each_text(p.value->'tables') AS t(name, days) ON true WHERE p.key = 'retention'`,
  );
  return Math.max(standard, rows[0]?.days ?? 0);
}
