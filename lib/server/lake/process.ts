import 'server-only';
import { mkdir } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { DAY, HOUR, SECOND } from '@/lib/core/time';
import { env } from '../env';
import { log } from '../log';
import { closePool, pool } from '../pg';
import { compact, compactionJobs } from './compact';
import type { LakeContext } from './context';
import { openDuck } from './duck';
import { copyEvidence, startOfEvidence } from './evidence';
import { removeAll } from './files';
import { collectGarbage, collectOrphans } from './gc';
import { applyRetention, forgetDone } from './retention';
import { sealGroup, waitingGroups } from './seal';
import { removeDeadSpills, spillFolder } from './spill';

/**
 * The lake process: the only one that writes Parquet. It seals, compacts, copies evidence, drops what is too old and
 * collects garbage, one step at a time, so that its DuckDB never needs more than its cap. Killing it loses nothing.
 */

const TICK_MS = 200;
/** Rows become a segment when so many wait; when fewer do and no more are coming; or when the oldest has waited so long. */
const SEAL_ROWS = 20_000;
const SEAL_ROWS_AT_REST = 5_000;
const SEAL_AFTER_MS = 3 * SECOND;
/** What a burst leaves behind is few rows, and nobody adds to them: they follow the others soon. */
const SEAL_REST_AFTER_MS = SECOND / 4;
/** Merging segments waits while so many rows are on their way into one. */
const BUSY_ROWS = 20_000;
/** Merging also waits so long after many rows were sealed at once, since more will follow: it would slow them down… */
const BURST_MS = 10 * SECOND;
/** … unless a burst without end has left so many segments to merge that it is high time. */
const MANY_SEGMENTS = 32;
const COMPACT_EVERY_MS = 5 * SECOND;
const COLLECT_EVERY_MS = 30 * SECOND;
const EVIDENCE_EVERY_MS = 5 * SECOND;
/** Longer than any query takes from reading the catalog to its pin. */
const GRACE_MS = 60 * SECOND;
/** What Node.js itself takes of the process's memory; DuckDB gets the rest. */
const NODE_MB = 224;

let stopping = false;
let lastLargeSeal = Number.NEGATIVE_INFINITY;
let wake: () => void = () => undefined;

async function open(): Promise<LakeContext> {
  const { dataDir, LAKE_MEMORY_MB, LAKE_THREADS } = env();
  const tempDir = spillFolder(dataDir, process.pid);
  await removeDeadSpills(dataDir);
  await mkdir(tempDir, { recursive: true });
  const memoryMb = Math.max(96, LAKE_MEMORY_MB - NODE_MB);
  const instance = await openDuck({ memoryMb, threads: LAKE_THREADS, tempDir });
  return { duck: await instance.connect(), dataDir, graceMs: GRACE_MS };
}

/** Something to do every so often. A step that fails is logged and tried again at its next turn. */
interface Duty {
  readonly name: string;
  readonly everyMs: number;
  due: number;
  readonly run: () => Promise<unknown>;
}

function duties(context: LakeContext): Duty[] {
  const cursor = startOfEvidence();
  const duty = (name: string, everyMs: number, run: () => Promise<unknown>): Duty => ({
    name,
    everyMs,
    due: 0,
    run,
  });
  return [
    duty('seal', TICK_MS, () => sealWaiting(context)),
    duty('evidence', EVIDENCE_EVERY_MS, () => copyEvidence(context, cursor)),
    duty('compact', COMPACT_EVERY_MS, () => compactWaiting(context)),
    duty('garbage', COLLECT_EVERY_MS, () => collectGarbage(context)),
    duty('retention', HOUR, () => retain(context)),
    duty('orphans', DAY, () => collectOrphans(context)),
  ];
}

async function sealWaiting(context: LakeContext): Promise<void> {
  const groups = await waitingGroups();
  if (groups.length === 0) return;
  const coming = await anyPending();
  const enough = coming ? SEAL_ROWS : SEAL_ROWS_AT_REST;
  const patience = !coming && inBurst() ? SEAL_REST_AFTER_MS : SEAL_AFTER_MS;
  for (const group of groups) {
    if (stopping) return;
    if (group.rows < enough && group.waitedMs < patience) continue;
    await sealGroup(context, group);
    if (group.rows >= SEAL_ROWS) lastLargeSeal = performance.now();
  }
}

async function anyPending(): Promise<boolean> {
  return (await pool().query("SELECT 1 FROM inbox_batch WHERE state = 'pending' LIMIT 1")).rowCount === 1;
}

/** A little at a time: rows that wait to be sealed come first. */
async function compactWaiting(context: LakeContext): Promise<void> {
  if (await busy()) return;
  const least = inBurst() ? MANY_SEGMENTS : 0;
  for (const job of await compactionJobs(2)) {
    if (stopping) return;
    if (job.segments.length >= least) await compact(context, job);
  }
}

const inBurst = (): boolean => performance.now() - lastLargeSeal < BURST_MS;

/** Whether rows arrive faster than they are sealed. */
async function busy(): Promise<boolean> {
  const { rows } = await pool().query<{ waiting: number }>(
    "SELECT coalesce(sum(row_count), 0)::float8 AS waiting FROM inbox_batch WHERE state IN ('pending', 'processed')",
  );
  return (rows[0]?.waiting ?? 0) >= BUSY_ROWS;
}

/** Evidence first: a row that is behind an alert must be copied before its segment goes. */
async function retain(context: LakeContext): Promise<void> {
  const cursor = startOfEvidence();
  do await copyEvidence(context, cursor);
  while (cursor.after.rowId !== '' && !stopping);
  while (!stopping && (await applyRetention(context, env().RETENTION_DAYS, Date.now())) > 0);
  await forgetDone(env().RETENTION_DAYS, Date.now());
}

async function run(): Promise<void> {
  const context = await open();
  log().info({ pid: process.pid }, 'the lake process is ready');
  const all = duties(context);
  while (!stopping) {
    for (const duty of all) {
      if (stopping || performance.now() < duty.due) continue;
      try {
        await duty.run();
      } catch (error) {
        log().error({ err: error, duty: duty.name }, 'the lake could not do its next piece of work');
      }
      duty.due = performance.now() + duty.everyMs;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, TICK_MS);
    });
  }
  context.duck.closeSync();
  await removeAll(spillFolder(env().dataDir, process.pid));
  await closePool();
}

function stop(): void {
  stopping = true;
  wake();
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Whoever forked us is gone: somebody else will start the next one.
process.on('disconnect', stop);
// It may have gone while we were loading, before anybody listened.
if (process.connected === false) stop();
// Ingest and pages come first on a busy machine.
setPriority(5);
run().then(
  () => process.exit(0),
  (error: unknown) => {
    log().fatal({ err: error }, 'the lake process ends');
    process.exit(1);
  },
);
