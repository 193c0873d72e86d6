import 'server-only';
import type { Prisma } from '../db';

export interface OutboxInput {
  /** `<area>.<what happened>`, e.g. `incident.updated`. */
  readonly type: string;
  readonly targetId: string;
  /** What webhooks get; browsers get type and id only. */
  readonly payload?: Prisma.InputJsonValue;
  /** History and other quiet work: told to browsers, never to webhooks. */
  readonly quiet?: boolean;
}

/** Channel that wakes the dispatcher. PostgreSQL delivers it when the transaction commits, and only then. */
export const WAKE_CHANNEL = 'throughline_outbox';

/** The statement that a writer outside Prisma runs after its own INSERT INTO outbox_event, in the same transaction. */
export const WAKE_SQL = `SELECT pg_notify('${WAKE_CHANNEL}', '')`;

/** Writes events in the transaction of the change that they tell of, and wakes the dispatcher at its commit. */
export async function publish(
  tx: Prisma.TransactionClient,
  tenantId: string,
  events: readonly OutboxInput[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.outboxEvent.createMany({
    data: events.map((event) => ({
      tenantId,
      type: event.type,
      targetId: event.targetId,
      payload: event.payload ?? {},
      quiet: event.quiet ?? false,
    })),
  });
  await tx.$queryRawUnsafe(WAKE_SQL.replace('SELECT pg_notify', 'SELECT 1 FROM pg_notify'));
}
