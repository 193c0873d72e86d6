import 'server-only';
import pg from 'pg';
import { sealAudit } from '../audit/seal';
import { env } from '../env';
import { log } from '../log';
import { foldTally } from '../tally/fold';
import { deliverDue } from '../webhooks/deliver';
import { listenFrom, tell } from './bus';
import { WAKE_CHANNEL } from './publish';
import { eventsAfter, lastSequence } from './read';
import { EVENTS_CHANNEL, pruneEvents, sequenceEvents } from './sequence';

/** Advisory lock of the one dispatcher of a database, held by its connection: whoever loses that loses the office. */
const LEADER_LOCK = 'SELECT pg_try_advisory_lock(7401, 2) AS leader';

/** A look without being woken, ms: also catches writers that forgot to wake us, and takes over from a dead leader. */
const TICK = 250;
const SEAL_EVERY = 500;
const DELIVER_EVERY = 1_000;
const FOLD_EVERY = 5_000;
const PRUNE_EVERY = 3_600_000;
const RECONNECT_AFTER = 1_000;

/** Runs a task one at a time; a call while it runs makes it run once more afterwards. */
function coalesce(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await task();
    } while (again);
    running = undefined;
  };
  return () => {
    again = running !== undefined;
    running ??= loop();
    return running;
  };
}

/** Gives a task at most one run per `every` ms, whoever calls it how often; its errors are logged and forgotten. */
function spaced(name: string, every: number, task: () => Promise<unknown>): () => void {
  let last = 0;
  let running = false;
  return () => {
    if (running || Date.now() - last < every) return;
    running = true;
    last = Date.now();
    task()
      .catch((error: unknown) => log().warn({ err: error }, `${name} failed`))
      .finally(() => {
        running = false;
      });
  };
}

/** One connection's life: resolves when it is lost or `signal` aborts. */
async function serve(signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: env().databaseUrl,
    application_name: 'throughline-dispatcher',
  });
  const ended = new Promise<void>((resolve) => {
    client.on('end', () => resolve());
    client.on('error', () => resolve());
    signal.addEventListener('abort', () => resolve());
  });
  await client.connect();
  let leader = false;
  let seen = await lastSequence();
  listenFrom(seen);
  const readNew = coalesce(async () => {
    for (const event of await eventsAfter(seen, 1_000)) {
      seen = event.sequence;
      tell(event);
    }
  });
  const deliver = spaced('webhook delivery', DELIVER_EVERY, deliverDue);
  const seal = spaced('audit sealing', SEAL_EVERY, sealAudit);
  const fold = spaced('adding up counters', FOLD_EVERY, foldTally);
  const prune = spaced('outbox pruning', PRUNE_EVERY, () => pruneEvents(client));
  const work = coalesce(async () => {
    leader ||= (await client.query<{ leader: boolean }>(LEADER_LOCK)).rows[0]?.leader ?? false;
    if (!leader) return;
    await sequenceEvents(client);
    seal();
    deliver();
    fold();
    prune();
  });
  const guarded = (task: () => Promise<void>) => () =>
    void task().catch((error: unknown) => {
      if (!signal.aborted) log().warn({ err: error }, 'dispatcher');
      client.end().catch(() => {});
    });
  client.on('notification', ({ channel }) => guarded(channel === WAKE_CHANNEL ? work : readNew)());
  await client.query(`LISTEN ${WAKE_CHANNEL}; LISTEN ${EVENTS_CHANNEL}`);
  const timer = setInterval(guarded(work), TICK);
  guarded(work)();
  // What was numbered between the first look and LISTEN.
  guarded(readNew)();
  await ended;
  clearInterval(timer);
  await client.end().catch(() => {});
}

const kept = globalThis as typeof globalThis & { throughlineDispatcher?: AbortController };

/**
 * Starts the dispatcher of this process; a second call changes nothing. Every process hears events and tells its own
 * streams; one of them, the leader, numbers events, seals the audit trail, delivers webhooks and adds up
 * counters.
 *
 * @returns a function that stops it
 */
export function startDispatcher(): () => void {
  kept.throughlineDispatcher?.abort();
  const stop = new AbortController();
  kept.throughlineDispatcher = stop;
  const run = async () => {
    while (!stop.signal.aborted) {
      await serve(stop.signal).catch((error: unknown) => log().warn({ err: error }, 'dispatcher connection'));
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, RECONNECT_AFTER));
    }
  };
  run();
  return () => stop.abort();
}
