import 'server-only';
import type { PoolClient } from 'pg';
import { WAKE_SQL } from '../outbox/publish';

/** Something that browsers and webhooks are told after the commit. */
export interface Publication {
  readonly type: string;
  readonly targetId: string;
  /** History is told to open browsers only. */
  readonly quiet: boolean;
}

/** Writes publications in the transaction of the change, each (type, target) once. */
export async function publishAll(
  tx: PoolClient,
  tenantId: string,
  publications: readonly Publication[],
): Promise<void> {
  if (publications.length === 0) return;
  const unique = [...new Map(publications.map((p) => [`${p.type}|${p.targetId}`, p])).values()];
  await tx.query(
    `insert into outbox_event (tenant_id, type, target_id, payload, quiet)
     select $1, t.type, t.target_id, '{}'::jsonb, t.quiet from unnest($2::text[], $3::text[], $4::bool[]) as t(type, target_id, quiet)`,
    [tenantId, unique.map((p) => p.type), unique.map((p) => p.targetId), unique.map((p) => p.quiet)],
  );
  await tx.query(WAKE_SQL);
}
