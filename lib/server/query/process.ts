import 'server-only';
import path from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { env } from '../env';
import { isOutOfMemory, openDuck } from '../lake/duck';
import { INBOX, LAKE } from '../lake/paths';
import { log } from '../log';
import { closePool } from '../pg';
import { HANDLERS, type QueryContext } from './handlers';
import { type FromProcess, type QueryFailure, REQUESTS, type RequestKind, type ToProcess } from './protocol';

/**
 * The query process: DuckDB for the portal, in a process that may be killed at any time. It can read the lake and the
 * inbox and nothing else, it writes nothing, and it ends itself before its memory endangers the machine.
 */

/** Requests that run at the same time; further ones wait. */
const CONNECTIONS = 4;
const WATCH_MS = 100;
/** What Node.js itself takes of the process's memory; DuckDB gets the rest. */
const NODE_MB = 192;
const EXIT_MEMORY = 137;

interface Running {
  readonly connection: DuckDBConnection;
  stopped?: QueryFailure;
}

const running = new Map<number, Running>();
const canceled = new Set<number>();
const waiting: Extract<ToProcess, { id: number }>[] = [];
const idle: DuckDBConnection[] = [];

const send = (message: FromProcess): void => void process.send?.(message);

async function open(): Promise<DuckDBInstance> {
  const { dataDir, QUERY_MEMORY_MB, QUERY_THREADS } = env();
  return openDuck({
    memoryMb: Math.max(96, QUERY_MEMORY_MB - NODE_MB),
    threads: QUERY_THREADS,
    readOnly: [LAKE, INBOX].map((folder) => path.join(dataDir, folder)),
  });
}

/** DuckDB's own limit does not count everything: the process as a whole is watched too. */
function watchMemory(): void {
  const cap = env().QUERY_MEMORY_MB * 1024 * 1024;
  setInterval(() => {
    if (process.memoryUsage.rss() <= cap * 1.25) return;
    for (const id of running.keys())
      send({ id, failure: 'memory', message: 'the query needed too much memory' });
    setImmediate(() => process.exit(EXIT_MEMORY));
  }, WATCH_MS).unref();
}

function next(): void {
  while (idle.length > 0) {
    const request = waiting.shift();
    if (!request) return;
    if (canceled.delete(request.id)) {
      send({ id: request.id, failure: 'canceled', message: 'canceled before it began' });
      continue;
    }
    const connection = idle.pop();
    if (connection) void run(request, connection);
  }
}

async function run(request: Extract<ToProcess, { id: number }>, connection: DuckDBConnection): Promise<void> {
  const state: Running = { connection };
  running.set(request.id, state);
  const timer = setTimeout(() => stop(state, 'timeout'), request.timeoutMs);
  try {
    const value = await answer(request.kind, { duck: connection, dataDir: env().dataDir }, request.input);
    send({ id: request.id, value });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = state.stopped ?? failureOf(error);
    if (failure === 'failed') log().error({ err: error, kind: request.kind }, 'a lake query failed');
    send({ id: request.id, failure, message: message.slice(0, 2000) });
  } finally {
    clearTimeout(timer);
    running.delete(request.id);
    idle.push(connection);
    next();
  }
}

/** Interrupting what runs now is not enough: a walk would go on with its next window. */
function stop(state: Running, failure: QueryFailure): void {
  state.stopped = failure;
  const again = setInterval(() => {
    const current = [...running.values()].includes(state);
    if (current) state.connection.interrupt();
    else clearInterval(again);
  }, 5);
  state.connection.interrupt();
}

function failureOf(error: unknown): QueryFailure {
  if (isOutOfMemory(error)) return 'memory';
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return /ZodError|UnsafePathError/.test(text) ? 'invalid' : 'failed';
}

function answer<K extends RequestKind>(kind: K, context: QueryContext, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(HANDLERS, kind)) throw new Error(`unknown request ${kind}`);
  const handler = HANDLERS[kind] as (context: QueryContext, input: unknown) => Promise<unknown>;
  return handler(context, REQUESTS[kind].parse(input));
}

function receive(message: ToProcess): void {
  if ('cancel' in message) {
    const state = running.get(message.cancel);
    if (state) stop(state, 'canceled');
    else if (waiting.some((request) => request.id === message.cancel)) canceled.add(message.cancel);
    return;
  }
  waiting.push(message);
  next();
}

async function main(): Promise<void> {
  const instance = await open();
  for (let n = 0; n < CONNECTIONS; n++) idle.push(await instance.connect());
  watchMemory();
  process.on('message', (message) => receive(message as ToProcess));
  send({ ready: true });
}

// The portal is gone, or wants us to go: nothing here is worth finishing.
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => void closePool().finally(() => process.exit(0)));
process.on('SIGINT', () => undefined);
main().catch((error: unknown) => {
  log().fatal({ err: error }, 'the query process cannot start');
  process.exit(1);
});
