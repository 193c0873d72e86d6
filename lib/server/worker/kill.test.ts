import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '@/bench/lib/random';
import { writeAttackLoad } from '@/lib/server/testing/attack-load';
import { DECISIONS } from '@/lib/server/testing/decisions';
import { buildPrograms, TestPortal } from '@/lib/server/testing/worker-portal';

const ROWS = Number(process.env.KILL_TEST_ROWS ?? 100_000);
const LIMIT_MS = 8 * 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-kill-'));
const load = path.join(folder, 'sign-ins.ndjson');
let programs = '';
beforeAll(async () => {
  programs = await buildPrograms();
  await writeAttackLoad(load, ROWS, Date.now() - 40 * 86_400_000);
}, LIMIT_MS);
afterAll(() => {
  for (const made of [folder, programs]) rmSync(made, { recursive: true, force: true });
});

it(
  'loses nothing and counts nothing twice, whatever is killed whenever',
  async () => {
    const calm = await run('calm', async () => undefined);
    const hit = await run('killed', killAtRandom);
    console.log(`killed while ${killed.join(', ')}`);
    // Every phase was hit, or the run proves nothing.
    for (const { name } of PHASES) expect(killed.join()).toContain(name);
    expect(calm.lake).toEqual({ rows: ROWS, distinct: ROWS });
    expect(hit.lake).toEqual({ rows: ROWS, distinct: ROWS });
    expect(calm.decisions.alerts.length).toBeGreaterThan(5);
    expect(hit.decisions).toEqual(calm.decisions);
  },
  LIMIT_MS,
);

type Decisions = { alerts: unknown[] } & Record<string, unknown>;

async function run(
  name: string,
  disturb: (portal: TestPortal, done: () => boolean) => Promise<void>,
): Promise<{ decisions: Decisions; lake: unknown }> {
  const portal = new TestPortal(path.join(folder, name), programs);
  await portal.start();
  let done = false;
  const disturbing = disturb(portal, () => done);
  while ((await portal.import(load)) !== 0) await sleep(200);
  await settled(portal);
  done = true;
  await disturbing;
  await settled(portal);
  const [decisions] = await portal.query<Decisions>(DECISIONS);
  const lake = await countLake(portal);
  await portal.stop();
  if (!decisions) throw new Error('no decisions');
  return { decisions, lake };
}

/** Waits until the session is closed and every row is in a sealed segment. */
async function settled(portal: TestPortal): Promise<void> {
  for (;;) {
    const open = await portal
      .query(
        "select 1 from ingest_session where state <> 'closed' union all select 1 from inbox_batch limit 1",
      )
      .catch(() => [{}]);
    if (open.length === 0) return;
    await sleep(250);
  }
}

/** What is at work, and whom to kill then: each phase is hit at moments drawn by chance. */
const PHASES = [
  {
    name: 'reading',
    while: "select 1 from ingest_session where state = 'open'",
    kills: ['importer', 'database', 'importer'],
  },
  {
    name: 'registering',
    while: "select 1 from inbox_batch where state = 'pending'",
    kills: ['worker', 'database', 'worker', 'worker'],
  },
  {
    name: 'deciding',
    while: "select 1 from ingest_session where state = 'detecting'",
    kills: ['worker', 'database', 'worker', 'worker', 'database'],
  },
  {
    name: 'sealing',
    while: "select 1 from inbox_batch where state = 'processed'",
    kills: ['lake', 'worker', 'lake', 'database', 'lake'],
  },
] as const;

/** Kills every part in every phase, with PostgreSQL among them, until the phases are over or each had its share. */
async function killAtRandom(portal: TestPortal, done: () => boolean): Promise<void> {
  const random = new Random(99);
  const left = PHASES.map((phase) => [...phase.kills]);
  while (!done() && left.some((kills) => kills.length > 0)) {
    for (const [index, phase] of PHASES.entries()) {
      const atWork = await portal.query(`${phase.while} limit 1`).catch(() => []);
      const victim = atWork.length > 0 ? left[index]?.shift() : undefined;
      if (!victim) continue;
      await sleep(random.int(400));
      await KILLS[victim](portal);
      killed.push(`${phase.name}: ${victim}`);
    }
    await sleep(50);
  }
}

const killed: string[] = [];
const KILLS: Readonly<
  Record<(typeof PHASES)[number]['kills'][number], (portal: TestPortal) => void | Promise<void>>
> = {
  importer: (portal) => portal.killImporter(),
  lake: (portal) => portal.killLake(),
  worker: restartWorker,
  database: restartDatabase,
};

async function restartWorker(portal: TestPortal): Promise<void> {
  portal.killWorker();
  portal.startWorker();
}

async function restartDatabase(portal: TestPortal): Promise<void> {
  portal.killDatabase();
  await portal.startDatabase();
}

async function countLake(portal: TestPortal): Promise<{ rows: number; distinct: number }> {
  const segments = await portal.query<{ path: string }>('select path from lake_segment');
  const files = segments.map(({ path: relative }) => `'${path.join(portal.dataDir, relative)}'`);
  const connection = await (await DuckDBInstance.create()).connect();
  const result = await connection.runAndReadAll(
    `select count(*)::int as n, count(distinct "Id")::int as d from read_parquet([${files.join(',')}], union_by_name = true)`,
  );
  const [row] = result.getRowObjects();
  return { rows: Number(row?.n), distinct: Number(row?.d) };
}
