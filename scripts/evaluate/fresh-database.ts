import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changeEnv, env } from '@/lib/server/env';
import { closePool } from '@/lib/server/pg';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';

/** Works on an embedded database and a data folder of its own, which go away afterwards. */
export async function withFreshDatabase<T>(work: () => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'throughline-evaluate-'));
  changeEnv({ THROUGHLINE_DATA: dataDir, DATABASE_URL: undefined, DATABASE_ADMIN_URL: undefined });
  const dir = env().postgresDir;
  try {
    const { adminUrl } = await startPostgres({ dir });
    changeEnv({});
    await migrate(adminUrl);
    return await work();
  } finally {
    await closePool();
    await stopPostgres({ dir });
    rmSync(dataDir, { recursive: true, force: true });
  }
}
