import 'server-only';
import { createHash } from 'node:crypto';
import { AppError } from '../errors';
import { pool } from '../pg';

/** Length of a window, s. */
const WINDOW = 15 * 60;

/**
 * Attempts in one window: of one address at one account (a person who mistypes), of one address at all accounts (a
 * spray), and at one account from everywhere (a distributed guess). The last is generous, because it is also the one
 * with which a stranger could lock a person out.
 */
const LIMITS = { pair: 10, address: 50, account: 100 } as const;

// Addresses and accounts of people are not kept in clear for this.
const keyOf = (kind: string, value: string): string =>
  `${kind}:${createHash('sha256').update(value).digest('base64url')}`;

function keysOf(address: string, account: string): readonly (readonly [string, number])[] {
  const name = account.trim().toLowerCase();
  return [
    [keyOf('pair', `${address} ${name}`), LIMITS.pair],
    [keyOf('address', address), LIMITS.address],
    [keyOf('account', name), LIMITS.account],
  ];
}

const COUNT = `
  INSERT INTO rate_window (key, window_start, count)
  SELECT key, to_timestamp(floor(extract(epoch FROM now()) / $2) * $2), 1 FROM unnest($1::text[]) AS key
  ON CONFLICT (key, window_start) DO UPDATE SET count = rate_window.count + 1
  RETURNING key, count, ceil(extract(epoch FROM window_start) + $2 - extract(epoch FROM now()))::int AS wait`;

interface Row {
  readonly key: string;
  readonly count: number;
  readonly wait: number;
}

/** Counts an attempt and refuses it with `tooManyRequests` past a limit. Attempts that are refused count as well. */
export async function countSignIn(address: string, account: string): Promise<void> {
  const limits = new Map(keysOf(address, account));
  // Sorted, so that two attempts at once take their row locks in the same order.
  const { rows } = await pool().query<Row>(COUNT, [[...limits.keys()].sort(), WINDOW]);
  const over = rows.filter((row) => row.count > (limits.get(row.key) ?? 0));
  if (over.length === 0) return;
  throw new AppError('tooManyRequests', 'sign-in rate limit', {
    userText: 'Too many attempts. Wait a few minutes and try again.',
    retryAfter: Math.max(...over.map((row) => row.wait)),
  });
}

/** A sign-in that worked clears its own pair, so that a person's typing errors do not add up over the day. */
export async function clearSignIn(address: string, account: string): Promise<void> {
  await pool().query('DELETE FROM rate_window WHERE key = $1', [keysOf(address, account)[0]?.[0]]);
  await pool().query(`DELETE FROM rate_window WHERE window_start < now() - interval '1 day'`);
}
