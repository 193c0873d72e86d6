import 'server-only';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { closePrisma } from '../db';
import { env } from '../env';
import { warmGeo } from '../geo/lookup';
import { isStopping, onShutdown } from '../lifecycle';
import { log } from '../log';
import { closePool } from '../pg';

const RESTART_MS = 1_000;
const STOP_LIMIT_MS = 15_000;
const WARM_UP_MS = 5_000;

const kept = globalThis as typeof globalThis & { throughlineWorker?: Worker };

function startWorker(file: string): void {
  const worker = new Worker(file, {
    // A large young generation: a batch's events die together, and copying them would cost more than the engine's work.
    resourceLimits: { maxOldGenerationSizeMb: env().ENGINE_MEMORY_MB, maxYoungGenerationSizeMb: 192 },
    execArgv: ['--enable-source-maps'],
  });
  kept.throughlineWorker = worker;
  worker.on('error', (error) => log().error({ err: error }, 'the engine worker failed'));
  worker.on('exit', (code) => {
    kept.throughlineWorker = undefined;
    if (isStopping()) return;
    log().warn({ code }, 'the engine worker ended and is started again');
    setTimeout(() => startWorker(file), RESTART_MS);
  });
}

/** Lets the batch in work finish; a worker that does not answer is ended: its transaction is then rolled back. */
async function stopWorker(): Promise<void> {
  const worker = kept.throughlineWorker;
  if (!worker) return;
  const stopped = new Promise<void>((resolve) => {
    worker.on('message', (message) => message === 'stopped' && resolve());
    worker.once('exit', () => resolve());
    setTimeout(resolve, STOP_LIMIT_MS).unref();
  });
  worker.postMessage('stop');
  await stopped;
  await worker.terminate();
}

/** Starts what works beside the web server: the engine thread. Once per process, and not while Next is building. */
export function startBackground(): void {
  if (kept.throughlineWorker || env().NEXT_PHASE === 'phase-production-build') return;
  // Hooks run newest first: the connections go last.
  onShutdown('database', async () => {
    await closePrisma();
    await closePool();
  });
  if (!env().THROUGHLINE_WORKER) return;
  const file = path.join(process.cwd(), 'dist/worker.mjs');
  if (!existsSync(file)) {
    log().warn('no engine worker was built: npm run build:workers');
    return;
  }
  // Loading the location databases takes a moment: after the first pages, before the first rows.
  setTimeout(warmGeo, WARM_UP_MS).unref();
  onShutdown('engine worker', stopWorker);
  startWorker(file);
}
