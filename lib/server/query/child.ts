import 'server-only';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { env, inheritedEnv } from '../env';
import { AppError, type ErrorCode } from '../errors';
import { log } from '../log';
import type { FromProcess, QueryFailure, RequestInput, RequestKind, ResultOf, ToProcess } from './protocol';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly kill: NodeJS.Timeout;
}

interface Child {
  readonly process: ChildProcess;
  readonly pending: Map<number, Pending>;
}

/** Kept across hot reloads in development: one query process per server. */
const kept = globalThis as typeof globalThis & { throughlineQuery?: Child; throughlineQueryId?: number };

/** After its timeout a request has so long to give up by itself; then the process is killed. */
const KILL_AFTER_MS = 2_000;

const CODES: Readonly<Record<QueryFailure, ErrorCode>> = {
  invalid: 'badRequest',
  timeout: 'timeout',
  canceled: 'unavailable',
  memory: 'unavailable',
  failed: 'internal',
};

export interface AskOptions {
  /** Milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks the query process, which is started when nobody asked before. @throws AppError */
export async function ask<K extends RequestKind>(
  kind: K,
  input: RequestInput<K>,
  { timeoutMs = 10_000, signal }: AskOptions = {},
): Promise<ResultOf[K]> {
  signal?.throwIfAborted();
  kept.throughlineQuery ??= start();
  const child = kept.throughlineQuery;
  kept.throughlineQueryId = (kept.throughlineQueryId ?? 0) + 1;
  const id = kept.throughlineQueryId;
  const cancel = (): void => tell(child, { cancel: id });
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return (await new Promise<unknown>((resolve, reject) => {
      const kill = setTimeout(() => {
        log().warn({ kind }, 'the query process does not answer and is killed');
        child.process.kill('SIGKILL');
      }, timeoutMs + KILL_AFTER_MS);
      child.pending.set(id, { resolve, reject, kill });
      tell(child, { id, kind, input, timeoutMs });
    })) as ResultOf[K];
  } finally {
    signal?.removeEventListener('abort', cancel);
    clearTimeout(child.pending.get(id)?.kill);
    child.pending.delete(id);
  }
}

/** Ends the query process, at shutdown and between tests. The next request starts a new one. */
export async function stopQueryProcess(): Promise<void> {
  const child = kept.throughlineQuery;
  kept.throughlineQuery = undefined;
  if (!child || child.process.exitCode !== null || child.process.signalCode !== null) return;
  const ended = new Promise((resolve) => child.process.once('exit', resolve));
  child.process.kill('SIGKILL');
  await ended;
}

/** Process id of the running query process, for health pages and tests. */
export const queryProcessId = (): number | undefined => kept.throughlineQuery?.process.pid;

const tell = (child: Child, message: ToProcess): void => {
  if (child.process.connected) child.process.send(message, () => undefined);
};

function start(): Child {
  const [file, ...args] = command();
  const child: Child = {
    process: spawn(file, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: inheritedEnv({ DATABASE_POOL_SIZE: '4' }),
    }),
    pending: new Map(),
  };
  child.process.unref();
  child.process.channel?.unref();
  child.process.on('message', (message) => settle(child, message as FromProcess));
  child.process.on('error', (error) => end(child, error.message));
  child.process.on('exit', (code, signal) => end(child, `it ended with ${signal ?? code}`));
  return child;
}

/** The bundle where there is one, else the source. Its heap is capped; its whole memory it watches itself. */
function command(): [string, ...string[]] {
  const heap = `--max-old-space-size=${Math.max(64, Math.floor(env().QUERY_MEMORY_MB / 3))}`;
  const bundle = path.join(/* turbopackIgnore: true */ process.cwd(), 'dist/query.mjs');
  const source = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/server/query/process.ts');
  const useSource = env().NODE_ENV !== 'production' || !existsSync(bundle);
  const program = useSource ? ['--conditions=react-server', '--import', 'tsx', source] : [bundle];
  return [process.execPath, heap, ...program];
}

function settle(child: Child, message: FromProcess): void {
  if (!('id' in message)) return;
  const pending = child.pending.get(message.id);
  if (!pending) return;
  if ('value' in message) pending.resolve(message.value);
  else pending.reject(failureError(message.failure, message.message));
}

function end(child: Child, reason: string): void {
  if (kept.throughlineQuery === child) kept.throughlineQuery = undefined;
  for (const { reject } of child.pending.values())
    reject(failureError('memory', `the query process is gone: ${reason}`));
}

const USER_TEXT: Readonly<Partial<Record<QueryFailure, string>>> = {
  timeout: 'The search took too long. Narrow it down and try again.',
  memory: 'The search needed more memory than it may use. Narrow it down and try again.',
};

function failureError(failure: QueryFailure, message: string): AppError {
  const userText = USER_TEXT[failure];
  return new AppError(CODES[failure], `lake query: ${failure}: ${message}`, userText ? { userText } : {});
}
