import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { HuntAnswer, HuntTable } from '@/lib/domain/views/hunting';
import { AppError } from '../errors';
import { tableCounts } from '../query/client';
import { refusalsOf, runHunt } from './client';
import { huntingSchema } from './schema';

export interface Hunt {
  readonly text: string;
  readonly limit: number;
  /** Milliseconds since the epoch; for tables of a query that names no time itself. */
  readonly during: { readonly from: number; readonly to: number } | null;
}

/** Hunts of one person or token at the same time. */
const MOST_AT_ONCE = 4;
const TIMEOUT_MS = 120_000;
const RETRY_AFTER_S = 5;

const running = new Map<string, number>();

/** Runs a query over what the actor's tenant has. @throws AppError when too many of the actor's run already */
export async function answerHunt(actor: Actor, hunt: Hunt, signal: AbortSignal): Promise<HuntAnswer> {
  const key = `${actor.tenantId}/${actor.id}`;
  const now = running.get(key) ?? 0;
  if (now >= MOST_AT_ONCE)
    throw new AppError('tooManyRequests', `${now} hunts run already`, {
      userText: `${MOST_AT_ONCE} of your queries are running. Wait for one of them, or cancel it.`,
      retryAfter: RETRY_AFTER_S,
    });
  running.set(key, now + 1);
  try {
    const input = { ...hunt, tenantId: actor.tenantId, now: new Date().toISOString() };
    return { result: await runHunt(input, { timeoutMs: TIMEOUT_MS, signal }) };
  } catch (error) {
    const refused = refusalsOf(error);
    if (refused === null) throw error;
    return { refused };
  } finally {
    const left = (running.get(key) ?? 1) - 1;
    if (left > 0) running.set(key, left);
    else running.delete(key);
  }
}

/** Every table that can be hunted in, those with rows first. */
export async function huntTables(actor: Actor): Promise<readonly HuntTable[]> {
  const counts = new Map((await tableCounts(actor.tenantId)).map((count) => [count.table, count]));
  return Object.entries(huntingSchema())
    .map(([name, columns]) => {
      const count = counts.get(name);
      return { name, columns, rows: count?.rows ?? 0, newest: count?.maxTime ?? null };
    })
    .sort((a, b) => Number(b.rows > 0) - Number(a.rows > 0) || a.name.localeCompare(b.name));
}
