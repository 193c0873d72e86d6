import 'server-only';
import { AppError } from '../errors';
import { pool } from '../pg';

/**
 * State of what one request brought: `pending`, `waiting` (for its import session to close), `processed` (detected and
 * correlated), `sealed` (in the lake for good) or `failed` (kept, and shown with its reason under Data health).
 */
export interface BatchStatus {
  readonly batchId: string;
  readonly state: 'pending' | 'waiting' | 'failed' | 'processed' | 'sealed';
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly deadLettered: number;
}

interface PartRow {
  readonly state: string;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly dead: number;
}

/** @throws AppError `notFound` when no request of this tenant has the id */
export async function batchStatus(tenantId: string, requestId: string): Promise<BatchStatus> {
  const parts = await pool().query<PartRow>(
    `select state, row_count as rows, accepted, duplicates, dead_lettered as dead from inbox_batch
      where tenant_id = $1 and request_id = $2 and state in ('pending', 'normalized', 'failed')
     union all
     select state, row_count, accepted, duplicates, dead_lettered from batch_receipt where tenant_id = $1 and request_id = $2
     union all
     -- Refused rows that had no accepted one beside them are kept under the request itself.
     select 'sealed', 0, 0, 0, count(*)::int from dead_letter where tenant_id = $1 and batch_id = $2 having count(*) > 0`,
    [tenantId, requestId],
  );
  if (parts.rows.length === 0)
    throw new AppError('notFound', `there is no batch ${requestId}`, {
      userText: `there is no batch ${requestId}`,
    });
  const sum = (pick: (part: PartRow) => number): number =>
    parts.rows.reduce((total, part) => total + pick(part), 0);
  return {
    batchId: requestId,
    state: overallState(parts.rows.map((part) => part.state)),
    rows: sum((part) => part.rows),
    accepted: sum((part) => part.accepted),
    duplicates: sum((part) => part.duplicates),
    deadLettered: sum((part) => part.dead),
  };
}

function overallState(states: readonly string[]): BatchStatus['state'] {
  if (states.includes('failed')) return 'failed';
  if (states.includes('pending')) return 'pending';
  if (states.includes('normalized')) return 'waiting';
  return states.every((state) => state === 'sealed') ? 'sealed' : 'processed';
}
