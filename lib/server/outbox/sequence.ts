import 'server-only';
import type { ClientBase } from 'pg';

/** Channel that tells every web server the newest sequence, and nothing else. */
export const EVENTS_CHANNEL = 'throughline_events';

/** Events numbered in one statement. */
const BATCH = 500;

/**
 * Numbers committed events, makes the webhook deliveries that they cause, and announces the newest number: one
 * statement, so all of it or none. Only the leader runs it: one numberer means that a higher number never becomes
 * visible before a lower one.
 */
const SEQUENCE = `
  WITH base AS (SELECT coalesce(max(sequence), 0) AS last FROM outbox_event),
  next AS (
    SELECT id, row_number() OVER (ORDER BY id) AS n
    FROM (SELECT id FROM outbox_event WHERE sequence IS NULL ORDER BY id LIMIT ${BATCH}) AS waiting
  ),
  done AS (
    UPDATE outbox_event AS e SET sequence = base.last + next.n FROM base, next WHERE e.id = next.id
    RETURNING e.id, e.tenant_id, e.type, e.quiet, e.sequence
  ),
  due AS (
    INSERT INTO webhook_delivery (tenant_id, id, webhook_id, event_id)
    SELECT done.tenant_id, gen_random_uuid()::text, w.id, done.id
    FROM done JOIN webhook AS w ON w.tenant_id = done.tenant_id AND w.enabled AND done.type = ANY (w.events)
    WHERE NOT done.quiet
    ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT count(*)::int AS sequenced, (SELECT count(*)::int FROM due) AS due,
    CASE WHEN count(*) > 0 THEN pg_notify('${EVENTS_CHANNEL}', max(sequence)::text)::text END AS told
  FROM done`;

export interface Sequenced {
  readonly sequenced: number;
  /** Webhook deliveries that were made. */
  readonly due: number;
}

/** Numbers everything that is committed and waits. @param client the connection that holds the leader's lock */
export async function sequenceEvents(client: ClientBase): Promise<Sequenced> {
  const total = { sequenced: 0, due: 0 };
  for (;;) {
    const { rows } = await client.query<Sequenced>(SEQUENCE);
    const part = rows[0] ?? { sequenced: 0, due: 0 };
    total.sequenced += part.sequenced;
    total.due += part.due;
    if (part.sequenced < BATCH) return total;
  }
}

/** Takes away what is a week old and numbered; the newest stays, since the next number follows from it. */
export async function pruneEvents(client: ClientBase): Promise<void> {
  await client.query(`
    DELETE FROM outbox_event AS e
    WHERE e.created_at < now() - interval '7 days' AND e.sequence < (SELECT max(sequence) FROM outbox_event)
      AND NOT EXISTS (
        SELECT FROM webhook_delivery AS d WHERE d.event_id = e.id AND d.tenant_id = e.tenant_id AND d.status = 'pending'
      )`);
}
