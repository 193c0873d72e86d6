import pg from 'pg';
import { signIn } from './lib/person';
import { newGround, startPortal } from './lib/portal';
import { Random } from './lib/random';
import { type Figure, plain, quantile, type Report } from './lib/report';
import { ALERTS_PER_ACCOUNT, accountId, storeAlerts } from './lib/stored';

/**
 * What pages cost with many incidents and alerts stored: from the request until the last byte of the document, panels
 * that are streamed after the first included, on the loopback interface, signed in.
 */

const ALERTS = 1_000_000;
const INCIDENTS = ALERTS / ALERTS_PER_ACCOUNT;
const ROUNDS = 100;
const WARM = 15;
const ALLOWANCE_MS = 25;
/** A page that reads the session and nothing else, inside the same layout. */
const TRIVIAL = '/forbidden';

export async function benchPages(): Promise<Report> {
  const ground = await newGround('pages');
  try {
    await storeAlerts(ground.tenantId, 0, ALERTS, new Date());
    await settle(ground.cluster.adminUrl);
    const portal = await startPortal(ground);
    try {
      const cookie = await signIn(ground.tenantId);
      return report(await measure(portal.url, `${cookie.name}=${cookie.value}`));
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

const PAGES: Readonly<Record<string, (random: Random) => string>> = {
  'trivial page': () => TRIVIAL,
  home: () => '/home',
  reports: () => '/reports',
  search: (random) => `/search?q=${random.pick(['unfamiliar', 'user', 'account'])}+${random.int(INCIDENTS)}`,
  queue: () => '/incidents',
  'queue, one severity': (random) => `/incidents?severity=${random.pick(['high', 'medium', 'low'])}`,
  incident: (random) => `/incidents/${1 + random.int(INCIDENTS)}`,
  user: (random) => `/users/${accountId(random.int(INCIDENTS))}`,
};

/** Pages take turns, so that whatever else the machine does burdens all alike. */
async function measure(url: string, cookie: string): Promise<Map<string, number[]>> {
  const random = new Random(5);
  const times = new Map<string, number[]>(Object.keys(PAGES).map((name) => [name, []]));
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const [name, pathOf] of Object.entries(PAGES)) {
      const took = await load(url + pathOf(random), cookie);
      if (round >= WARM) times.get(name)?.push(took);
    }
  }
  return times;
}

/** Loads a page to its last byte. @returns how long that took, ms */
export async function load(url: string, cookie: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  await response.arrayBuffer();
  const took = performance.now() - started;
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return took;
}

function report(times: ReadonlyMap<string, readonly number[]>): Report {
  const p95 = (name: string): number => quantile(times.get(name) ?? [], 0.95);
  const budget = 4 * p95('trivial page') + ALLOWANCE_MS;
  const figures = Object.keys(PAGES).map((name): Figure => {
    const value = `${p95(name).toFixed(1)} ms`;
    if (name === 'trivial page') return plain(`p95 ${name}`, value);
    return { name: `p95 ${name}`, value, target: `≤ ${budget.toFixed(1)} ms`, met: p95(name) <= budget };
  });
  return { title: `pages: ${INCIDENTS} incidents and ${ALERTS} alerts stored`, figures };
}
