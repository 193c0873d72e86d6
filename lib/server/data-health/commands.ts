import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '@/lib/server/authz/authorize';
import { command } from '@/lib/server/command';
import { type RetryOutcome, retryDeadLetters } from '@/lib/server/ingest/dead-letters';

/** Sends rows through ingest again and keeps in the audit log who asked for it and what came of it. */
export async function retryLetters(
  actor: Actor,
  requestId: string | null,
  ids: readonly string[],
): Promise<readonly RetryOutcome[]> {
  authorize(actor, 'ingest:retry');
  const outcomes = await retryDeadLetters(actor, ids);
  await command(actor, 'ingest:retry', requestId, async ({ audit, publish }) => {
    for (const outcome of outcomes) {
      audit({
        action: 'deadLetter.retry',
        target: { type: 'deadLetter', id: outcome.id },
        changes: [{ field: 'state', from: 'open', to: outcome.retriedAs === null ? 'open' : 'retried' }],
        ...(outcome.reason === null ? {} : { reason: outcome.reason }),
      });
    }
    publish({ type: 'ingest.deadLetters', targetId: actor.tenantId });
  });
  return outcomes;
}

/** Gives rows up: they stay on record as discarded. */
export function discardLetters(
  actor: Actor,
  requestId: string | null,
  ids: readonly string[],
): Promise<number> {
  return command(actor, 'ingest:retry', requestId, async ({ tx, audit, publish }) => {
    const where = { tenantId: actor.tenantId, state: 'open', id: { in: [...ids] } };
    const open = await tx.deadLetter.findMany({ where, select: { id: true } });
    await tx.deadLetter.updateMany({ where, data: { state: 'discarded' } });
    for (const { id } of open) {
      audit({
        action: 'deadLetter.discard',
        target: { type: 'deadLetter', id },
        changes: [{ field: 'state', from: 'open', to: 'discarded' }],
      });
    }
    publish({ type: 'ingest.deadLetters', targetId: actor.tenantId });
    return open.length;
  });
}
