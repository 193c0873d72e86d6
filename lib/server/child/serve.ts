import 'server-only';
import { writeFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { isOutOfMemory } from '../lake/duck';
import { log } from '../log';
import { closePool } from '../pg';
import {
  type Failure,
  type FromProcess,
  RequestFailure,
  type RequestMessage,
  type ToProcess,
} from './protocol';

export interface Service {
  /** As many requests run at the same time; further ones wait. */
  readonly connections: readonly DuckDBConnection[];
  readonly answer: (request: RequestMessage, connection: DuckDBConnection) => Promise<unknown>;
  /** Requests that need no connection are answered at once; undefined for the others. */
  readonly answerAtOnce?: (request: RequestMessage) => Promise<unknown> | undefined;
  /** Megabytes that the process may hold; a quarter above it ends itself. */
  readonly memoryMb: number;
}

interface Running {
  readonly connection: DuckDBConnection;
  stopped?: Failure;
}

const WATCH_MS = 100;
const EXIT_MEMORY = 137;

const running = new Map<number, Running>();
const canceled = new Set<number>();
const waiting: RequestMessage[] = [];
const idle: DuckDBConnection[] = [];

const send = (message: FromProcess): void => void process.send?.(message);

/** Answers the portal's requests until the portal is gone. */
export function serve(service: Service): void {
  idle.push(...service.connections);
  watchMemory(service.memoryMb);
  process.on('message', (message) => receive(service, message as ToProcess));
  send({ ready: true });
}

/** Call first: nothing that such a process does is worth finishing once nobody waits for it. */
export function endWithPortal(): void {
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => void closePool().finally(() => process.exit(0)));
  process.on('SIGINT', () => undefined);
  chooseForOutOfMemory();
}

/** Where the machine itself has no memory left, the kernel ends this process before any other of ours. */
function chooseForOutOfMemory(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '900');
  } catch {
    // Not Linux, or not allowed: the process still watches itself.
  }
}

/** DuckDB's own limit does not count everything: the process as a whole is watched too. */
function watchMemory(memoryMb: number): void {
  const cap = memoryMb * 1024 * 1024 * 1.25;
  setInterval(() => {
    if (process.memoryUsage.rss() <= cap) return;
    for (const id of running.keys())
      send({ id, failure: 'memory', message: 'the query needed too much memory' });
    setImmediate(() => process.exit(EXIT_MEMORY));
  }, WATCH_MS).unref();
}

function receive(service: Service, message: ToProcess): void {
  if ('cancel' in message) {
    const state = running.get(message.cancel);
    if (state) stop(state, 'canceled');
    else if (waiting.some((request) => request.id === message.cancel)) canceled.add(message.cancel);
    return;
  }
  const answer = service.answerAtOnce?.(message);
  if (answer) return void settle(message, answer, () => undefined);
  waiting.push(message);
  next(service);
}

function next(service: Service): void {
  while (idle.length > 0) {
    const request = waiting.shift();
    if (!request) return;
    if (canceled.delete(request.id)) {
      send({ id: request.id, failure: 'canceled', message: 'canceled before it began' });
      continue;
    }
    const connection = idle.pop();
    if (connection) void run(service, request, connection);
  }
}

async function run(service: Service, request: RequestMessage, connection: DuckDBConnection): Promise<void> {
  const state: Running = { connection };
  running.set(request.id, state);
  const timer = setTimeout(() => stop(state, 'timeout'), request.timeoutMs);
  await settle(request, service.answer(request, connection), () => state.stopped);
  clearTimeout(timer);
  running.delete(request.id);
  idle.push(connection);
  next(service);
}

/** Sends the answer, or why there is none. */
async function settle(
  { id, kind }: RequestMessage,
  answer: Promise<unknown>,
  stopped: () => Failure | undefined,
): Promise<void> {
  try {
    send({ id, value: await answer });
  } catch (error) {
    const failure = stopped() ?? failureOf(error);
    if (failure === 'failed') log().error({ err: error, kind }, 'a request failed');
    const message = error instanceof Error ? error.message : String(error);
    const detail = error instanceof RequestFailure && failure === error.failure ? error.detail : undefined;
    send({ id, failure, message: message.slice(0, 2_000), ...(detail === undefined ? {} : { detail }) });
  }
}

/** Interrupting what runs now is not enough: a request may go on with its next statement. */
function stop(state: Running, failure: Failure): void {
  state.stopped = failure;
  const again = setInterval(() => {
    const current = [...running.values()].includes(state);
    if (current) state.connection.interrupt();
    else clearInterval(again);
  }, 5);
  state.connection.interrupt();
}

function failureOf(error: unknown): Failure {
  if (error instanceof RequestFailure) return error.failure;
  if (isOutOfMemory(error)) return 'memory';
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return /ZodError|UnsafePathError/.test(text) ? 'invalid' : 'failed';
}
