import 'server-only';
import type { Actor, Permission } from '@/lib/domain/permissions';
import { type Audit, type Publish, type Tx, withAudit } from './audit/with-audit';
import { authorize } from './authz/authorize';
import { AppError } from './errors';
import { Prisma } from './generated/prisma/client';

/** What a command works with: its transaction, its collectors, and when it happens. */
export interface CommandContext {
  readonly actor: Actor;
  readonly tx: Tx;
  readonly audit: Audit;
  readonly publish: Publish;
  readonly now: Date;
}

const ATTEMPTS = 4;

/** Write conflict, deadlock, or two writers that took the same next number: the loser begins again. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2034' || error.code === 'P2002') return true;
  return error.code === 'P2010' && /40P01|40001/.test(JSON.stringify(error.meta ?? {}));
}

/**
 * Runs one command: the actor's permission first (whoever calls: page, API or script), then one transaction for
 * change, audit and outbox, begun again when it lost a race.
 */
export async function command<T>(
  actor: Actor,
  permission: Permission,
  requestId: string | null,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  authorize(actor, permission);
  for (let attempt = 1; ; attempt++) {
    try {
      return await withAudit(actor, requestId, (tx, audit, publish) =>
        work({ actor, tx, audit, publish, now: new Date() }),
      );
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === ATTEMPTS) {
        throw new AppError('conflict', 'lost the race for a row too often', { cause: error });
      }
    }
  }
}
