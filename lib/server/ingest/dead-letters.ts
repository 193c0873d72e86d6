import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { isTableName } from '@/lib/domain/tables';
import { pool } from '../pg';
import { accept } from './accept';

/** What a retry did, letter by letter. */
export interface RetryOutcome {
  readonly id: string;
  readonly retriedAs: string | null;
  /** Why the row is still refused. */
  readonly reason: string | null;
}

interface LetterRow {
  readonly id: string;
  readonly table_name: string;
  readonly origin: string;
  readonly raw: string;
}

/**
 * Sends rows through ingest again, after the source or Throughline was mended. A row that is still refused stays
 * where it is, with the newest reason. Killed between the two steps, a row that was accepted is a duplicate next time.
 */
export async function retryDeadLetters(actor: Actor, ids: readonly string[]): Promise<RetryOutcome[]> {
  const letters = await pool().query<LetterRow>(
    `select id, table_name, origin, raw from dead_letter where tenant_id = $1 and id = any($2) and state = 'open'`,
    [actor.tenantId, ids],
  );
  const outcomes: RetryOutcome[] = [];
  for (const letter of letters.rows) outcomes.push(await retryOne(actor.tenantId, letter));
  return outcomes;
}

async function retryOne(tenantId: string, letter: LetterRow): Promise<RetryOutcome> {
  const result = await accept({
    tenantId,
    table: isTableName(letter.table_name) ? letter.table_name : 'auto',
    body: oneChunk(letter.raw),
    format: 'json',
    origin: letter.origin,
    receivedAt: Date.now(),
    keepRejections: false,
  });
  if (result.accepted > 0) {
    await pool().query(
      `update dead_letter set state = 'retried', retried_as = $3 where tenant_id = $1 and id = $2`,
      [tenantId, letter.id, result.batchId],
    );
    return { id: letter.id, retriedAs: result.batchId, reason: null };
  }
  const refusal = result.rejected[0];
  const reason = refusal?.reason ?? 'the row is empty';
  await pool().query('update dead_letter set field = $3, reason = $4 where tenant_id = $1 and id = $2', [
    tenantId,
    letter.id,
    refusal?.field ?? '(row)',
    reason,
  ]);
  return { id: letter.id, retriedAs: null, reason };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
