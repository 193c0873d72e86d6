import 'server-only';
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { env } from '../env';
import { gauge, renderMetrics } from '../metrics';
import { pool } from '../pg';

type Reading = { labels?: Record<string, string>; value: number };

/** One query whose first columns are labels and whose last, `value`, is the number. */
async function readings(sql: string): Promise<Reading[]> {
  const { rows } = await pool().query<Record<string, string | number>>(sql);
  return rows.map(({ value, ...labels }) => ({
    labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, String(text)])),
    value: Number(value),
  }));
}

const ORIGIN = `CASE origin WHEN '' THEN 'sources' ELSE origin END AS origin`;

/** Counts that the database keeps: true across all processes, read when asked for. */
const FROM_DATABASE = [
  [
    'throughline_inbox_batches',
    'Batches accepted and not yet sealed, by state.',
    'gauge',
    `SELECT state, count(*) AS value FROM inbox_batch GROUP BY 1`,
  ],
  [
    'throughline_inbox_bytes',
    'Bytes of batches that wait for processing.',
    'gauge',
    `SELECT coalesce(sum(byte_count), 0) AS value FROM inbox_batch WHERE state = 'pending'`,
  ],
  [
    'throughline_inbox_age_seconds',
    'Age of the oldest batch that waits for processing.',
    'gauge',
    `SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0) AS value FROM inbox_batch WHERE state = 'pending'`,
  ],
  [
    'throughline_ingest_rows_total',
    'Rows processed, by table.',
    'counter',
    `SELECT table_name AS table, ${ORIGIN}, rows AS value FROM source_health`,
  ],
  [
    'throughline_ingest_duplicates_total',
    'Rows that were known already, by table.',
    'counter',
    `SELECT table_name AS table, ${ORIGIN}, duplicates AS value FROM source_health`,
  ],
  [
    'throughline_dead_letters',
    'Rows set aside as malformed and still open.',
    'gauge',
    `SELECT count(*) AS value FROM dead_letter WHERE state = 'open'`,
  ],
  [
    'throughline_source_lag_seconds',
    'Smoothed difference between arrival and event time, by table.',
    'gauge',
    `SELECT table_name AS table, ${ORIGIN}, lag AS value FROM source_health`,
  ],
  [
    'throughline_incidents',
    'Incidents by status.',
    'gauge',
    `SELECT status, count(*) AS value FROM incident WHERE redirect_incident_id IS NULL GROUP BY 1`,
  ],
  [
    'throughline_lake_segments',
    'Parquet segments in the lake.',
    'gauge',
    `SELECT table_name AS table, count(*) AS value FROM lake_segment GROUP BY 1`,
  ],
  [
    'throughline_lake_bytes',
    'Bytes of Parquet in the lake.',
    'gauge',
    `SELECT table_name AS table, sum(byte_count) AS value FROM lake_segment GROUP BY 1`,
  ],
  [
    'throughline_outbox_waiting',
    'Outbox events that have no sequence yet.',
    'gauge',
    `SELECT count(*) AS value FROM outbox_event WHERE sequence IS NULL`,
  ],
] as const;

const MEGABYTE = 1024 * 1024;

/** What each process may use, as configured. */
function registerLimits(): void {
  gauge('throughline_memory_limit_bytes', 'Configured memory limit, by process.', () => {
    const { ENGINE_MEMORY_MB, LAKE_MEMORY_MB, QUERY_MEMORY_MB } = env();
    const limits = { engine: ENGINE_MEMORY_MB, lake: LAKE_MEMORY_MB, query: QUERY_MEMORY_MB };
    return Object.entries(limits).map(([process, value]) => ({
      labels: { process },
      value: value * MEGABYTE,
    }));
  });
  gauge('throughline_threads', 'Configured threads, by process.', () => {
    const { LAKE_THREADS, QUERY_THREADS } = env();
    const threads = { engine: 1, lake: LAKE_THREADS, query: QUERY_THREADS };
    return Object.entries(threads).map(([process, value]) => ({ labels: { process }, value }));
  });
}

let lastUtilization: EventLoopUtilization | undefined;

function registerProcess(): void {
  gauge('process_resident_memory_bytes', 'Resident memory of the web server with its engine thread.', () => [
    { value: process.memoryUsage.rss() },
  ]);
  gauge(
    'process_cpu_seconds_total',
    'CPU time used.',
    () => {
      const { user, system } = process.cpuUsage();
      return [{ value: (user + system) / 1e6 }];
    },
    'counter',
  );
  gauge('process_start_time_seconds', 'When the process started, Unix time.', () => [
    { value: performance.timeOrigin / 1000 },
  ]);
  gauge(
    'nodejs_eventloop_utilization',
    'Share of time that the event loop was busy since the last scrape, 0 to 1.',
    () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, lastUtilization);
      lastUtilization = now;
      return [{ value: utilization }];
    },
  );
  gauge('throughline_database_connections', 'Connections of the hot-path pool.', () => {
    const { totalCount, idleCount, waitingCount } = pool();
    const states = { open: totalCount, idle: idleCount, waiting: waitingCount };
    return Object.entries(states).map(([state, value]) => ({ labels: { state }, value }));
  });
}

let registered = false;

/** All metrics of this process and of the database, in Prometheus' text format. */
export async function metricsText(): Promise<string> {
  if (!registered) {
    registered = true;
    registerLimits();
    registerProcess();
    for (const [name, help, kind, sql] of FROM_DATABASE) gauge(name, help, () => readings(sql), kind);
  }
  return renderMetrics();
}
