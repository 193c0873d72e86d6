import 'server-only';
import { pool } from '../pg';
import type { OutboxEvent } from './bus';

interface Row {
  readonly sequence: string;
  readonly tenant_id: string;
  readonly type: string;
  readonly target_id: string;
}

/** The newest sequence; 0 before the first event. */
export async function lastSequence(): Promise<bigint> {
  const { rows } = await pool().query<{ last: string }>(
    'SELECT coalesce(max(sequence), 0)::text AS last FROM outbox_event',
  );
  return BigInt(rows[0]?.last ?? 0);
}

/** Events after a sequence, in order. */
export async function eventsAfter(sequence: bigint, limit: number): Promise<OutboxEvent[]> {
  const { rows } = await pool().query<Row>(
    `SELECT sequence::text, tenant_id, type, target_id FROM outbox_event
     WHERE outbox_event.sequence > $1 ORDER BY outbox_event.sequence LIMIT $2`,
    [sequence.toString(), limit],
  );
  return rows.map((row) => ({
    sequence: BigInt(row.sequence),
    tenantId: row.tenant_id,
    type: row.type,
    targetId: row.target_id,
  }));
}

/** Whether every event after a sequence is still there; pruning takes old ones away. */
export async function reachesBack(sequence: bigint): Promise<boolean> {
  const { rows } = await pool().query<{ first: string | null }>(
    'SELECT min(sequence)::text AS first FROM outbox_event',
  );
  const first = rows[0]?.first;
  return first === null || first === undefined || BigInt(first) <= sequence + 1n;
}
