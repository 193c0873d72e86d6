import 'server-only';
import type { PoolClient } from 'pg';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '../authz/authorize';
import { withTransaction } from '../pg';
import { getDemo, setDemo } from './state';
import { wipeDemoData } from './wipe';

/**
 * Takes the demo company away whole: its telemetry, alerts, incidents and users, and everything that was learnt from
 * it. One transaction; the engine forgets what it holds in memory, because its lease is taken from it. What people
 * did stays in the audit log.
 */
export async function removeDemoData(actor: Actor, requestId: string): Promise<void> {
  authorize(actor, 'demo:manage');
  await withTransaction(async (tx) => {
    await wipeDemoData(tx, actor.tenantId);
    await auditDemo(tx, actor, requestId, 'demo.remove', {
      field: 'demoData',
      from: 'present',
      to: 'removed',
    });
  });
}

/** Stops or resumes the demo company's live stream. */
export async function pauseDemo(actor: Actor, requestId: string, paused: boolean): Promise<void> {
  authorize(actor, 'demo:manage');
  await withTransaction(async (tx) => {
    const before = await getDemo(tx, actor.tenantId);
    await setDemo(tx, actor.tenantId, { paused });
    await auditDemo(tx, actor, requestId, 'demo.pause', { field: 'paused', from: before.paused, to: paused });
  });
}

async function auditDemo(
  tx: PoolClient,
  actor: Actor,
  requestId: string,
  action: string,
  change: { readonly field: string; readonly from: unknown; readonly to: unknown },
): Promise<void> {
  await tx.query(
    `insert into audit_entry (tenant_id, actor_kind, actor_id, actor_name, action, target_type, target_id, changes, request_id)
     values ($1, $2, $3, $4, $5, 'tenant', $1, $6, $7)`,
    [actor.tenantId, actor.kind, actor.id, actor.name, action, JSON.stringify([change]), requestId],
  );
}
