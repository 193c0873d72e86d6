import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { env } from '../env';
import { AppError } from '../errors';

/** Hunts of one person or token at the same time. */
const MOST_AT_ONCE = 4;
const RETRY_AFTER_S = 5;
const MINUTE_MS = 60_000;

interface Use {
  running: number;
  /** When each hunt of the last minute began, oldest first. */
  begun: number[];
}

const uses = new Map<string, Use>();

/**
 * Runs a hunt unless the actor has too many: at the same time, and a token also by the minute (HUNTS_PER_MINUTE).
 * @throws AppError tooManyRequests, with the seconds to wait
 */
export async function withinLimits<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
  const key = `${actor.tenantId}/${actor.id}`;
  const use = uses.get(key) ?? { running: 0, begun: [] };
  uses.set(key, use);
  const now = Date.now();
  use.begun = use.begun.filter((at) => at > now - MINUTE_MS);
  refuse(actor, use, now);
  use.running++;
  use.begun.push(now);
  try {
    return await work();
  } finally {
    use.running--;
    forget(now);
  }
}

function refuse(actor: Actor, { running, begun }: Use, now: number): void {
  if (running >= MOST_AT_ONCE)
    throw new AppError('tooManyRequests', `${running} hunts run already`, {
      userText: `${MOST_AT_ONCE} of your queries are running. Wait for one of them, or cancel it.`,
      retryAfter: RETRY_AFTER_S,
    });
  const { HUNTS_PER_MINUTE } = env();
  if (actor.kind !== 'token' || begun.length < HUNTS_PER_MINUTE) return;
  const [oldest = now] = begun;
  throw new AppError('tooManyRequests', `${begun.length} hunts in a minute`, {
    userText: `A token may run ${HUNTS_PER_MINUTE} queries a minute.`,
    retryAfter: Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000)),
  });
}

/** Who has not asked for a minute is not remembered. */
function forget(now: number): void {
  for (const [key, { running, begun }] of uses)
    if (running === 0 && (begun.at(-1) ?? 0) < now - MINUTE_MS) uses.delete(key);
}
