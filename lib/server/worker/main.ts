import 'server-only';
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';
import { watchSilence } from '../data-health/silence';
import { LibraryLoop } from '../hunting/library/loop';
import { JobLoop } from '../jobs/loop';
import { log } from '../log';
import { EngineLoop } from './loop';

/**
 * The engine worker: a `worker_thread` of the web server, or a process of its own. It runs the engine loop, bulk
 * jobs and the checks and runs of the query library, and keeps the lake process alive, which writes Parquet in its own memory.
 */
const loop = new EngineLoop();
const jobs = new JobLoop();
const library = new LibraryLoop();
let lake: ChildProcess | undefined;
let stopping = false;

function startLake(): void {
  lake = fork(fileURLToPath(new URL('./lake.mjs', import.meta.url)), { stdio: 'inherit' });
  lake.on('exit', (code, signal) => {
    if (stopping) return;
    log().warn({ code, signal }, 'the lake process ended and is started again');
    setTimeout(startLake, 1_000);
  });
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  endWatch();
  const ended =
    lake && lake.exitCode === null ? new Promise((resolve) => lake?.once('exit', resolve)) : undefined;
  lake?.kill('SIGTERM');
  await Promise.all([loop.stop(), jobs.stop(), library.stop()]);
  await ended;
  if (isMainThread) process.exit(0);
  parentPort?.postMessage('stopped');
}

startLake();
loop.start();
jobs.start();
library.start();
const endWatch = watchSilence();
parentPort?.on('message', (message: unknown) => {
  if (message === 'stop') void stop();
});
if (isMainThread) {
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}
