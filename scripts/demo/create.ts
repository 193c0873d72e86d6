import { setDemo } from '@/lib/server/demo/state';
import { pool } from '@/lib/server/pg';
import { createDemoAccounts } from './accounts';
import { ingestHistory } from './history';

/** True for a database that has never taken a row: only such a one gets the demo company by itself. */
export async function isEmpty(tenantId: string): Promise<boolean> {
  const found = await pool().query<{ used: boolean }>(
    `select exists (select 1 from source_health where tenant_id = $1)
       or exists (select 1 from ingest_session where tenant_id = $1)
       or exists (select 1 from app_user where tenant_id = $1) as used`,
    [tenantId],
  );
  return found.rows[0]?.used === false;
}

/** Makes the demo accounts and tells thirty days of the demo company, ending now. Needs a running engine. */
export async function createDemo(tenantId: string): Promise<void> {
  await setDemo(pool(), tenantId, { present: false, paused: false });
  await createDemoAccounts(tenantId);
  await ingestHistory(tenantId, Date.now());
}
