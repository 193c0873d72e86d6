import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DAY, dayNumber } from '@/lib/core/time';
import { env } from '@/lib/server/env';
import { compact, compactionJobs } from '@/lib/server/lake/compact';
import type { LakeContext } from '@/lib/server/lake/context';
import { openDuck } from '@/lib/server/lake/duck';
import { publish } from '@/lib/server/lake/publish';
import { lakeTable, META } from '@/lib/server/lake/schema';
import { ident, text } from '@/lib/server/lake/sql';
import { pool } from '@/lib/server/pg';
import { stopQueryProcess } from '@/lib/server/query/child';
import { timeline } from '@/lib/server/query/client';
import { buildIfNeeded } from '@/scripts/up/build';
import { newGround } from './lib/portal';
import { atMost, median, plain, type Report } from './lib/report';

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
    for (let day = 0; day < DAYS; day++) await writeDay(lake, FIRST_DAY + day);
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
    await stopQueryProcess();
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

async function writeDay(lake: LakeContext, day: number): Promise<void> {
  const rows = Math.floor(ROWS / DAYS) + (day - FIRST_DAY < ROWS % DAYS ? 1 : 0);
  await publish(lake, {
    tenantId: TENANT,
    table: 'SigninLogs',
    origin: '',
    compacted: false,
    rows,
    write: async (folder) => {
      const file = text(path.join(folder, `_day=${day}.parquet`));
      await lake.duck.run(
        `COPY (${generated(day, rows)}) TO ${file} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192)`,
      );
    },
    replace: async () => undefined,
  });
}

/** Values that differ from row to row as they do in real sign-ins; every other column of the schema has a common value. */
const VARIED: Readonly<Record<string, string>> = {
  TimeGenerated: 'instant',
  CreatedDateTime: 'instant',
  Id: 'CAST(uuid() AS VARCHAR)',
  CorrelationId: 'CAST(uuid() AS VARCHAR)',
  OriginalRequestId: 'CAST(uuid() AS VARCHAR)',
  SessionId: 'CAST(uuid() AS VARCHAR)',
  UniqueTokenIdentifier: 'CAST(uuid() AS VARCHAR)',
  UserPrincipalName: 'who',
  UserDisplayName: "'Person ' || who",
  UserId: 'md5(who)',
  IPAddress: "concat_ws('.', 81, (n * 7) % 256, (n * 13) % 256, n % 256)",
  AppDisplayName: "'Application ' || (n % 40)",
  ResultType: "CASE WHEN n % 17 = 0 THEN '50126' ELSE '0' END",
  DurationMs: 'n % 900',
  UserAgent:
    "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/' || (n % 60) || '.0 Safari/537.36'",
  DeviceDetail: `'{"deviceId":"' || md5(who) || '","displayName":"PC-' || (n % 9999) || '","operatingSystem":"Windows 11","isCompliant":true}'`,
  LocationDetails: `'{"city":"City ' || (n % 300) || '","countryOrRegion":"DE","geoCoordinates":{"latitude":52.5,"longitude":' || (n % 90) || '.4}}'`,
  ConditionalAccessPolicies: `'[{"id":"' || md5(CAST(n % 8 AS VARCHAR)) || '","displayName":"Require MFA","enforcedGrantControls":["Mfa"],"result":"success"}]'`,
  AuthenticationDetails: `'[{"authenticationStepDateTime":"' || instant || '","authenticationMethod":"Password","succeeded":true,"StatusSequence":' || n || '}]'`,
};

const COMMON: Readonly<Record<string, string>> = {
  bool: 'n % 3 = 0',
  int: 'n % 100',
  long: 'n % 100',
  real: 'n % 100',
  datetime: 'instant',
  dynamic: `'{"value":"common"}'`,
};

function generated(day: number, rows: number): string {
  const own: Readonly<Record<(typeof META)[number]['name'], string>> = {
    _rowId: `'bench-${day}:' || n`,
    _time: 'instant',
    _principal: 'who',
    _ingestedAt: 'instant',
    _batch: `'bench-${day}'`,
    _origin: "''",
    _schemaVersion: '1',
    _overflow: 'CAST(NULL AS JSON)',
    _geo: `'{"country":"DE","asn":3320}'`,
  };
  const meta = META.map(({ name, type }) => `CAST(${own[name]} AS ${type}) AS ${ident(name)}`);
  const types: Readonly<Record<string, string>> = {
    bool: 'BOOLEAN',
    int: 'INTEGER',
    long: 'BIGINT',
    real: 'DOUBLE',
    datetime: 'TIMESTAMP',
    dynamic: 'JSON',
  };
  const columns = lakeTable('SigninLogs').columns.map(({ name, stored, type }) => {
    const value = VARIED[name] ?? COMMON[type] ?? `'${name} ' || (n % 12)`;
    return `CAST(${value} AS ${types[type] ?? 'VARCHAR'}) AS ${ident(stored)}`;
  });
  const who = `CASE WHEN n % ${Math.floor(rows / BUSY_PER_DAY)} = 0 THEN '${BUSY}' WHEN n % ${Math.floor(rows / SPARSE_PER_DAY)} = 1
    THEN '${SPARSE}' ELSE 'user' || lpad(CAST(hash(n) % ${USERS} AS VARCHAR), 5, '0') || '@contoso.com' END`;
  const at = `make_timestamp(CAST((${day * DAY} + n * ${DAY / rows}) * 1000 AS BIGINT))`;
  return `SELECT ${[...meta, ...columns].join(', ')} FROM (SELECT range AS n, ${who} AS who, ${at} AS instant FROM range(${rows}))`;
}

async function removeTenant(lake: LakeContext): Promise<void> {
  for (const table of ['lake_segment', 'lake_file', 'lake_pin'])
    await pool().query(`DELETE FROM ${table} WHERE tenant_id = $1`, [TENANT]);
  await rm(path.join(lake.dataDir, 'lake', TENANT), { recursive: true, force: true });
}
