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
  const rows = events.map(({ type, targetId, payload = {}, quiet = false }) => ({
    ...{ type, payload, quiet, target_id: targetId },
  }));
  await tx.$queryRaw`WITH stored AS (
      INSERT INTO outbox_event (tenant_id, type, target_id, payload, quiet)
      SELECT ${tenantId}, e.type, e.target_id, e.payload, e.quiet
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(type text, target_id text, payload jsonb, quiet boolean))
    SELECT 1 FROM pg_notify(${WAKE_CHANNEL}, '')`;
}
