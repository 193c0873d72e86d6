import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { log } from '../../log';
import { pool } from '../../pg';
import { libraryProcess } from '../client';
import { checkSome } from './check-some';
import { runSome } from './run-some';

const IDLE_MS = 500;
const AWAY_MS = 2_000;
/** The process with its language service takes memory: it goes when there was nothing to do for so long. */
const KEEP_PROCESS_MS = 60_000;
/** Of all loops on a database one works. */
const LOCK = 7_240_518;

/**
 * Checks queries that nobody has checked, and works through people's runs of many. What is to do stands in the tables, so
 * that whatever is killed whenever, the next loop goes on where this one was.
 */
export class LibraryLoop {
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.work();
  }

  /** Lets go of what is under way and resolves; it is done again later. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
    await libraryProcess.stop();
  }

  /** Works until nothing is left to do. */
  async drain(): Promise<void> {
    while (await this.round());
  }

  private async work(): Promise<void> {
    let idleSince = Date.now();
    while (!this.ending.signal.aborted) {
      try {
        const lock = await takeLock();
        if (lock) {
          try {
            while (!this.ending.signal.aborted) {
              if (await this.round()) idleSince = Date.now();
              else {
                if (libraryProcess.pid !== undefined && Date.now() - idleSince > KEEP_PROCESS_MS)
                  await libraryProcess.stop();
                await this.rest(IDLE_MS);
                await lock.query('SELECT 1');
              }
            }
          } finally {
            lock.release(true);
          }
        } else await this.rest(AWAY_MS);
      } catch (error) {
        log().warn({ err: error }, 'the query library cannot reach its database');
        await this.rest(AWAY_MS);
      }
    }
  }

  private rest(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  /** What people wait for comes first: their runs, then what was imported. */
  private async round(): Promise<boolean> {
    const { signal } = this.ending;
    if (signal.aborted) return false;
    const ran = await runSome(signal);
    const checked = signal.aborted ? false : await checkSome(signal);
    return ran || checked;
  }
}

/** A connection that holds the right to work; null while another one has it. It ends with the connection. */
async function takeLock(): Promise<PoolClient | null> {
  const client = await pool().connect();
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK]);
  if (rows[0]?.taken) return client;
  client.release();
  return null;
}
