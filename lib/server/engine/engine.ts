import 'server-only';
import type { PoolClient } from 'pg';
import { HOUR, MINUTE } from '@/lib/core/time';
import type { EventLines } from '../ingest/event-lines';
import { log } from '../log';
import { pool, withTransaction } from '../pg';
import { giveUpCommand } from './commands';
import { Decider, type DecisionInput } from './decide';
import { KeyRegistry } from './dedup';
import {
  type InboxBatch,
  markNormalized,
  markProcessed,
  pendingBatches,
  readEvents,
  recordHealth,
} from './inbox';
import { fence, type Lease } from './lease';
import { SessionRunner } from './session-run';
import { isLasting, MAX_ATTEMPTS, setAside } from './set-aside';

const LATE = 24 * HOUR;
const MAX_TOGETHER = 64;
const MAX_ROWS_TOGETHER = 50_000;
/**
 * A transaction goes on while so many rows have come meanwhile: each account's state is then written once for many more
 * of its rows. Sources that send as things happen never have so many waiting.
 */
const MANY_WAITING = 4_000;
/** What was decided becomes visible at the commit: it must not be put off for ever. */
const GO_ON_MS = 5_000;
/** Events in memory at a time: few enough to die young, which costs the garbage collector nothing. */
const ROWS_AT_ONCE = 1_000;
/** A time stamp further ahead than this is a broken clock: it never moves a watermark. */
const SKEW = 10 * MINUTE;

/** The one writer of a tenant: takes batches from the inbox in sequence and commits what follows from them. */
export class Engine {
  private readonly deciders = new Map<string, Decider>();
  private readonly registries = new Map<string, KeyRegistry>();
  private readonly sessions: SessionRunner;
  /** Attempts at the oldest command that failed in a row. */
  private failedCommands = 0;

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
    const batches = together(await pendingBatches(pool(), this.tenantId, MAX_TOGETHER));
    if (batches.length > 0) {
      await this.carefully(lease, batches, true);
      return true;
    }
    return (await this.sessions.step(lease)) || commanded;
  }

  /** Forgets what is in memory, after a lost lease or a failed transaction. */
  discard(): void {
    for (const decider of this.deciders.values()) decider.discard();
    for (const keys of this.registries.values()) keys.discard();
    this.sessions.abandon();
  }

  private decider(origin: string): Decider {
    const existing = this.deciders.get(origin);
    if (existing) return existing;
    const created = new Decider({ tenantId: this.tenantId, origin });
    this.deciders.set(origin, created);
    return created;
  }

  private keys(origin: string): KeyRegistry {
    const existing = this.registries.get(origin);
    if (existing) return existing;
    const created = new KeyRegistry({ tenantId: this.tenantId, origin });
    this.registries.set(origin, created);
    return created;
  }

  /**
   * Batches that fail together are tried one by one; one that fails again and again is set aside, so that it holds up
   * neither the others nor the tenant.
   */
  private async carefully(lease: Lease, batches: readonly InboxBatch[], goOn = false): Promise<void> {
    const taken = [...batches];
    try {
      await this.batches(lease, taken, goOn);
    } catch (error) {
      const [first] = batches;
      if (!first || !isLasting(error)) throw error;
      // It may be one that was taken on the way: that one's turn comes again.
      if (taken.length > 1) {
        for (const batch of batches) await this.carefully(lease, [batch]);
        return;
      }
      if (!(await setAside(first.id, error))) throw error;
      log().error({ err: error, batchId: first.id, table: first.table }, 'a batch was set aside');
    }
  }

  /** @param taken what to begin with, and in the end all that was decided together */
  private async batches(lease: Lease, taken: InboxBatch[], goOn: boolean): Promise<void> {
    const [first] = taken;
    if (!first) return;
    const started = performance.now();
    const decider = this.decider(first.origin);
    const keys = this.keys(first.origin);
    try {
      await withTransaction(async (tx) => {
        await fence(tx, lease);
        const settings = await decider.begin(tx);
        const more = (): Promise<InboxBatch[]> =>
          goOn && performance.now() - started < GO_ON_MS ? waitingToo(tx, taken) : Promise.resolve([]);
        for await (const { batch, lines, fresh } of admitted(tx, keys, taken, more)) {
          for (const inputs of told(batch, lines, fresh)) await decider.decide(tx, settings, inputs, 'live');
        }
        await decider.flush(tx);
      });
    } catch (error) {
      decider.discard();
      keys.discard();
      throw error;
    }
    decider.settled();
    const ms = Math.round(performance.now() - started);
    log().debug(
      { batches: taken.length, first: first.id, table: first.table, rows: rowsOf(taken), ms },
      'batches processed',
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
      if (!isLasting(error) || ++this.failedCommands < MAX_ATTEMPTS) throw error;
      await giveUpCommand(this.tenantId, origin, error);
    }
    this.failedCommands = 0;
    decider.settled();
    return true;
  }
}

interface AdmittedBatch {
  readonly batch: InboxBatch;
  readonly lines: EventLines;
  readonly fresh: readonly number[];
}

/**
 * Admits batches in order, each while the one before it is decided: the database works beside the engine.
 * @param batches what to begin with; what `more` finds once these are admitted is added to it
 */
async function* admitted(
  tx: PoolClient,
  keys: KeyRegistry,
  batches: InboxBatch[],
  more: () => Promise<InboxBatch[]>,
): AsyncGenerator<AdmittedBatch> {
  const admit = async (at: number): Promise<AdmittedBatch | undefined> => {
    if (at >= batches.length) batches.push(...(await more()));
    const batch = batches[at];
    if (!batch) return undefined;
    const lines = await readEvents(tx, batch);
    return { batch, lines, fresh: await admitBatch(tx, keys, batch, lines) };
  };
  let next = admit(0);
  try {
    for (let i = 1; ; i++) {
      const current = await next;
      if (!current) return;
      next = admit(i);
      // Its failure is met when it is awaited; until then nobody listens.
      next.catch(() => undefined);
      yield current;
    }
  } finally {
    // Nothing of it may reach the connection after the rollback, where each statement would commit by itself.
    await next.catch(() => undefined);
  }
}

/**
 * Registers a batch's keys and marks it.
 * @returns the lines to be told at once; none where they wait for their session
 */
async function admitBatch(
  tx: PoolClient,
  keys: KeyRegistry,
  batch: InboxBatch,
  lines: EventLines,
): Promise<number[]> {
  const dropped = batch.registered ? batch.droppedLines : await keys.register(tx, batch.table, lines);
  const gone = new Set(dropped);
  const fresh = [...lines.days.keys()].filter((line) => !gone.has(line));
  if (!batch.registered) {
    const latest = fresh.reduce(
      (max, line) => Math.max(max, lines.times[line] ?? max),
      Number.NEGATIVE_INFINITY,
    );
    await recordHealth(tx, batch, fresh.length, dropped.length, Number.isFinite(latest) ? latest : null);
  }
  // Rows of a session that is being told already, or was, are late data: they are told at once, quietly.
  if (batch.sessionId && (await takesRows(tx, batch.tenantId, batch.sessionId))) {
    await markNormalized(tx, batch, dropped);
    return [];
  }
  await markProcessed(tx, batch, dropped);
  return fresh;
}

/** The events of a batch, some at a time: those of one part are forgotten before the next is read. */
function* told(batch: InboxBatch, lines: EventLines, fresh: readonly number[]): Generator<DecisionInput[]> {
  for (let from = 0; from < fresh.length; from += ROWS_AT_ONCE) {
    yield fresh.slice(from, from + ROWS_AT_ONCE).map((line) => {
      const event = lines.event(line);
      return {
        event,
        receivedAt: batch.receivedAt + SKEW,
        historical: event.time < batch.receivedAt - LATE,
        toldAt: batch.receivedAt,
      };
    });
  }
}

async function takesRows(tx: PoolClient, tenantId: string, sessionId: string): Promise<boolean> {
  const found = await tx.query(
    "select 1 from ingest_session where tenant_id = $1 and id = $2 and state in ('open', 'closing')",
    [tenantId, sessionId],
  );
  return found.rowCount === 1;
}

const rowsOf = (batches: readonly InboxBatch[]): number =>
  batches.reduce((sum, batch) => sum + batch.rowCount, 0);

/** Batches of one origin that fit into one transaction: under load the cost of a commit is shared. */
function together(pending: readonly InboxBatch[], begun: readonly InboxBatch[] = []): InboxBatch[] {
  const taken: InboxBatch[] = [];
  const origin = (begun[0] ?? pending[0])?.origin;
  let rows = rowsOf(begun);
  for (const batch of pending) {
    rows += batch.rowCount;
    const isFirst = begun.length + taken.length === 0;
    if (!isFirst && (batch.origin !== origin || rows > MAX_ROWS_TOGETHER)) break;
    taken.push(batch);
  }
  return taken;
}

/** What came while a transaction was at work, where it is much and fits in as well. */
async function waitingToo(tx: PoolClient, begun: readonly InboxBatch[]): Promise<InboxBatch[]> {
  const tenantId = begun[0]?.tenantId ?? '';
  const pending = await pendingBatches(tx, tenantId, MAX_TOGETHER);
  return rowsOf(pending) < MANY_WAITING ? [] : together(pending, begun);
}
