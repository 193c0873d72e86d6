import 'server-only';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { env, inheritedEnv } from '../env';
import { AppError, type ErrorCode } from '../errors';
import { log } from '../log';
import type { Failure, FailureMessage, FromProcess, ToProcess } from './protocol';

export interface Program {
  /** For messages and logs: `query process`. */
  readonly name: string;
  /** Bundle below dist/, and the source that stands in where there is none. */
  readonly bundle: string;
  readonly source: string;
  /** Largest heap of Node.js in megabytes; the rest of its memory the process watches itself. */
  readonly heapMb: () => number;
  /** What it is told beside the portal's own settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** Its place in the queue for the processor, where it is not its own choice: 19 comes last. */
  readonly niceness?: number;
  /** What the person is told of a failure. */
  readonly userTexts: Readonly<Partial<Record<Failure, string>>>;
}

export interface AskOptions {
  /** Milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Starts to count when the process is ready: how long that takes is the machine's business. */
  kill?: NodeJS.Timeout;
}

interface Child {
  readonly process: ChildProcess;
  readonly ready: Promise<void>;
  readonly pending: Map<number, Pending>;
}

/** Kept across hot reloads in development: one process of each program per server. */
const kept = globalThis as typeof globalThis & { throughlineChildren?: Map<string, Child> };
kept.throughlineChildren ??= new Map();
const children = kept.throughlineChildren;

/** After its timeout a request has so long to give up by itself; then the process is killed. */
const KILL_AFTER_MS = 2_000;

const CODES: Readonly<Record<Failure, ErrorCode>> = {
  invalid: 'badRequest',
  refused: 'badRequest',
  timeout: 'timeout',
  // Whoever asked went away: no fault of the server.
  canceled: 'badRequest',
  memory: 'unavailable',
  failed: 'internal',
};

/** A failure of a request in a process of its own, with what that process says of it. */
export class ChildError extends AppError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly failure: Failure,
    readonly detail: unknown,
    userText: string | undefined,
  ) {
    super(code, message, userText === undefined ? {} : { userText });
  }
}

let lastId = 0;

/**
 * A process that answers requests, is started when it is first asked, and may be killed at any time. `Inputs` and
 * `Results` tell what each kind of request takes and gives.
 */
export class ChildClient<Inputs, Results extends { readonly [K in keyof Inputs]: unknown }> {
  constructor(private readonly program: Program) {}

  /** @throws ChildError */
  async ask<K extends keyof Inputs & string>(
    kind: K,
    input: Inputs[K],
    { timeoutMs = 10_000, signal }: AskOptions = {},
  ): Promise<Results[K]> {
    signal?.throwIfAborted();
    const child = this.running();
    const id = ++lastId;
    const cancel = (): void => tell(child, { cancel: id });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return (await new Promise<unknown>((resolve, reject) => {
        const pending: Pending = { resolve, reject };
        child.pending.set(id, pending);
        tell(child, { id, kind, input, timeoutMs });
        void child.ready.then(() => {
          if (!child.pending.has(id)) return;
          pending.kill = setTimeout(() => {
            log().warn({ kind }, `the ${this.program.name} does not answer and is killed`);
            child.process.kill('SIGKILL');
          }, timeoutMs + KILL_AFTER_MS);
        });
      })) as Results[K];
    } finally {
      signal?.removeEventListener('abort', cancel);
      clearTimeout(child.pending.get(id)?.kill);
      child.pending.delete(id);
    }
  }

  /** Ends the process, at shutdown and between tests. The next request starts a new one. */
  async stop(): Promise<void> {
    const child = children.get(this.program.name);
    children.delete(this.program.name);
    if (!child || child.process.exitCode !== null || child.process.signalCode !== null) return;
    // Nothing else may be left that keeps this process waiting for it.
    child.process.ref();
    const ended = new Promise((resolve) => child.process.once('exit', resolve));
    child.process.kill('SIGKILL');
    await ended;
  }

  /** Process id, for health pages and tests; undefined while none runs. */
  get pid(): number | undefined {
    return children.get(this.program.name)?.process.pid;
  }

  private running(): Child {
    const known = children.get(this.program.name);
    if (known) return known;
    const child = this.start();
    children.set(this.program.name, child);
    return child;
  }

  private start(): Child {
    const [file, ...args] = this.command();
    const started = spawn(file, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: inheritedEnv({ DATABASE_POOL_SIZE: '4', ...this.program.env }),
    });
    // The first message of every such process says that it is ready.
    const ready = new Promise<void>((resolve) => void started.once('message', () => resolve())).then(() =>
      giveWay(started.pid, this.program.niceness),
    );
    const child: Child = { process: started, ready, pending: new Map() };
    child.process.unref();
    child.process.channel?.unref();
    child.process.on('message', (message) => this.settle(child, message as FromProcess));
    child.process.on('error', (error) => this.end(child, error.message));
    child.process.on('exit', (code, signal) => this.end(child, `it ended with ${signal ?? code}`));
    return child;
  }

  /** The bundle where there is one, else the source. */
  private command(): [string, ...string[]] {
    const heap = `--max-old-space-size=${this.program.heapMb()}`;
    const bundle = path.join(/* turbopackIgnore: true */ process.cwd(), this.program.bundle);
    const source = path.join(/* turbopackIgnore: true */ process.cwd(), this.program.source);
    const useSource = env().NODE_ENV !== 'production' || !existsSync(bundle);
    const program = useSource ? ['--conditions=react-server', '--import', 'tsx', source] : [bundle];
    return [process.execPath, heap, ...program];
  }

  private settle(child: Child, message: FromProcess): void {
    if (!('id' in message)) return;
    const pending = child.pending.get(message.id);
    if (!pending) return;
    if ('value' in message) pending.resolve(message.value);
    else pending.reject(this.failed(message));
  }

  private end(child: Child, reason: string): void {
    if (children.get(this.program.name) === child) children.delete(this.program.name);
    const message = `the ${this.program.name} is gone: ${reason}`;
    for (const [id, { reject }] of child.pending) reject(this.failed({ id, failure: 'memory', message }));
  }

  private failed({ failure, message, detail }: FailureMessage): ChildError {
    const text = `${this.program.name}: ${failure}: ${message}`;
    return new ChildError(CODES[failure], text, failure, detail, this.program.userTexts[failure]);
  }
}

function giveWay(pid: number | undefined, niceness: number | undefined): void {
  if (pid === undefined || niceness === undefined) return;
  try {
    os.setPriority(pid, niceness);
  } catch {
    // It ended meanwhile, or the system does not allow it: then it has the place that it took itself.
  }
}

const tell = (child: Child, message: ToProcess): void => {
  if (child.process.connected) child.process.send(message, () => undefined);
};
