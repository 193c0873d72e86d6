import { getDemo, setDemo } from '@/lib/server/demo/state';
import { wipeDemoData } from '@/lib/server/demo/wipe';
import { pool, withTransaction } from '@/lib/server/pg';
import { createDemoAccounts } from './accounts';
import { ingestHistory } from './history';

/** True for a database that has never taken a row, and for one whose demo company was interrupted while it was made. */
export async function needsDemo(tenantId: string): Promise<boolean> {
  if ((await getDemo(pool(), tenantId)).making) return true;
  const found = await pool().query<{ used: boolean }>(
    `select exists (select 1 from source_health where tenant_id = $1)
       or exists (select 1 from ingest_session where tenant_id = $1)
       or exists (select 1 from app_user where tenant_id = $1) as used`,
    [tenantId],
  );
  return found.rows[0]?.used === false;
}

/**
 * Makes the demo accounts and tells thirty days of the demo company, ending now. Needs a running engine.
 * @returns how many events were told
 */
export async function createDemo(tenantId: string, progress: (text: string) => void): Promise<number> {
  // What an interrupted start left behind would be told twice: its rows end at another moment.
  if ((await getDemo(pool(), tenantId)).making) await withTransaction((tx) => wipeDemoData(tx, tenantId));
  await setDemo(pool(), tenantId, { present: false, paused: false, making: true });
  await createDemoAccounts(tenantId);
  const told = await ingestHistory(tenantId, Date.now(), progress);
  await setDemo(pool(), tenantId, { making: false });
  return told;
}
