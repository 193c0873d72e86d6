import 'server-only';
import pg from 'pg';
import { env } from './env';
import { AppError } from './errors';
import { log } from './log';

const kept = globalThis as typeof globalThis & { throughlinePool?: pg.Pool };

/**
 * The one `pg` pool of this process: the hot path (ingest, engine, lake catalogue, LISTEN/NOTIFY), where COPY, arrays
 * and raw speed count. Everything else goes through Prisma.
 */
export function pool(): pg.Pool {
  if (!kept.throughlinePool) {
    const { databaseUrl, DATABASE_POOL_SIZE } = env();
    if (!databaseUrl)
      throw new AppError('unavailable', 'no database: DATABASE_URL is unset and none was started');
    kept.throughlinePool = new pg.Pool({ connectionString: databaseUrl, max: DATABASE_POOL_SIZE });
    // An idle connection that breaks is replaced on next use; without a listener it would end the process.
    kept.throughlinePool.on('error', (error) => log().warn({ err: error }, 'database connection lost'));
  }
  return kept.throughlinePool;
}

export interface TransactionOptions {
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  readonly readOnly?: boolean;
}

/** Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it throws. */
export async function withTransaction<T>(
  work: (client: pg.PoolClient) => Promise<T>,
  { isolation = 'READ COMMITTED', readOnly = false }: TransactionOptions = {},
): Promise<T> {
  const client = await pool().connect();
  const tx = inTurn(client);
  let broken: Error | undefined;
  try {
    await tx.query(`BEGIN ISOLATION LEVEL ${isolation}${readOnly ? ' READ ONLY' : ''}`);
    const result = await work(tx);
    const { command } = await tx.query('COMMIT');
    // After an error inside, PostgreSQL answers COMMIT with a quiet rollback: nobody may take that for success.
    if (command !== 'COMMIT')
      throw new Error('the transaction was aborted by an error that was not passed on');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * The client, asked one statement at a time: parts of a transaction may ask at once. Its end waits its turn as well, so
 * that nothing is asked behind it.
 */
function inTurn(client: pg.PoolClient): pg.PoolClient {
  let last: Promise<unknown> = Promise.resolve();
  const query = (statement: string | pg.QueryConfig | pg.Submittable, values?: unknown[]): unknown => {
    // A stream (COPY) is no promise: whoever uses one asks nothing else meanwhile.
    if (typeof statement === 'object' && 'submit' in statement) return client.query(statement);
    const answer = last.then(() => client.query(statement, values));
    last = answer.catch(() => undefined);
    return answer;
  };
  return Object.create(client, { query: { value: query } });
}

/** Closes the pool, at shutdown and between tests. */
export async function closePool(): Promise<void> {
  const open = kept.throughlinePool;
  kept.throughlinePool = undefined;
  await open?.end();
}
