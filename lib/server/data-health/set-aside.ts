import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { SetAsideRow } from '@/lib/domain/views/data-health';
import { command } from '@/lib/server/command';
import { prisma } from '@/lib/server/db';
import { AppError } from '@/lib/server/errors';

const LISTED = 50;

/** Batches that the engine could not process: whole, kept, and waiting for a decision. Oldest first. */
export async function batchesSetAside(actor: Actor): Promise<readonly SetAsideRow[]> {
  const rows = await prisma().inboxBatch.findMany({
    where: { tenantId: actor.tenantId, state: 'failed' },
    select: { id: true, table: true, rowCount: true, error: true, receivedAt: true },
    orderBy: { seq: 'asc' },
    take: LISTED,
  });
  return rows.map(({ receivedAt, rowCount, ...row }) => ({
    ...row,
    rows: rowCount,
    receivedAt: receivedAt.toISOString(),
  }));
}

/** Puts batches that were set aside back into the inbox. @returns how many */
export function retryBatches(
  actor: Actor,
  requestId: string | null,
  ids: readonly string[],
): Promise<number> {
  return command(actor, 'ingest:retry', requestId, async ({ tx, audit, publish }) => {
    const where = { tenantId: actor.tenantId, state: 'failed', id: { in: [...ids] } };
    const failed = await tx.inboxBatch.findMany({ where, select: { id: true, error: true } });
    await tx.inboxBatch.updateMany({ where, data: { state: 'pending', attempts: 0, error: null } });
    for (const { id, error } of failed) {
      audit({
        action: 'batch.retry',
        target: { type: 'batch', id },
        changes: [
          { field: 'state', from: 'failed', to: 'pending' },
          { field: 'error', from: error, to: null },
        ],
      });
    }
    publish({ type: 'ingest.batches', targetId: actor.tenantId });
    await tx.$executeRaw`select pg_notify('throughline_inbox', ${actor.tenantId})`;
    return failed.length;
  });
}

/** Takes up an import that failed where it stopped. */
export function retryImport(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return command(actor, 'ingest:retry', requestId, async ({ tx, audit, publish }) => {
    const where = { tenantId: actor.tenantId, id, state: 'failed' };
    const { count } = await tx.ingestSession.updateMany({ where, data: { state: 'closing', error: null } });
    if (count === 0) throw new AppError('notFound', `no failed import ${id}`);
    audit({
      action: 'import.retry',
      target: { type: 'import', id },
      changes: [{ field: 'state', from: 'failed', to: 'closing' }],
    });
    publish({ type: 'ingest.progress', targetId: id });
    await tx.$executeRaw`select pg_notify('throughline_inbox', ${actor.tenantId})`;
  });
}
