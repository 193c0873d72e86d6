import { changeEnv, env } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';
import { ensureTenant } from '@/lib/server/tenant';

/** The portal of a data folder, as a command line tool finds it. */
export interface AttachedPortal {
  readonly tenantId: string;
  /** Whether a portal is running and works the inbox off. */
  readonly running: boolean;
  detach(): Promise<void>;
}

/**
 * Makes the database of the data folder reachable: uses the running portal's, or starts the embedded one for as long
 * as the command runs.
 *
 * @param engine run the engine here when no portal does
 */
export async function attach({
  engine = false,
}: {
  readonly engine?: boolean;
} = {}): Promise<AttachedPortal> {
  const mine = env().outsideDatabase ? undefined : await startPostgres({ dir: env().postgresDir });
  // The cluster's address is known only now.
  const { adminUrl } = changeEnv({});
  if (mine && !mine.reused) await migrate(mine.adminUrl);
  else if (env().outsideDatabase && adminUrl) await migrate(adminUrl);
  const tenantId = await ensureTenant();
  const running = await engineAlive(tenantId);
  // Loaded only where it is wanted: commands without it start in half the time.
  const loop = engine && !running ? new (await import('@/lib/server/worker/loop')).EngineLoop() : undefined;
  loop?.start();
  return {
    tenantId,
    running,
    detach: async () => {
      await loop?.stop();
      if (mine && !mine.reused) await stopPostgres({ dir: env().postgresDir });
    },
  };
}

async function engineAlive(tenantId: string): Promise<boolean> {
  const found = await pool().query('select 1 from engine_lease where tenant_id = $1 and expires_at > now()', [
    tenantId,
  ]);
  return (found.rowCount ?? 0) > 0;
}
