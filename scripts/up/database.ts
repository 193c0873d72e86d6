import { changeEnv, env } from '@/lib/server/env';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';
import { StartError, step } from './steps';

const WATCH_MS = 2_000;

/** The database that the portal uses: started when it is the embedded one, then migrated. */
export async function openDatabase(): Promise<void> {
  const { outsideDatabase, postgresDir } = env();
  if (!outsideDatabase) {
    await step(
      'PostgreSQL',
      () => startPostgres({ dir: postgresDir }),
      ({ port, reused }) => `${reused ? 'was running' : 'started'} on 127.0.0.1:${port}`,
    );
    changeEnv({});
  }
  const { adminUrl } = env();
  if (!adminUrl) throw new StartError('No database address is known.');
  await step(
    'Database structure',
    () => migrate(adminUrl),
    (applied) => (applied.length > 0 ? `applied ${applied.join(', ')}` : 'is current'),
  );
}

/**
 * Brings the embedded PostgreSQL back on its port when something killed it; the portal's pools reconnect by themselves.
 * Returns the function that ends the watch.
 */
export function watchDatabase(): () => Promise<void> {
  const { outsideDatabase, postgresDir } = env();
  if (outsideDatabase) return async () => {};
  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      const { reused } = await startPostgres({ dir: postgresDir, keepPort: true });
      if (!reused) console.error('PostgreSQL had ended and was started again.');
    } catch (error) {
      console.error(`PostgreSQL is down and cannot be started: ${(error as Error).message}`);
    }
  };
  const timer = setInterval(() => {
    round = round.then(() => (stopped ? undefined : look()));
  }, WATCH_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await round;
  };
}

/** Stops the embedded PostgreSQL; an outside one is not ours to stop. */
export async function closeDatabase(): Promise<void> {
  const { outsideDatabase, postgresDir } = env();
  if (!outsideDatabase) await stopPostgres({ dir: postgresDir });
}
