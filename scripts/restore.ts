/** `npm run restore -- DIR`: a backup into an empty data folder, or with DATABASE_URL into an empty database. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from '@/lib/server/backup/manifest';
import { restore } from '@/lib/server/backup/restore';
import { changeEnv, env } from '@/lib/server/env';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { takeFileLock } from '@/lib/server/postgres/lock';
import { runCommand, StartError, step } from './up/steps';

// What we write is for its owner: telemetry, keys, password hashes.
process.umask(0o077);

runCommand(async () => {
  const source = process.argv[2];
  if (!source) throw new StartError('usage: npm run restore -- DIR', 2);
  const { outsideDatabase, postgresDir, dataDir } = env();
  const folder = path.resolve(source);
  readManifest(folder);
  mkdirSync(dataDir, { recursive: true });
  const lock = takeFileLock(path.join(dataDir, 'up.lock'));
  if (lock.holder !== undefined) throw new StartError(`stop the portal first (process ${lock.holder})`, 3);
  const cluster = outsideDatabase ? undefined : await startPostgres({ dir: postgresDir });
  try {
    const { adminUrl } = changeEnv({});
    if (!adminUrl) throw new StartError('no database address is known');
    await step(
      'Restore',
      (progress) => restore({ adminUrl, dataDir, folder, progress }),
      ({ createdAt }) => `state and lake are those of ${createdAt}`,
    );
  } finally {
    if (cluster && !cluster.reused) await stopPostgres({ dir: postgresDir });
    lock.release();
  }
});
