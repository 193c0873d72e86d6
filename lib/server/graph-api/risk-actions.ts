import 'server-only';
import { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskAction } from '@/lib/domain/views/risk';
import { AppError } from '@/lib/server/errors';
import { actOnUsers } from '@/lib/server/risk/commands';
import { entityIdsOf } from './risky-users';

/** Most users of one call: all of them change in one transaction. */
const MAX_USERS = 500;

export const userIdsBody = z.object({ userIds: z.array(z.string().min(1).max(200)).min(1).max(MAX_USERS) });

/**
 * Confirms or dismisses several users, all or none.
 * @throws AppError notFound that names the ids which are no account of this tenant
 */
export async function actOnRiskyUsers(
  actor: Actor,
  requestId: string,
  action: RiskAction,
  userIds: readonly string[],
): Promise<void> {
  const found = await entityIdsOf(actor, userIds);
  const unknown = userIds.filter((id) => !found.has(id));
  if (unknown.length > 0) {
    throw new AppError('notFound', `unknown users ${unknown.length}`, {
      userText: `No such user: ${unknown.slice(0, 20).join(', ')}.`,
    });
  }
  await actOnUsers(actor, requestId, action, [...new Set(found.values())]);
}
