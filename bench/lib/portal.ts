import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { type Actor, PERMISSIONS } from '@/lib/domain/permissions';
import { closePrisma } from '@/lib/server/db';
import { changeEnv, env } from '@/lib/server/env';
import { closePool } from '@/lib/server/pg';
import { type Cluster, startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';
import { ensureTenant } from '@/lib/server/tenant';
import { createToken } from '@/lib/server/tokens/commands';
import { buildIfNeeded } from '@/scripts/up/build';
import { ServerProcess } from '@/scripts/up/server';
import { takeFolder } from './folder';

/** A database and a data folder of their own, which go away with the benchmark. */
export interface Ground {
  readonly tenantId: string;
  readonly cluster: Cluster;
  /** Process id of PostgreSQL's postmaster. */
  readonly postmaster: number;
  /** Stores what the benchmark wants to find, unless it was kept from an earlier run. */
  readonly fill: (store: () => Promise<void>) => Promise<void>;
  readonly leave: () => Promise<void>;
}

export const ADMIN: Omit<Actor, 'tenantId'> = {
  kind: 'system',
  id: 'bench',
  name: 'Benchmark',
  permissions: new Set(PERMISSIONS),
  roles: [],
  scopes: [],
};

/**
 * Makes an empty, migrated database beside a data folder under the system's temporary folder, and points `env()` at them.
 * @param kept name under which both stay for the next run
 */
export async function newGround(name: string, kept?: string): Promise<Ground> {
  const folder = await takeFolder(name, kept);
  const dataDir = folder.path;
  changeEnv({
    THROUGHLINE_DATA: dataDir,
    DATABASE_URL: undefined,
    THROUGHLINE_DEMO: '0',
    PORT: String(await freePort()),
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });
  const dir = env().postgresDir;
  const cluster = await startPostgres({ dir });
  changeEnv({});
  await migrate(cluster.adminUrl);
  const tenantId = await ensureTenant();
  const postmaster = Number(readFileSync(path.join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const leave = async (): Promise<void> => {
    await closePrisma();
    await closePool();
    await stopPostgres({ dir });
    folder.leave();
  };
  return { tenantId, cluster, postmaster, fill: folder.fill, leave };
}

/** A running portal on a ground. */
export interface Portal {
  readonly url: string;
  readonly pid: number;
  /** API token with every scope. */
  readonly token: string;
  readonly stop: () => Promise<void>;
}

/** Builds where a source changed, and starts the portal as `npm run up` does. */
export async function startPortal(ground: Ground): Promise<Portal> {
  await buildIfNeeded(() => undefined);
  const server = new ServerProcess((reason) => {
    throw new Error(reason);
  });
  await server.start();
  const { pid } = server;
  if (pid === undefined) throw new Error('the portal ended as soon as it had started');
  const { secret } = await createToken({ ...ADMIN, tenantId: ground.tenantId }, null, {
    name: 'bench',
    scopes: ['ingest', 'read', 'write'],
    expiresAt: null,
  });
  return { url: `http://127.0.0.1:${env().PORT}`, pid, token: secret, stop: () => server.stop() };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
