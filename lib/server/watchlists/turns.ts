import 'server-only';
import { env } from '../env';

interface Turns {
  running: number;
  readonly waiting: (() => void)[];
}
const kept = globalThis as typeof globalThis & { throughlineListTurns?: Turns };

/** Below this the pool has connections for one job. */
const POOL_FOR_TWO = 8;

/**
 * Runs `work`, two at a time and the others when one is done. A job keeps a connection for its locks and asks the pool
 * for more: were many let in at once, all of them would wait for what the others keep. So nothing of the pool may be
 * held by who comes here.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  kept.throughlineListTurns ??= { running: 0, waiting: [] };
  const turns = kept.throughlineListTurns;
  const most = env().DATABASE_POOL_SIZE < POOL_FOR_TWO ? 1 : 2;
  if (turns.running < most) turns.running++;
  else await new Promise<void>((resolve) => turns.waiting.push(resolve));
  try {
    return await work();
  } finally {
    // Whoever is next takes this place over, so that nobody comes in between.
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running--;
  }
}
