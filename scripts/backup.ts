/** `npm run backup -- DIR`: state and lake, as they are at one moment, while the portal runs or while it is stopped. */
import path from 'node:path';
import { backup } from '@/lib/server/backup/backup';
import { changeEnv, env } from '@/lib/server/env';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { rememberedCluster } from '@/lib/server/postgres/secrets';
import { runCommand, StartError, step } from './up/steps';

// What we write is for its owner: telemetry, keys, password hashes.
process.umask(0o077);

runCommand(async () => {
  const target = process.argv[2];
  if (!target) throw new StartError('usage: npm run backup -- DIR', 2);
  const { outsideDatabase, postgresDir, dataDir } = env();
  if (!outsideDatabase && !rememberedCluster(postgresDir))
    throw new StartError(`there is no database in ${dataDir}`);
  const cluster = outsideDatabase ? undefined : await startPostgres({ dir: postgresDir });
  try {
    const { adminUrl } = changeEnv({});
    if (!adminUrl) throw new StartError('no database address is known');
    const folder = path.resolve(target);
    await step(
      'Backup',
      (progress) => backup({ adminUrl, dataDir, folder, progress }),
      ({ tables, files }) => {
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        const bytes = [...tables, ...files].reduce((sum, file) => sum + file.bytes, 0);
        return `${rows} rows and ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${folder}`;
      },
    );
  } finally {
    if (cluster && !cluster.reused) await stopPostgres({ dir: postgresDir });
  }
});
