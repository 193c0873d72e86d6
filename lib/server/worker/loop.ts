import 'server-only';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Engine } from '../engine/engine';
import {
  acquireLease,
  endDeadLease,
  holderName,
  type Lease,
  LeaseLostError,
  releaseLease,
} from '../engine/lease';
import { env } from '../env';
import { log } from '../log';
import { pool } from '../pg';

const IDLE_MS = 500;
const RENEW_MS = 4_000;
const RETRY_MS = [100, 500, 2_000, 5_000];

/** Runs the engines of all tenants of a database until it is told to stop. */
export class EngineLoop {
  private readonly holder = holderName(randomUUID());
  private readonly engines = new Map<
    string,
    { engine: Engine; lease?: Lease; renewedAt: number; failures: number }
  >();
  private listener: pg.Client | undefined;
  private wake: () => void = () => undefined;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  start(): void {
    this.running = this.run();
  }

  /** Finishes the transaction under way, gives the leases back and resolves. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    for (const { lease } of this.engines.values())
      if (lease) await releaseLease(lease).catch(() => undefined);
    await this.listener?.end().catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let busy = false;
      try {
        await this.listen();
        for (const tenantId of await tenantIds()) busy = (await this.turn(tenantId)) || busy;
      } catch (error) {
        // The database is away: everything acknowledged waits in it, so there is nothing to do but come back.
        log().warn({ err: error }, 'the engine cannot reach its database');
        await this.idle(RETRY_MS[2] ?? IDLE_MS);
      }
      if (!busy) await this.idle(IDLE_MS);
    }
  }

  private async turn(tenantId: string): Promise<boolean> {
    const state = this.engines.get(tenantId) ?? { engine: new Engine(tenantId), renewedAt: 0, failures: 0 };
    this.engines.set(tenantId, state);
    if (performance.now() - state.renewedAt > RENEW_MS || !state.lease) {
      await endDeadLease(tenantId, this.holder);
      const lease = await acquireLease(tenantId, this.holder);
      if (state.lease && lease?.epoch !== state.lease.epoch) state.engine.discard();
      state.lease = lease;
      state.renewedAt = performance.now();
    }
    if (!state.lease) return false;
    try {
      const worked = await state.engine.step(state.lease);
      state.failures = 0;
      return worked;
    } catch (error) {
      state.engine.discard();
      if (error instanceof LeaseLostError) state.lease = undefined;
      const wait = RETRY_MS[Math.min(state.failures++, RETRY_MS.length - 1)] ?? IDLE_MS;
      log().error(
        { err: error, tenantId, failures: state.failures },
        'the engine could not do its next piece of work',
      );
      await this.idle(wait);
      return false;
    }
  }

  /** A connection that hears of new batches at once; polling remains, so that a lost notification costs half a second. */
  private async listen(): Promise<void> {
    if (this.listener) return;
    const client = new pg.Client({ connectionString: env().databaseUrl });
    client.on('error', () => {
      this.listener = undefined;
    });
    client.on('notification', () => this.wake());
    await client.connect();
    await client.query('listen throughline_inbox');
    this.listener = client;
  }

  private async idle(ms: number): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function tenantIds(): Promise<string[]> {
  const found = await pool().query<{ id: string }>('select id from tenant order by id');
  return found.rows.map((row) => row.id);
}
