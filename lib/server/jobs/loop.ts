import 'server-only';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { holderName } from '../engine/lease';
import { log } from '../log';
import { runChunk } from './chunk';
import { type ClaimedJob, claimJobs, failJob, mayStill, releaseJobs } from './claim';

const IDLE_MS = 400;
const AWAY_MS = 2_000;
/** What one transaction should take: nobody who wants a row of it, nor the page that is being loaded, waits longer. */
const CHUNK_MS = 150;
const FIRST_SIZE = 50;
const MAX_SIZE = 400;
/** On a machine that is overloaded a chunk is slow whatever its size: smaller ones would do less in the same time. */
const MIN_SIZE = 50;
/** Times that one item alone may fail before it is left out. */
const PATIENCE = 3;

interface Pace {
  size: number;
  failures: number;
  /** Permission is looked at again with every run of a job. */
  allowed: boolean;
}

/**
 * Works through bulk jobs: small transactions with a rest as long as each, all jobs in turn, so that a short one does
 * not wait for a long one. Any process may run one; a job has one runner at a time.
 */
export class JobLoop {
  private readonly holder = holderName(`job-${randomUUID()}`);
  private readonly paces = new Map<string, Pace>();
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the chunk under way, gives the jobs back and resolves. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
    await releaseJobs(this.holder).catch(() => undefined);
  }

  /** Works until no job has work left. */
  async drain(): Promise<void> {
    while (await this.round());
    await releaseJobs(this.holder);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const busy = await this.round().catch(async (error: unknown) => {
        log().warn({ err: error }, 'bulk jobs cannot reach their database');
        await sleep(AWAY_MS);
        return true;
      });
      if (!busy) await sleep(IDLE_MS);
    }
  }

  private async round(): Promise<boolean> {
    const jobs = await claimJobs(this.holder);
    const known = new Set(jobs.map((job) => job.id));
    for (const id of this.paces.keys()) if (!known.has(id)) this.paces.delete(id);
    for (const job of jobs) {
      if (this.stopping) return false;
      await this.turn(job);
    }
    return jobs.length > 0;
  }

  private async turn(job: ClaimedJob): Promise<void> {
    const pace = this.paces.get(job.id) ?? { size: FIRST_SIZE, failures: 0, allowed: await mayStill(job) };
    this.paces.set(job.id, pace);
    if (!pace.allowed) return failJob(job, 'Whoever asked for this may no longer do it.');
    const started = performance.now();
    try {
      const giveUp = pace.failures > PATIENCE;
      const { more } = await runChunk(job, this.holder, giveUp ? 1 : pace.size, { giveUp });
      pace.failures = 0;
      const took = performance.now() - started;
      pace.size = nextSize(pace.size, took);
      if (more) await sleep(Math.min(took, CHUNK_MS));
      else this.paces.delete(job.id);
    } catch (error) {
      log().warn({ err: error, jobId: job.id, size: pace.size }, 'a chunk of a bulk job failed');
      // Found by going on one by one: what makes a chunk fail must not stop the rest.
      if (pace.size === 1) pace.failures += 1;
      if (!isRace(error)) pace.size = 1;
      await sleep(IDLE_MS);
    }
  }
}

/** Deadlocks and serialization failures: the same again works. */
const isRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');

function nextSize(size: number, took: number): number {
  if (took > CHUNK_MS * 1.5) return Math.max(Math.min(size, MIN_SIZE), Math.floor(size * 0.6));
  return took < CHUNK_MS * 0.7 ? Math.min(MAX_SIZE, Math.ceil(size * 1.5)) : size;
}
