import 'server-only';
import { WAKE_SQL } from '../outbox/publish';
import { pool } from '../pg';
import { post } from './send';
import { SIGNATURE_HEADER, sign } from './sign';

/** Waits between attempts, s: after the last one, the delivery has failed. */
const BACKOFF = [5, 30, 120, 600, 3_600, 4 * 3_600, 12 * 3_600];
/** Deliveries under way at once. */
const CONCURRENT = 8;

/** Takes deliveries that are due. Their next time is moved on first: a process that dies meanwhile delays them only. */
const CLAIM = `
  UPDATE webhook_delivery AS d SET attempts = d.attempts + 1, next_at = now() + interval '60 seconds'
  FROM (
    SELECT tenant_id, id FROM webhook_delivery WHERE status = 'pending' AND next_at <= now()
    ORDER BY next_at LIMIT ${CONCURRENT} FOR UPDATE SKIP LOCKED
  ) AS due, webhook AS w, outbox_event AS e
  WHERE d.tenant_id = due.tenant_id AND d.id = due.id AND w.tenant_id = d.tenant_id AND w.id = d.webhook_id
    AND e.id = d.event_id
  RETURNING d.tenant_id, d.id, d.attempts, w.url, w.secret, w.enabled, e.type, e.target_id, e.payload, e.created_at,
    e.sequence::text`;

interface Due {
  readonly tenant_id: string;
  readonly id: string;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly target_id: string;
  readonly payload: unknown;
  readonly created_at: Date;
  readonly sequence: string;
}

/** Sends everything that is due. At least once: a receiver recognises repeats by `id`. @returns how many were tried */
export async function deliverDue(): Promise<number> {
  let tried = 0;
  for (;;) {
    const { rows } = await pool().query<Due>(CLAIM);
    await Promise.all(rows.map(deliver));
    tried += rows.length;
    if (rows.length < CONCURRENT) return tried;
  }
}

async function deliver(due: Due): Promise<void> {
  const failure = due.enabled ? await attempt(due) : 'the webhook is switched off';
  if (failure === null) return settle(due, 'delivered', null, 0);
  const wait = due.enabled ? BACKOFF[due.attempts - 1] : undefined;
  await settle(due, wait === undefined ? 'failed' : 'pending', failure, wait ?? 0);
}

/** @returns null, or why it did not work */
async function attempt(due: Due): Promise<string | null> {
  const body = JSON.stringify({
    id: due.id,
    type: due.type,
    targetId: due.target_id,
    sequence: due.sequence,
    createdAt: due.created_at.toISOString(),
    data: due.payload,
  });
  try {
    await post(due.url, body, {
      'x-throughline-delivery': due.id,
      'x-throughline-event': due.type,
      [SIGNATURE_HEADER]: sign(due.secret, body, Math.floor(Date.now() / 1_000)),
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 300) : 'unknown error';
  }
}

/** Keeps how it went, and tells whoever looks at the deliveries. */
async function settle(due: Due, status: string, error: string | null, wait: number): Promise<void> {
  await pool().query(
    `WITH settled AS (
       UPDATE webhook_delivery SET status = $3, last_error = $4, next_at = now() + make_interval(secs => $5),
         delivered_at = CASE WHEN $3 = 'delivered' THEN now() END
       WHERE tenant_id = $1 AND id = $2 RETURNING tenant_id, webhook_id
     )
     INSERT INTO outbox_event (tenant_id, type, target_id, payload, quiet)
     SELECT tenant_id, 'webhook.delivery', webhook_id, '{}', true FROM settled`,
    [due.tenant_id, due.id, status, error, wait],
  );
  await pool().query(WAKE_SQL);
}
