import 'server-only';
import { log } from '../log';
import { WAKE_SQL } from '../outbox/publish';
import { pool } from '../pg';

/** A source is silent after this many of its usual gaps, and never before `QUIET_AT_LEAST` seconds. */
export const SILENT_GAPS = 10;
export const QUIET_AT_LEAST = 15 * 60;

const WATCH_MS = 15_000;

/**
 * Notes which sources fell silent or speak again since the last look, and tells it: once each, whoever looks how often.
 * Only what arrives live has a rhythm; a demo company that somebody paused is not silent.
 */
const LOOK = `
  WITH judged AS (
    SELECT h.tenant_id, h.origin, h.table_name, h.last_ingest_at,
      h.mean_gap > 0 AND h.last_ingest_at < now() - make_interval(secs => greatest(${QUIET_AT_LEAST}, h.mean_gap * ${SILENT_GAPS}))
        AND NOT (h.origin = 'demo' AND coalesce((d.value->>'paused')::boolean, false)) AS silent
    FROM source_health h LEFT JOIN setting d ON d.tenant_id = h.tenant_id AND d.key = 'demo'
  ), moved AS (
    UPDATE source_health AS h SET silent_since = CASE WHEN j.silent THEN j.last_ingest_at END FROM judged AS j
    WHERE (h.tenant_id, h.origin, h.table_name) = (j.tenant_id, j.origin, j.table_name)
      AND j.silent IS DISTINCT FROM (h.silent_since IS NOT NULL) AND j.silent IS NOT NULL
    RETURNING h.tenant_id, h.origin, h.table_name, j.silent, j.last_ingest_at
  )
  INSERT INTO outbox_event (tenant_id, type, target_id, payload)
  SELECT tenant_id, CASE WHEN silent THEN 'ingest.silent' ELSE 'ingest.back' END, table_name,
    jsonb_build_object('table', table_name, 'origin', origin, 'lastArrival', last_ingest_at) FROM moved
  RETURNING type, target_id`;

/** One look at all sources. @returns how many events it told */
export async function lookForSilence(): Promise<number> {
  const { rowCount } = await pool().query(LOOK);
  if (rowCount) await pool().query(WAKE_SQL);
  return rowCount ?? 0;
}

/** Looks for silent sources every so often. @returns a function that ends it */
export function watchSilence(): () => void {
  const look = () =>
    lookForSilence().catch((error: unknown) =>
      log().warn({ err: error }, 'silent sources were not looked for'),
    );
  const timer = setInterval(look, WATCH_MS);
  void look();
  return () => clearInterval(timer);
}
