import pg from 'pg';
import { alertsStored, isKept, only, rounds } from './lib/options';
import { ASKED, type Asked, TRIVIAL } from './lib/page-list';
import { signIn } from './lib/person';
import { newGround, startPortal } from './lib/portal';
import { Random } from './lib/random';
import { type Figure, median, plain, quantile, type Report } from './lib/report';
import { storeSignIns } from './lib/sign-in-lake';
import { ALERTS_PER_ACCOUNT, storeAlerts } from './lib/stored';
import { storeSurroundings } from './lib/surroundings';

/**
 * What every page costs with many incidents and alerts stored, and what its lists and the graph ask for besides: from
 * the request until the last byte of the answer, on the loopback interface, signed in. Where parts of a page read the
 * lake and are streamed after it, the page is measured until its own content is there and the parts apart.
 */

const ALERTS = alertsStored();
const INCIDENTS = ALERTS / ALERTS_PER_ACCOUNT;
const SIGN_INS = ALERTS;
const ROUNDS = rounds(60);
const WARM = Math.min(6, ROUNDS);
const ALLOWANCE_MS = 25;
const LAKE_MS = 350;

export async function benchPages(): Promise<Report> {
  const ground = await newGround('pages', isKept() ? `pages-${ALERTS}` : undefined);
  try {
    await ground.fill(async () => {
      const now = new Date();
      await storeAlerts(ground.tenantId, 0, ALERTS, now);
      await storeSurroundings(ground.tenantId, ALERTS, now);
      await storeSignIns(ground.tenantId, INCIDENTS, SIGN_INS, now);
      await settle(ground.cluster.adminUrl);
    });
    const portal = await startPortal(ground);
    try {
      const cookie = await signIn(ground.tenantId);
      return pagesReport(await measurePages(portal.url, `${cookie.name}=${cookie.value}`));
    } finally {
      await portal.stop();
    }
  } finally {
    await ground.leave();
  }
}

/** Statistics as autovacuum leaves them. */
export async function settle(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

interface Times {
  readonly page: number[];
  /** Until the last of the parts that read the lake; nothing where there are none. */
  readonly lake: number[];
}

/** All take turns, so that whatever else the machine does burdens all alike. */
async function measurePages(url: string, cookie: string): Promise<ReadonlyMap<string, Times>> {
  const random = new Random(5);
  const asked = Object.entries(ASKED).filter(([name]) => name === 'trivial page' || name.includes(only()));
  const times = new Map<string, Times>(asked.map(([name]) => [name, { page: [], lake: [] }]));
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const [name, make] of asked) {
      const one = make(random, ALERTS);
      const took = await ask(url, one, cookie);
      if (round < WARM) continue;
      times.get(name)?.page.push(one.lake ? took.content : took.end);
      if (one.lake) times.get(name)?.lake.push(took.end);
    }
  }
  return times;
}

/** Loads a page to its last byte. @returns how long that took, ms */
export const load = async (url: string, cookie: string): Promise<number> =>
  (await ask('', { path: url }, cookie)).end;

/** The head of a page's own content: a skeleton has none. */
const HEAD = '<h1';

async function ask(
  url: string,
  { path, body, lake }: Asked,
  cookie: string,
): Promise<{ readonly content: number; readonly end: number }> {
  const started = performance.now();
  const response = await fetch(url + path, {
    redirect: 'manual',
    headers: { cookie, ...(body ? { origin: url, 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  let content = Number.NaN;
  let text = '';
  if (lake && response.body) {
    for await (const part of response.body) {
      if (!Number.isNaN(content)) continue;
      text += Buffer.from(part).toString('latin1');
      if (text.includes(HEAD)) content = performance.now() - started;
    }
  } else await response.arrayBuffer();
  const end = performance.now() - started;
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  if (lake && Number.isNaN(content)) throw new Error(`${path} has no head`);
  return { content, end };
}

function pagesReport(times: ReadonlyMap<string, Times>): Report {
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  const trivial = p95(times.get('trivial page')?.page ?? []);
  const budget = 4 * trivial + ALLOWANCE_MS;
  const bounded = (name: string, values: readonly number[], bound: number): Figure => ({
    name,
    value: `${p95(values).toFixed(1)} ms (${median(values).toFixed(0)})`,
    target: `≤ ${bound.toFixed(1)} ms`,
    met: p95(values) <= bound,
  });
  const figures = [...times].flatMap(([name, { page, lake }]): Figure[] => {
    if (name === 'trivial page') return [plain(`p95 ${name} (${TRIVIAL})`, `${trivial.toFixed(1)} ms`)];
    const own = bounded(`p95 (median) ${name}`, page, budget);
    return lake.length === 0
      ? [own]
      : [own, bounded(`p95 (median) ${name}, parts from the lake`, lake, LAKE_MS)];
  });
  return { title: `pages: ${INCIDENTS} incidents and ${ALERTS} alerts stored`, figures };
}
