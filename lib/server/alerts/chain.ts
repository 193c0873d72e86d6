import 'server-only';
import type { Domain } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertChains, ChainView } from '@/lib/domain/views/chain';
import { log } from '@/lib/server/log';
import { mailOf, processesOf, type Read, sessionsOf } from './chain-reads';
import { chainSubject } from './chain-subject';

/** How the rows of the lake around an alert are read; told apart so that one that fails never takes the others. */
const READS: Readonly<Record<'process' | 'mail' | 'session', Read>> = {
  process: processesOf,
  mail: mailOf,
  session: sessionsOf,
};

/** The chain that tells most of an alert of each domain comes first. */
const FIRST: Readonly<Record<Domain, keyof typeof READS>> = {
  endpoint: 'process',
  email: 'mail',
  identity: 'session',
  cloudApp: 'session',
  cloudInfrastructure: 'session',
};

/**
 * The chains that an alert belongs to, read from the lake: the process tree, the way of a message, the sessions around
 * it. What is not in the lake is said, not guessed.
 */
export async function alertChains(actor: Actor, alertId: string): Promise<AlertChains> {
  const subject = await chainSubject(actor, alertId);
  if (subject === null) return { chains: [], notes: [] };
  const first = FIRST[subject.domain];
  const order = [first, ...(['process', 'mail', 'session'] as const).filter((kind) => kind !== first)];
  const notes: string[] = [];
  const found = await Promise.all(
    order.map((kind) =>
      READS[kind](actor, subject, (note) => notes.push(note)).catch((error: unknown): ChainView | null => {
        log().warn({ err: error, alertId, kind }, 'a chain could not be read');
        notes.push('The lake did not answer in time for a part of this. Reload to try again.');
        return null;
      }),
    ),
  );
  return { chains: found.filter((chain) => chain !== null), notes: [...new Set(notes)] };
}
