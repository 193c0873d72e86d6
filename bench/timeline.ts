import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { dayNumber } from '@/lib/core/time';
import { env } from '@/lib/server/env';
import { compact, compactionJobs } from '@/lib/server/lake/compact';
import type { LakeContext } from '@/lib/server/lake/context';
import { openDuck } from '@/lib/server/lake/duck';
import { pool } from '@/lib/server/pg';
import { queryProcess } from '@/lib/server/query/child';
import { timeline } from '@/lib/server/query/client';
import { buildIfNeeded } from '@/scripts/up/build';
import { newGround } from './lib/portal';
import { atMost, median, plain, type Report } from './lib/report';
import { writeSignIns } from './lib/sign-in-lake';

/**
 * One user's last 100 events out of 5,000,000 sign-ins of 30 days, read newest first through the query process, as the
 * user page does; beside it, as many rows of the same content read from PostgreSQL by primary key.
 */

const TENANT = 'bench-timeline';
const ROWS = 5_000_000;
const DAYS = 30;
const FIRST_DAY = dayNumber(Date.UTC(2026, 0, 1));
const USERS = 50_000;
const BUSY = 'busy@contoso.com';
const SPARSE = 'sparse@contoso.com';
/** Of a busy user there are hundreds of events a day, of a sparse one three or four. */
const BUSY_PER_DAY = 800;
const SPARSE_PER_DAY = 4;
const LIMIT = 100;
const ROUNDS = 15;

interface TimelineFigures {
  readonly rows: number;
  readonly lakeBytes: number;
  /** Milliseconds, median of the rounds. */
  readonly busyMs: number;
  readonly sparseMs: number;
  /** The first sparse look-up, before anything was cached. */
  readonly sparseColdMs: number;
  readonly postgresMs: number;
  readonly buildSeconds: number;
}

export async function benchTimeline(): Promise<Report> {
  const ground = await newGround('timeline');
  try {
    await buildIfNeeded(() => undefined);
    return report(await buildAndMeasure());
  } finally {
    await ground.leave();
  }
}

function report(figures: TimelineFigures): Report {
  return {
    title: `timeline: the last ${LIMIT} events of one user out of ${figures.rows} sign-ins`,
    figures: [
      atMost('median, busy user', figures.busyMs, 100, 'ms'),
      atMost('median, sparse user', figures.sparseMs, 350, 'ms'),
      plain('sparse user, first time', `${figures.sparseColdMs.toFixed(1)} ms`),
      plain('as many rows from PostgreSQL by primary key', `${figures.postgresMs.toFixed(1)} ms`),
      plain(
        'lake',
        `${(figures.lakeBytes / 1e6).toFixed(0)} MB, built in ${figures.buildSeconds.toFixed(0)} s`,
      ),
    ],
  };
}

/** Builds the lake under a tenant of its own, measures, and takes it away again. */
async function buildAndMeasure(): Promise<TimelineFigures> {
  const started = performance.now();
  const tempDir = path.join(env().dataDir, 'lake/.work/duckdb-bench');
  await mkdir(tempDir, { recursive: true });
  const instance = await openDuck({ memoryMb: 1024, threads: 2, tempDir });
  const lake: LakeContext = { duck: await instance.connect(), dataDir: env().dataDir, graceMs: 0 };
  try {
    await removeTenant(lake);
    for (let day = 0; day < DAYS; day++) {
      const rows = Math.floor(ROWS / DAYS) + (day < ROWS % DAYS ? 1 : 0);
      await writeSignIns(lake, { tenantId: TENANT, day: FIRST_DAY + day, rows, who: who(rows) });
    }
    await pool().query(
      `UPDATE lake_segment SET created_at = created_at - interval '1 hour' WHERE tenant_id = $1`,
      [TENANT],
    );
    for (const job of await compactionJobs(DAYS)) await compact(lake, job);
    const buildSeconds = (performance.now() - started) / 1000;
    return { ...(await measure()), ...(await size()), buildSeconds };
  } finally {
    await removeTenant(lake);
    instance.closeSync();
    await queryProcess.stop();
  }
}

async function measure(): Promise<
  Pick<TimelineFigures, 'busyMs' | 'sparseMs' | 'sparseColdMs' | 'postgresMs'>
> {
  await timeline({
    tenantId: TENANT,
    tables: ['SigninLogs'],
    principals: ['nobody@contoso.com'],
    limit: LIMIT,
  });
  const sparseColdMs = await once(SPARSE);
  const sparse: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    busy.push(await once(BUSY));
    sparse.push(await once(SPARSE));
  }
  return { busyMs: median(busy), sparseMs: median(sparse), sparseColdMs, postgresMs: await primaryKeyRead() };
}

async function once(principal: string): Promise<number> {
  const started = performance.now();
  // Aliases as the user page passes them; rows are stored under the first.
  const principals = [
    principal,
    '7c7fd2a1-0000-4000-8000-000000000001',
    'S-1-5-21-1-2-3-1104',
    `contoso\\${principal.split('@')[0]}`,
  ];
  const page = await timeline({
    tenantId: TENANT,
    tables: ['SigninLogs', 'AuditLogs', 'OfficeActivity'],
    principals,
    limit: LIMIT,
  });
  const took = performance.now() - started;
  const sorted = page.rows.every((row, at) => at === 0 || row.time <= (page.rows[at - 1]?.time ?? 0));
  if (page.rows.length !== LIMIT || !sorted || page.rows.some((row) => row.principal !== principal)) {
    throw new Error(`the timeline of ${principal} is wrong: ${page.rows.length} rows, sorted: ${sorted}`);
  }
  return took;
}

/** As many rows with the same columns in a PostgreSQL table of their own, by primary key (user, time descending). */
async function primaryKeyRead(): Promise<number> {
  const page = await timeline({ tenantId: TENANT, tables: ['SigninLogs'], principals: [BUSY], limit: 1000 });
  const client = await pool().connect();
  try {
    await client.query(
      'CREATE TEMP TABLE bench_signin (principal text, time float8, id text, columns jsonb, PRIMARY KEY (principal, time, id))',
    );
    for (let copy = 0; copy < 100; copy++) {
      await client.query(
        'INSERT INTO bench_signin SELECT $4 || u, t, i, c FROM unnest($1::float8[], $2::text[], $3::jsonb[]) AS r(t, i, c), (VALUES ($5::int)) AS v(u)',
        [
          page.rows.map((r) => r.time),
          page.rows.map((r) => r.rowId),
          page.rows.map((r) => JSON.stringify(r.columns)),
          'user',
          copy,
        ],
      );
    }
    await client.query('ANALYZE bench_signin');
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const started = performance.now();
      const { rows } = await client.query(
        'SELECT * FROM bench_signin WHERE principal = $1 ORDER BY time DESC, id DESC LIMIT $2',
        [`user${round}`, LIMIT],
      );
      times.push(performance.now() - started);
      if (rows.length !== LIMIT) throw new Error(`${rows.length} rows by primary key`);
    }
    return median(times);
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_signin');
    client.release();
  }
}

async function size(): Promise<Pick<TimelineFigures, 'rows' | 'lakeBytes'>> {
  const { rows } = await pool().query<{ rows: number; bytes: number }>(
    'SELECT sum(row_count)::float8 AS rows, sum(byte_count)::float8 AS bytes FROM lake_segment WHERE tenant_id = $1',
    [TENANT],
  );
  return { rows: rows[0]?.rows ?? 0, lakeBytes: rows[0]?.bytes ?? 0 };
}

const who = (rows: number): string =>
  `CASE WHEN n % ${Math.floor(rows / BUSY_PER_DAY)} = 0 THEN '${BUSY}' WHEN n % ${Math.floor(rows / SPARSE_PER_DAY)} = 1
    THEN '${SPARSE}' ELSE 'user' || lpad(CAST(hash(n) % ${USERS} AS VARCHAR), 5, '0') || '@contoso.com' END`;

async function removeTenant(lake: LakeContext): Promise<void> {
  for (const table of ['lake_segment', 'lake_file', 'lake_pin'])
    await pool().query(`DELETE FROM ${table} WHERE tenant_id = $1`, [TENANT]);
  await rm(path.join(lake.dataDir, 'lake', TENANT), { recursive: true, force: true });
}
