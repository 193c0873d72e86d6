import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { type Prisma, prisma } from '../db';
import { type OutboxInput, publish } from '../outbox/publish';
import type { FieldChange } from './changes';

export { changesOf, type FieldChange } from './changes';

/** The transaction that a command works in. */
export type Tx = Prisma.TransactionClient;

export interface AuditInput {
  /** `<area>.<verb>`, e.g. `incident.assign`. */
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string };
  readonly changes?: readonly FieldChange[];
  /** What the person gave as the reason. */
  readonly reason?: string;
}

export type Audit = (entry: AuditInput) => void;
export type Publish = (event: OutboxInput) => void;

/**
 * Runs a command so that the change, its audit entries and its outbox events are one transaction: all or nothing.
 * `audit` and `publish` only collect; what they collected is written last, in the same transaction.
 *
 * @param requestId of the request that caused the change, kept in the audit entry
 */
export function withAudit<T>(
  actor: Actor,
  requestId: string | null,
  work: (tx: Tx, audit: Audit, publish: Publish) => Promise<T>,
): Promise<T> {
  return prisma().$transaction(
    async (tx) => {
      const entries: AuditInput[] = [];
      const events: OutboxInput[] = [];
      const result = await work(
        tx,
        (entry) => entries.push(entry),
        (event) => events.push(event),
      );
      await writeAudit(tx, actor, requestId, entries);
      await publish(tx, actor.tenantId, events);
      return result;
    },
    { timeout: 30_000, maxWait: 10_000 },
  );
}

async function writeAudit(
  tx: Tx,
  actor: Actor,
  requestId: string | null,
  entries: readonly AuditInput[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.auditEntry.createMany({
    data: entries.map((entry) => ({
      tenantId: actor.tenantId,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: entry.action,
      targetType: entry.target.type,
      targetId: entry.target.id,
      changes: (entry.changes ?? []).map((change) => ({ ...change })),
      reason: entry.reason ?? null,
      requestId,
    })),
  });
}
