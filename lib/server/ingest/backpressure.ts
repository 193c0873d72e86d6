import 'server-only';
import { env } from '../env';
import { AppError } from '../errors';
import { pool } from '../pg';

/** Bodies read at the same time; each holds one batch in memory. */
const MAX_CONCURRENT_BODIES = 8;

let reading = 0;
let checkedAt = 0;
let waitingBytes = 0;

/**
 * Admits a request body, or refuses it while the inbox holds more than it should: a sender that is told to come back
 * loses nothing, a process that runs out of memory might.
 *
 * @returns a function that gives the place back
 * @throws AppError `tooManyRequests` with `retryAfter` seconds
 */
export async function admit(): Promise<() => void> {
  if (reading >= MAX_CONCURRENT_BODIES)
    throw busy('Too many bodies are being read. Come back in a second.', 1);
  // The place is taken before anything is waited for: requests that come together must not all find it free.
  reading++;
  try {
    await refuseBacklog();
  } catch (error) {
    reading--;
    throw error;
  }
  return () => {
    reading--;
  };
}

async function refuseBacklog(): Promise<void> {
  if ((await backlog()) <= env().INGEST_MAX_PENDING_BYTES) return;
  throw busy('The inbox is full and being worked off. Come back in a few seconds; nothing is lost.', 5);
}

const busy = (userText: string, retryAfter: number): AppError =>
  new AppError('tooManyRequests', 'ingest back-pressure', { userText, retryAfter });

/** Bytes that wait for processing, looked up at most twice a second. */
async function backlog(): Promise<number> {
  const now = performance.now();
  if (now - checkedAt > 500) {
    checkedAt = now;
    const found = await pool().query<{ bytes: number }>(
      "select coalesce(sum(byte_count), 0)::float8 as bytes from inbox_batch where state = 'pending' and session_id is null",
    );
    waitingBytes = found.rows[0]?.bytes ?? 0;
  }
  return waitingBytes;
}
