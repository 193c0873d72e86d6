import { pool } from '../pg';

/**
 * Runs `work` while this process holds the PostgreSQL advisory locks of these names, on a connection of its own.
 * A process that dies loses its locks with its connection. Locks here save double work and tell the living from the
 * dead; that nothing is lost or doubled never depends on them, but on the rows that each transaction must find.
 *
 * @returns what `work` returned, or `undefined` at once when somebody else holds one of them
 */
export async function withLock<T>(
  names: string | readonly string[],
  work: () => Promise<T>,
): Promise<T | undefined> {
  const client = await pool().connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  const held: string[] = [];
  try {
    for (const name of [names].flat()) {
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [name],
      );
      if (!rows[0]?.held) return undefined;
      held.push(name);
    }
    return await work();
  } finally {
    for (const name of held)
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(onError);
    client.off('error', onError);
    client.release(broken);
  }
}

/** Held by whoever writes the files of a job, so that garbage collection leaves them alone. */
export const jobLock = (jobId: string): string => `lake job ${jobId}`;
export const sealLock = (tenantId: string, table: string, origin: string): string =>
  `lake seal ${tenantId} ${table} ${origin}`;
export const dayLock = (tenantId: string, table: string, day: number): string =>
  `lake day ${tenantId} ${table} ${day}`;
