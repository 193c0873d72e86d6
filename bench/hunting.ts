import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Writer } from '@/lib/kql/sql/writer';
import { env } from '@/lib/server/env';
import { Analyser } from '@/lib/server/hunting/analyser';
import { huntingProcess, runHunt } from '@/lib/server/hunting/client';
import { huntingSchema } from '@/lib/server/hunting/schema';
import { emptyTable } from '@/lib/server/hunting/tables';
import { openDuck } from '@/lib/server/lake/duck';
import { absolutePath } from '@/lib/server/lake/paths';
import { textList } from '@/lib/server/lake/sql';
import { pool } from '@/lib/server/pg';
import { createToken } from '@/lib/server/tokens/commands';
import { type BenchHunt, HUNTS, NOW, SOMEBODY } from './lib/hunts';
import { isKept, rounds } from './lib/options';
import { signIn } from './lib/person';
import { ADMIN, type Ground, newGround, type Portal, startPortal } from './lib/portal';
import { atMost, type Figure, median, plain, quantile, type Report } from './lib/report';
import { lakeSize, storeSignInMonth } from './lib/sign-in-month';
import { storeAlerts } from './lib/stored';
import { load, settle } from './pages';

/**
 * Ten hunts over 5,000,000 sign-ins of Microsoft's full schema, each beside the same question in SQL written by hand,
 * in turns; what compiling costs, how long the first answer after a start takes, and what twenty hunts at once leave
 * of the pages.
 */

const ROUNDS = rounds(9);
const LIMIT = 10_000;
const TIMEOUT_MS = 120_000;
const ALERTS = 20_000;
const PAGE_ROUNDS = 40;
const AT_ONCE = 20;
/** Of one token. */
const AT_ONCE_EACH = 4;

export async function benchHunting(): Promise<Report> {
  const ground = await newGround('hunting', isKept() ? 'hunting' : undefined);
  try {
    await ground.fill(async () => {
      await storeAlerts(ground.tenantId, 0, ALERTS, new Date());
      await storeSignInMonth(ground.tenantId, who);
      await settle(ground.cluster.adminUrl);
    });
    const figures = [...(await measureHunts(ground.tenantId)), ...(await measureCompiling())];
    const { rows, lakeBytes } = await lakeSize(ground.tenantId);
    return {
      title: `hunting: ${HUNTS.length} hunts over ${rows} sign-ins (${(lakeBytes / 1e6).toFixed(0)} MB)`,
      figures: [...figures, ...(await measurePages(ground))],
    };
  } finally {
    await huntingProcess.stop();
    await ground.leave();
  }
}

const who = (rows: number): string =>
  `CASE WHEN n % ${Math.floor(rows / 800)} = 0 THEN '${SOMEBODY}'
    ELSE 'user' || lpad(CAST(hash(n) % 50000 AS VARCHAR), 5, '0') || '@contoso.com' END`;

interface Compared {
  readonly hunt: BenchHunt;
  readonly ours: number[];
  readonly byHand: number[];
}

async function measureHunts(tenantId: string): Promise<Figure[]> {
  const started = performance.now();
  await hunt(tenantId, 'print Ready = true');
  const first = performance.now() - started;
  const instance = await openDuck({ memoryMb: env().HUNTING_MEMORY_MB, threads: env().HUNTING_THREADS });
  const connection = await instance.connect();
  const signIns = await filesOf(tenantId);
  try {
    const compared: Compared[] = [];
    for (const one of HUNTS) {
      const sql = one.sql.replaceAll('SIGN_INS', signIns);
      await checkSame(one, tenantId, connection, sql);
      const times: Compared = { hunt: one, ours: [], byHand: [] };
      for (let round = 0; round < ROUNDS; round++) {
        times.byHand.push(await took(() => connection.runAndReadAll(sql)));
        times.ours.push(await took(() => hunt(tenantId, one.kql)));
      }
      compared.push(times);
    }
    return [...huntFigures(compared), atMost('first answer after a start', first / 1000, 3, 's', 2)];
  } finally {
    instance.closeSync();
  }
}

const hunt = (tenantId: string, text: string) =>
  runHunt({ tenantId, text, limit: LIMIT, during: null, now: NOW }, { timeoutMs: TIMEOUT_MS });

async function took(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function filesOf(tenantId: string): Promise<string> {
  const { rows } = await pool().query<{ path: string }>(
    'SELECT path FROM lake_segment WHERE tenant_id = $1',
    [tenantId],
  );
  return `read_parquet(${textList(rows.map((row) => absolutePath(env().dataDir, row.path)))})`;
}

/** A quick wrong answer counts for nothing: both must give as many rows. */
async function checkSame(
  { name, kql }: BenchHunt,
  tenantId: string,
  connection: DuckDBConnection,
  sql: string,
): Promise<void> {
  const ours = await hunt(tenantId, kql);
  const byHand = (await connection.runAndReadAll(sql)).getRows();
  if (ours.rows.length === 0 || ours.truncated || ours.rows.length !== byHand.length)
    throw new Error(`${name}: ${ours.rows.length} rows here, ${byHand.length} by hand`);
}

function huntFigures(compared: readonly Compared[]): Figure[] {
  const ratios = compared.map(({ ours, byHand }) => median(ours) / median(byHand));
  return [
    ...compared.map(({ hunt: { name }, ours, byHand }, index) =>
      plain(
        name,
        `${ratios[index]?.toFixed(2)} (${median(ours).toFixed(0)} ÷ ${median(byHand).toFixed(0)} ms)`,
      ),
    ),
    atMost('median of the ratios', median(ratios), 1.2, '', 2),
    atMost('worst of the ratios', Math.max(...ratios), 2, '', 2),
  ];
}

/** Another literal in each makes the text of a hunt new to the analyser. */
const VARIANTS = 6;

async function measureCompiling(): Promise<Figure[]> {
  const thread = path.join(
    path.dirname(fileURLToPath(import.meta.url)),
    '../lib/server/hunting/analyser-thread.ts',
  );
  const analyser = Analyser.start(thread);
  const options = { now: NOW, table: (name: string) => emptyTable(huntingSchema()[name] ?? []) };
  const compile = async (text: string) => new Writer(options).write(await analyser.plan(text, {}));
  try {
    const cold: number[] = [];
    const cached: number[] = [];
    await compile('SigninLogs | take 1');
    for (let variant = 0; variant < VARIANTS; variant++) {
      for (const { kql } of HUNTS) {
        const text = kql.replaceAll('7', String(11 + variant)).replaceAll('50126', `5012${variant}`);
        cold.push(await took(() => compile(text)));
        cached.push(await took(() => compile(text)));
      }
    }
    return [
      atMost('compiling, cold, median', median(cold), 60, 'ms'),
      atMost('compiling, seen before, median', median(cached), 1, 'ms', 2),
    ];
  } finally {
    await analyser.close();
  }
}

const PAGES = ['/incidents', '/home', '/users'];
const TRIVIAL = '/forbidden';

async function measurePages(ground: Ground): Promise<Figure[]> {
  await huntingProcess.stop();
  const portal = await startPortal(ground);
  try {
    return await pagesBesideHunts(ground, portal);
  } finally {
    await portal.stop();
  }
}

async function pagesBesideHunts(ground: Ground, portal: Portal): Promise<Figure[]> {
  const cookie = await signIn(ground.tenantId);
  const signedIn = `${cookie.name}=${cookie.value}`;
  const page = (name: string): Promise<number> => load(portal.url + name, signedIn);
  const measure = async (): Promise<{ trivial: number; pages: number }> => {
    const times: Record<'trivial' | 'pages', number[]> = { trivial: [], pages: [] };
    for (let round = 0; round < PAGE_ROUNDS; round++) {
      times.trivial.push(await page(TRIVIAL));
      times.pages.push(await page(PAGES[round % PAGES.length] ?? TRIVIAL));
    }
    return { trivial: quantile(times.trivial, 0.95), pages: quantile(times.pages, 0.95) };
  };
  for (const name of [TRIVIAL, ...PAGES, ...PAGES]) await page(name);
  const alone = await measure();
  const hunts = await huntForEver(ground, portal);
  const beside = await measure();
  const answered = await hunts.stop();
  return [
    plain('pages alone, p95', `${alone.pages.toFixed(0)} ms (trivial ${alone.trivial.toFixed(0)})`),
    atMost(
      `pages beside ${AT_ONCE} hunts, p95 (${answered} answered, trivial ${beside.trivial.toFixed(0)})`,
      beside.pages,
      Math.round(4 * beside.trivial + 25),
      'ms',
    ),
  ];
}

/** Twenty clients that ask one hunt after the other. */
async function huntForEver(ground: Ground, portal: Portal): Promise<{ stop: () => Promise<number> }> {
  let running = true;
  let answered = 0;
  const ask = async (token: string, start: number): Promise<void> => {
    for (let n = start; running; n++) {
      const response = await fetch(`${portal.url}/v2/rest/query`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ db: 'hunt', csl: besideText(n) }),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`a hunt answered ${response.status}`);
      answered++;
    }
  };
  const clients: Promise<void>[] = [];
  for (let n = 0; n < AT_ONCE; n += AT_ONCE_EACH) {
    const { secret } = await createToken({ ...ADMIN, tenantId: ground.tenantId }, null, {
      name: `hunter ${n}`,
      scopes: ['read'],
      expiresAt: null,
    });
    for (let own = 0; own < AT_ONCE_EACH; own++) clients.push(ask(secret, n + own));
  }
  return {
    stop: async () => {
      running = false;
      await Promise.all(clients);
      return answered;
    },
  };
}

/** In the API `now()` is today, so the month's end is written out. */
const besideText = (n: number): string =>
  (HUNTS[n % HUNTS.length]?.kql ?? '').replaceAll(
    /ago\((\d+)d\)/g,
    (_, days: string) => `(datetime(${NOW}) - ${days}d)`,
  );
