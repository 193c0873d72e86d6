import 'server-only';
import { storableText } from '@/lib/core/storable';
import { env } from '../env';
import { pool } from '../pg';
import { LeaseLostError } from './lease';

/** So often a piece of work is tried before it is set aside: an error of the machine has passed by then. */
export const MAX_ATTEMPTS = 4;

/** SQLSTATE classes of what passes by itself: connection, rollback, resources, operator, system. */
const PASSING_SQL = /^(?:08|40|53|55|57|58)/;
const PASSING_SYSTEM =
  /^(?:ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_|EMFILE|ENFILE|ENOSPC|EIO|EAGAIN|EACCES|EROFS|EDQUOT|ENOMEM)/;
const PASSING_TEXT = /connection|timeout exceeded|transaction was aborted/i;

/**
 * Whether an error says something about the work itself, so that trying again for ever would stop the tenant: a file
 * that is gone or cannot be parsed, a value that cannot be stored. What a restart of the database or a full disk does
 * is not of that kind.
 */
export function isLasting(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof LeaseLostError) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return !(PASSING_SQL.test(code) || PASSING_SYSTEM.test(code) || PASSING_TEXT.test(error.message));
}

/** What people are told of an error: its message, without where our files are. */
export const reasonOf = (error: unknown): string =>
  storableText(error instanceof Error ? error.message : String(error))
    .replaceAll(env().dataDir, '')
    .slice(0, 1_000);

/**
 * Counts an attempt at a batch that failed. After the last one the batch is set aside with its reason: its rows stay
 * where they are, Data health shows it, and it can be retried there.
 *
 * @returns whether it was set aside, so that the batches behind it may go on
 */
export async function setAside(batchId: string, error: unknown): Promise<boolean> {
  const counted = await pool().query<{ state: string }>(
    `update inbox_batch set attempts = attempts + 1, error = $2,
       state = case when attempts + 1 >= $3 then 'failed' else state end
     where id = $1 and state in ('pending', 'normalized') returning state`,
    [batchId, reasonOf(error), MAX_ATTEMPTS],
  );
  return counted.rows[0]?.state !== 'pending' && counted.rows[0]?.state !== 'normalized';
}
