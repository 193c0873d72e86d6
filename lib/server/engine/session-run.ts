import 'server-only';
import type { PoolClient } from 'pg';
import { HOUR } from '@/lib/core/time';
import { log } from '../log';
import { pool, withTransaction } from '../pg';
import type { Decider, DecisionInput } from './decide';
import { markSessionProcessed, sessionBatches } from './inbox';
import { fence, type Lease } from './lease';
import { isLasting, MAX_ATTEMPTS, reasonOf, setAside } from './set-aside';
import { SortedRun, UnreadableBatchError } from './sorted-run';

/** Events told in one transaction: the most that a kill makes the engine do again. */
const CHUNK = 2_000;
const HISTORY_AGE = 24 * HOUR;

interface OpenRun {
  readonly sessionId: string;
  readonly origin: string;
  readonly mode: 'history' | 'replay';
  readonly run: SortedRun;
  cursor: number;
}

interface SessionRow {
  readonly id: string;
  readonly origin: string;
  readonly mode: 'history' | 'replay';
  readonly cursor: number;
}

/** Works off import sessions that were closed: sorts their events by time and tells them chunk by chunk. */
export class SessionRunner {
  private current: OpenRun | undefined;
  /** Attempts at the session in work that failed in a row. */
  private failures = 0;

  constructor(
    private readonly tenantId: string,
    private readonly deciderOf: (origin: string) => Decider,
  ) {}

  /** @returns whether there was anything to do */
  async step(lease: Lease): Promise<boolean> {
    const sessionId = this.current?.sessionId ?? (await this.waiting());
    if (sessionId === undefined) return false;
    try {
      this.current ??= await this.open(sessionId);
      await this.chunk(lease, this.current);
    } catch (error) {
      this.abandon();
      await this.failed(sessionId, error);
      return true;
    }
    this.failures = 0;
    return true;
  }

  /** An import that cannot be told must not hold up the next one: it fails with its reason, and its rows stay. */
  private async failed(sessionId: string, error: unknown): Promise<void> {
    if (error instanceof UnreadableBatchError) {
      if (!isLasting(error.cause) || !(await setAside(error.batchId, error.cause))) throw error;
      log().error({ err: error.cause, batchId: error.batchId, sessionId }, 'a batch was set aside');
      return;
    }
    if (!isLasting(error) || ++this.failures < MAX_ATTEMPTS) throw error;
    this.failures = 0;
    log().error({ err: error, sessionId }, 'an import failed');
    await pool().query(
      `update ingest_session set state = 'failed', error = $3
        where tenant_id = $1 and id = $2 and state in ('closing', 'detecting')`,
      [this.tenantId, sessionId, reasonOf(error)],
    );
  }

  abandon(): void {
    this.current?.run.close();
    this.current = undefined;
  }

  /** @returns the oldest closed session whose rows have all been registered */
  private async waiting(): Promise<string | undefined> {
    const found = await pool().query<{ id: string }>(
      `select id from ingest_session s where tenant_id = $1 and state in ('closing', 'detecting')
          and not exists (select 1 from inbox_batch b where b.tenant_id = $1 and b.session_id = s.id and b.state = 'pending')
        order by created_at limit 1`,
      [this.tenantId],
    );
    return found.rows[0]?.id;
  }

  private async open(sessionId: string): Promise<OpenRun> {
    const found = await pool().query<SessionRow>(
      'select id, origin, mode, cursor::float8 as cursor from ingest_session where tenant_id = $1 and id = $2',
      [this.tenantId, sessionId],
    );
    const session = found.rows[0];
    if (!session) throw new Error(`import session ${sessionId} is gone`);
    const run = await SortedRun.open(pool(), await sessionBatches(pool(), this.tenantId, session.id)).catch(
      (error: unknown) => {
        // Once events were told, their order must not change: then the import fails, not one batch of it.
        throw error instanceof UnreadableBatchError && session.cursor > 0 ? error.cause : error;
      },
    );
    await pool().query(
      `update ingest_session set state = 'detecting', total = $3 where tenant_id = $1 and id = $2`,
      [this.tenantId, session.id, run.length],
    );
    return { sessionId: session.id, origin: session.origin, mode: session.mode, run, cursor: session.cursor };
  }

  private async chunk(lease: Lease, current: OpenRun): Promise<void> {
    const decider = this.deciderOf(current.origin);
    const to = Math.min(current.cursor + CHUNK, current.run.length);
    const inputs: DecisionInput[] = current.run.slice(current.cursor, to).map(({ event, receivedAt }) => ({
      event,
      receivedAt: current.mode === 'replay' ? event.time : receivedAt,
      historical: current.mode === 'history' && event.time < receivedAt - HISTORY_AGE,
      toldAt: current.mode === 'replay' ? event.time : receivedAt,
    }));
    const done = to >= current.run.length;
    try {
      await withTransaction(async (tx) => {
        await fence(tx, lease);
        const settings = await decider.begin(tx);
        await decider.decide(tx, settings, inputs, `session:${current.sessionId}`);
        await decider.flush(tx);
        await this.advance(tx, current, to, done);
      });
    } catch (error) {
      decider.discard();
      throw error;
    }
    decider.settled();
    current.cursor = to;
    if (done) this.abandon();
  }

  private async advance(tx: PoolClient, current: OpenRun, to: number, done: boolean): Promise<void> {
    const key = [this.tenantId, current.sessionId];
    const moved = await tx.query(
      `update ingest_session set cursor = $3 where tenant_id = $1 and id = $2 and cursor = $4 and state = 'detecting'`,
      [...key, to, current.cursor],
    );
    if (moved.rowCount !== 1) throw new Error(`import session ${current.sessionId} moved under its runner`);
    await publishProgress(tx, this.tenantId, current.sessionId);
    if (!done) return;
    await markSessionProcessed(tx, this.tenantId, current.sessionId);
    await tx.query(
      `update ingest_session set state = 'closed', closed_at = now(), summary = jsonb_build_object('rows', rows,
         'duplicates', duplicates, 'deadLetters', dead_letters, 'events', total) where tenant_id = $1 and id = $2`,
      key,
    );
  }
}

async function publishProgress(tx: PoolClient, tenantId: string, sessionId: string): Promise<void> {
  await tx.query(
    `insert into outbox_event (tenant_id, type, target_id, payload, quiet) values ($1, 'ingest.progress', $2, '{}', true)`,
    [tenantId, sessionId],
  );
}
