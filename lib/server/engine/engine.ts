import 'server-only';
import { HOUR, MINUTE } from '@/lib/core/time';
import { log } from '../log';
import { pool, withTransaction } from '../pg';
import { Decider } from './decide';
import { registerKeys } from './dedup';
import { type InboxBatch, markNormalized, markProcessed, pendingBatches, readEvents, recordHealth } from './inbox';
import { fence, type Lease } from './lease';
import { SessionRunner } from './session-run';

const LATE = 24 * HOUR;
/** A time stamp further ahead than this is a broken clock: it never moves a watermark. */
const SKEW = 10 * MINUTE;

/** The one writer of a tenant: takes batches from the inbox in sequence and commits what follows from them. */
export class Engine {
  private readonly deciders = new Map<string, Decider>();
  private readonly sessions: SessionRunner;

  constructor(readonly tenantId: string) {
    this.sessions = new SessionRunner(tenantId, (origin) => this.decider(origin));
  }

  /**
   * Does the next piece of work: live batches first, then a chunk of an import.
   * @returns false when there was nothing to do
   * @throws LeaseLostError when another engine took over; nothing was committed
   */
  async step(lease: Lease): Promise<boolean> {
    const commanded = await this.applyCommands(lease);
    const [batch] = await pendingBatches(pool(), this.tenantId, 1);
    if (batch) await this.batch(lease, batch);
    if (batch) return true;
    return (await this.sessions.step(lease)) || commanded;
  }

  /** Forgets what is in memory, after a lost lease or a failed transaction. */
  discard(): void {
    for (const decider of this.deciders.values()) decider.discard();
    this.sessions.abandon();
  }

  private decider(origin: string): Decider {
    const existing = this.deciders.get(origin);
    if (existing) return existing;
    const created = new Decider({ tenantId: this.tenantId, origin });
    this.deciders.set(origin, created);
    return created;
  }

  private async batch(lease: Lease, batch: InboxBatch): Promise<void> {
    const started = performance.now();
    const decider = this.decider(batch.origin);
    const lines = await readEvents(pool(), batch);
    try {
      await withTransaction(async (tx) => {
        await fence(tx, lease);
        const dropped = await registerKeys(tx, batch, batch.table, lines);
        const gone = new Set(dropped);
        const fresh = lines.filter((_, index) => !gone.has(index)).map((line) => line.e);
        if (batch.sessionId) {
          await markNormalized(tx, batch, dropped);
        } else {
          const inputs = fresh.map((event) => ({
            event,
            receivedAt: batch.receivedAt + SKEW,
            historical: event.time < batch.receivedAt - LATE,
            toldAt: batch.receivedAt,
          }));
          await decider.decide(tx, inputs, 'live');
          await markProcessed(tx, batch, dropped);
        }
        const latest = fresh.reduce((max, event) => Math.max(max, event.time), Number.NEGATIVE_INFINITY);
        await recordHealth(tx, batch, fresh.length, dropped.length, Number.isFinite(latest) ? latest : null);
      });
    } catch (error) {
      decider.discard();
      throw error;
    }
    decider.settled();
    log().debug(
      { batch: batch.id, table: batch.table, rows: batch.rowCount, ms: Math.round(performance.now() - started) },
      'batch processed',
    );
  }

  private async applyCommands(lease: Lease): Promise<boolean> {
    const next = await pool().query<{ origin: string }>(
      `select coalesce(payload->>'origin', '') as origin from engine_command
        where tenant_id = $1 and applied_at is null order by seq limit 1`,
      [this.tenantId],
    );
    const origin = next.rows[0]?.origin;
    if (origin === undefined) return false;
    const decider = this.decider(origin);
    try {
      await withTransaction(async (tx) => {
        await fence(tx, lease);
        await decider.applyCommand(tx);
      });
    } catch (error) {
      decider.discard();
      throw error;
    }
    decider.settled();
    return true;
  }
}
