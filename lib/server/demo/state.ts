import 'server-only';
import type { PoolClient } from 'pg';

/** Rows and learnt state of the demo generator carry this origin. */
export const DEMO_ORIGIN = 'demo';

/** What the portal knows of its demo company. */
export interface DemoState {
  readonly present: boolean;
  readonly paused: boolean;
  /** True while the first history is being told: an interrupted start begins again. */
  readonly making?: boolean;
  /** Start of the live stream that was told last, epoch milliseconds. */
  readonly streamedTo?: number;
}

export async function setDemo(
  tx: Pick<PoolClient, 'query'>,
  tenantId: string,
  state: Partial<DemoState>,
): Promise<void> {
  await tx.query(
    `insert into setting as s (tenant_id, key, value) values ($1, 'demo', $2)
     on conflict (tenant_id, key) do update set value = s.value || excluded.value, updated_at = now()`,
    [tenantId, JSON.stringify(state)],
  );
}

export async function getDemo(tx: Pick<PoolClient, 'query'>, tenantId: string): Promise<DemoState> {
  const found = await tx.query<{ value: Partial<DemoState> }>(
    "select value from setting where tenant_id = $1 and key = 'demo'",
    [tenantId],
  );
  return { present: false, paused: false, ...found.rows[0]?.value };
}
