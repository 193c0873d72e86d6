/** `npm run up`: the one command. Database, structure, build, demo or set-up link, then the portal until Ctrl-C. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { env } from '@/lib/server/env';
import { type FileLock, takeFileLock } from '@/lib/server/postgres/lock';
import { buildIfNeeded } from './up/build';
import { closeDatabase, openDatabase, watchDatabase } from './up/database';
import { requireFreePort, ServerProcess } from './up/server';
import { reportError, StartError, step } from './up/steps';

// What we write is for its owner: telemetry, keys, password hashes.
process.umask(0o077);

let ending: Promise<never> | undefined;
const cleanups: (() => Promise<void> | void)[] = [];

/** Undoes what was started, newest first, and ends the process. A second Ctrl-C meanwhile changes nothing. */
function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const cleanup of cleanups.reverse()) {
      try {
        await cleanup();
      } catch (error) {
        console.error((error as Error).message);
      }
    }
    process.exit(code);
  })();
  return ending;
}

function claimDataFolder(): FileLock {
  const { dataDir } = env();
  mkdirSync(dataDir, { recursive: true });
  const lock = takeFileLock(path.join(dataDir, 'up.lock'));
  if (lock.holder !== undefined) {
    throw new StartError(
      `Throughline runs already on this data folder (process ${lock.holder}): ${dataDir}`,
      3,
    );
  }
  return lock;
}

async function main(): Promise<void> {
  const started = performance.now();
  const { PORT, HOST, dataDir, publicUrl } = env();
  console.log(`Throughline · data in ${dataDir}`);
  const lock = claimDataFolder();
  cleanups.push(() => lock.release());
  await requireFreePort(PORT, HOST);
  cleanups.push(closeDatabase);
  await openDatabase();
  await step('Build', buildIfNeeded, (built) => (built ? 'done' : 'is current'));
  const server = new ServerProcess((reason) => {
    console.error(reason);
    void end(1);
  });
  cleanups.push(() => server.stop());
  // Loaded while the server starts, and not before: they need the data client, which the build writes.
  const [, { startDemo }, { welcome }] = await Promise.all([
    step(
      'Portal',
      () => server.start(),
      () => 'listens',
    ),
    import('./demo/start'),
    import('./up/first-start'),
  ]);
  cleanups.push(watchDatabase());
  const demo = await startDemo();
  cleanups.push(demo.stop);
  const welcomeLines = [...demo.signIn, ...(await welcome())];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const lines = [`Ready after ${seconds} s: ${publicUrl}`, ...welcomeLines, 'Ctrl-C stops it.'];
  console.log(`\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!ending) console.log('\nStopping …');
    void end(0);
  });
}

main().catch((error: unknown) => {
  if (ending) return;
  void end(reportError(error));
});
