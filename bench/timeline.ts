import { pool } from '@/lib/server/pg';
import { queryProcess } from '@/lib/server/query/child';
import { timeline } from '@/lib/server/query/client';
import { buildIfNeeded } from '@/scripts/up/build';
import { newGround } from './lib/portal';
import { atMost, median, plain, type Report } from './lib/report';
import { type LakeSize, lakeSize, storeSignInMonth } from './lib/sign-in-month';

/**
 * One user's last 100 events out of 5,000,000 sign-ins of 30 days, read newest first through the query process, as the
 * user page does; beside it, as many rows of the same content read from PostgreSQL by primary key.
 */

const TENANT = 'bench-timeline';
const USERS = 50_000;
const BUSY = 'busy@contoso.com';
const SPARSE = 'sparse@contoso.com';
/** Of a busy user there are hundreds of events a day, of a sparse one three or four. */
const BUSY_PER_DAY = 800;
const SPARSE_PER_DAY = 4;
const LIMIT = 100;
const ROUNDS = 15;

interface TimelineFigures extends LakeSize {
  /** Milliseconds, median of the rounds. */
  readonly busyMs: number;
  readonly sparseMs: number;
  /** The first sparse look-up, before anything was cached. */
  readonly sparseColdMs: number;
  readonly postgresMs: number;
}

export async function benchTimeline(): Promise<Report> {
  const ground = await newGround('timeline');
  try {
    await buildIfNeeded(() => undefined);
    await storeSignInMonth(TENANT, who);
    return report({ ...(await measure()), ...(await lakeSize(TENANT)) });
  } finally {
    await queryProcess.stop();
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
      plain('lake', `${(figures.lakeBytes / 1e6).toFixed(0)} MB`),
    ],
  };
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

const who = (rows: number): string =>
  `CASE WHEN n % ${Math.floor(rows / BUSY_PER_DAY)} = 0 THEN '${BUSY}' WHEN n % ${Math.floor(rows / SPARSE_PER_DAY)} = 1
    THEN '${SPARSE}' ELSE 'user' || lpad(CAST(hash(n) % ${USERS} AS VARCHAR), 5, '0') || '@contoso.com' END`;
