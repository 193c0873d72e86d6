import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkAction } from '@/lib/domain/jobs';
import { pool } from '@/lib/server/pg';
import { alertsStored, rounds } from './lib/options';
import { signIn } from './lib/person';
import { newGround, type Portal, startPortal } from './lib/portal';
import { Random } from './lib/random';
import { atMost, type Figure, median, plain, quantile, type Report } from './lib/report';
import { actionIds, callAction } from './lib/server-action';
import { ALERTS_PER_ACCOUNT, storeAlerts } from './lib/stored';
import { load, settle } from './pages';

/**
 * What a person's changes cost with many incidents and alerts stored: one at a time, as their browser asks for them, and
 * all incidents at once, as a bulk job that is killed half way and undone, while pages are loaded.
 */

const ALERTS = alertsStored();
const INCIDENTS = ALERTS / ALERTS_PER_ACCOUNT;
const WARM = 10;
const ROUNDS = rounds(100);
/** Single writes go to incidents from here on. */
const FIRST = INCIDENTS / 2;
const WRITE_MS = 50;
const ALLOWANCE_MS = 25;
const TRIVIAL = '/forbidden';

const CLOSE: BulkAction = {
  do: 'resolve',
  classification: 'falsePositive',
  determination: 'notMalicious',
  comment: '',
};

export async function benchWrites(): Promise<Report> {
  const ground = await newGround('writes');
  try {
    await storeAlerts(ground.tenantId, 0, ALERTS, new Date());
    // All of them can be closed.
    await pool().query("update incident set status = 'active' where status = 'resolved'");
    await settle(ground.cluster.adminUrl);
    const portal = await startPortal(ground);
    try {
      const { name, value } = await signIn(ground.tenantId);
      const figures = await measureWrites(portal, { url: portal.url, cookie: `${name}=${value}` });
      return { title: `writes: ${INCIDENTS} incidents and ${ALERTS} alerts stored`, figures };
    } finally {
      await portal.stop();
    }
  } finally {
    await ground.leave();
  }
}

async function measureWrites(portal: Pick<Portal, 'pid'>, browser: Browser): Promise<readonly Figure[]> {
  const single = await singleWrites(browser);
  return [...single, ...(await bulkClose(portal, browser))];
}

interface Browser {
  readonly url: string;
  readonly cookie: string;
}

/** Each write goes to an incident of its own, in its first version. */
async function singleWrites(browser: Browser): Promise<readonly Figure[]> {
  const ids = actionIds(['setIncidentStatus', 'addComment', 'assignIncident']);
  const [person] = (await pool().query<{ id: string }>('select id from app_user')).rows;
  const inputs: Readonly<Record<string, (id: string) => object>> = {
    setIncidentStatus: (id) => ({ id, version: 1, status: 'awaitingAction' }),
    addComment: (id) => ({ targetType: 'incident', targetId: id, body: 'Seen on the gateway as well.' }),
    assignIncident: (id) => ({ id, version: 1, assignedTo: person?.id ?? null }),
  };
  const names = Object.keys(inputs);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < WARM + ROUNDS; round++) {
    for (const [index, name] of names.entries()) {
      const input = inputs[name]?.(`bench-incident-${FIRST + round * names.length + index}`) ?? {};
      const took = await callAction(browser, ids.get(name) ?? '', input);
      if (round >= WARM) times.get(name)?.push(took);
    }
  }
  return names.map((name) => atMost(`median ${name}`, median(times.get(name) ?? []), WRITE_MS, 'ms'));
}

interface Standing {
  readonly state: string;
  readonly changed: number;
  readonly undone: number;
}

async function standing(id: string): Promise<Standing> {
  const { rows } = await pool().query<Standing>('select state, changed, undone from job where id = $1', [id]);
  if (!rows[0]) throw new Error(`no job ${id}`);
  return rows[0];
}

const count = async (condition: string): Promise<number> =>
  (await pool().query<{ n: number }>(`select count(*)::int as n from ${condition}`)).rows[0]?.n ?? 0;

async function bulkClose(portal: Pick<Portal, 'pid'>, browser: Browser): Promise<readonly Figure[]> {
  const before = await count("incident where status <> 'resolved'");
  const asked = performance.now();
  const id = await startJob(browser, before);
  const frozen = performance.now() - asked;
  const half = watchPages(browser);
  await until(async () => (await standing(id)).changed > INCIDENTS / 2);
  const during = await half();
  const killedAt = performance.now();
  process.kill(portal.pid, 'SIGKILL');
  const left = await standing(id);
  await until(async () => (await standing(id)).changed > left.changed);
  const back = performance.now() - killedAt;
  await until(async () => (await standing(id)).state === 'done');
  const took = (performance.now() - asked) / 1000;
  const changed = (await standing(id)).changed;
  const closed = await count("incident where status = 'resolved' and classification = 'falsePositive'");
  const entries = await count("audit_entry where action = 'incident.resolve'");
  const undoing = performance.now();
  const [undo = ''] = actionIds(['undoJob']).values();
  await callAction(browser, undo, { id });
  await until(async () => (await standing(id)).state === 'undone');
  const undoTook = (performance.now() - undoing) / 1000;
  const open = await count("incident where status <> 'resolved' and classification = 'unknown'");
  const exact = (name: string, value: number): Figure => ({
    name,
    value: value.toLocaleString('en'),
    target: before.toLocaleString('en'),
    met: value === before,
  });
  return [
    plain('bulk close, until its selection is frozen', `${frozen.toFixed(0)} ms`),
    ...pageFigures(during),
    plain('bulk close, from a SIGKILL to the next change', `${(back / 1000).toFixed(1)} s`),
    plain('bulk close of all, the kill included', `${took.toFixed(0)} s`),
    exact('bulk close, changed', changed),
    exact('bulk close, incidents closed', closed),
    exact('bulk close, entries in the audit trail', entries),
    plain('undoing all of it', `${undoTook.toFixed(0)} s`),
    exact('undone', open),
  ];
}

async function startJob({ url, cookie }: Browser, expected: number): Promise<string> {
  const search = '?status=any&severity=any&history=all';
  const response = await fetch(`${url}/api/jobs`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({
      target: 'incident',
      action: CLOSE,
      selection: { kind: 'filter', search, expected },
    }),
  });
  if (response.status !== 200) throw new Error(`the job was refused: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

const PAGES: Readonly<Record<string, (random: Random) => string>> = {
  'trivial page': () => TRIVIAL,
  queue: () => '/incidents',
  incident: (random) => `/incidents/${1 + random.int(INCIDENTS)}`,
};

/** Loads pages in turn until told to stop. @returns a function that stops it and gives the times */
function watchPages({ url, cookie }: Browser): () => Promise<ReadonlyMap<string, readonly number[]>> {
  const random = new Random(11);
  const times = new Map<string, number[]>(Object.keys(PAGES).map((name) => [name, []]));
  let stopped = false;
  const run = async () => {
    while (!stopped) {
      for (const [name, pathOf] of Object.entries(PAGES))
        times.get(name)?.push(await load(url + pathOf(random), cookie));
      // A reader, not a load test: the job has the same machine.
      await sleep(100);
    }
  };
  const running = run();
  return async () => {
    stopped = true;
    await running;
    return times;
  };
}

function pageFigures(times: ReadonlyMap<string, readonly number[]>): readonly Figure[] {
  const p95 = (name: string): number => quantile(times.get(name) ?? [], 0.95);
  const budget = 4 * p95('trivial page') + ALLOWANCE_MS;
  return Object.keys(PAGES).map((name) =>
    name === 'trivial page'
      ? plain('p95 trivial page meanwhile', `${p95(name).toFixed(1)} ms`)
      : atMost(`p95 ${name} meanwhile`, p95(name), Number(budget.toFixed(1)), 'ms'),
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(250);
}
