/**
 * `npm run db -- start|stop|url|admin-url`: the embedded PostgreSQL of the data folder, for development. `start` also
 * migrates. The URL is the last line of the output.
 */
import { env } from '@/lib/server/env';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';

const command = process.argv[2] ?? 'start';
const dir = env().postgresDir;

if (command === 'stop') {
  console.log((await stopPostgres({ dir })) ? 'stopped' : 'not running');
} else if (command === 'start') {
  const { adminUrl, appUrl, reused } = await startPostgres({ dir });
  const applied = await migrate(adminUrl);
  console.log(
    `${reused ? 'running already' : 'started'}; migrations applied: ${applied.join(', ') || 'none'}`,
  );
  console.log(appUrl);
} else if (command === 'url' || command === 'admin-url') {
  const { databaseUrl, adminUrl } = env();
  console.log((command === 'url' ? databaseUrl : adminUrl) ?? 'not made yet: npm run db -- start');
} else {
  console.error('usage: npm run db -- start|stop|url|admin-url');
  process.exitCode = 2;
}
