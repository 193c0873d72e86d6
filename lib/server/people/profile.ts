import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { changesOf, withAudit } from '../audit/with-audit';
import { hashPassword, verifyPassword } from '../auth/password';
import { countSignIn } from '../auth/rate-limit';
import { revokeSessions } from '../auth/sessions';
import { prisma } from '../db';
import { AppError } from '../errors';

const self = (actor: Actor) => ({ tenantId_id: { tenantId: actor.tenantId, id: actor.id } });

/** Changes one's own name and time zone (IANA). */
export function updateProfile(
  actor: Actor,
  requestId: string,
  profile: { readonly name: string; readonly timeZone: string },
): Promise<void> {
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const before = await tx.user.findUniqueOrThrow({
      where: self(actor),
      select: { name: true, timeZone: true },
    });
    const changes = changesOf(before, profile);
    if (changes.length === 0) return;
    await tx.user.update({ where: self(actor), data: profile });
    audit({ action: 'profile.update', target: { type: 'person', id: actor.id }, changes });
    publish({ type: 'person.updated', targetId: actor.id });
  });
}

export interface PasswordChange {
  readonly current: string;
  readonly next: string;
  /** The session that stays; all others of this person end. */
  readonly sessionId: string;
}

/** Changes one's own password. The one in use has to be given: an open desk is not enough. */
export async function changePassword(actor: Actor, requestId: string, change: PasswordChange): Promise<void> {
  await countSignIn(`session ${change.sessionId}`, actor.id);
  const user = await prisma().user.findUniqueOrThrow({ where: self(actor) });
  if (!(await verifyPassword(user.passwordHash, change.current))) {
    const userText = 'This is not your password.';
    throw new AppError('invalid', 'wrong password', { userText, fields: { current: userText } });
  }
  const passwordHash = await hashPassword(change.next);
  await withAudit(actor, requestId, async (tx, audit) => {
    await tx.user.update({ where: self(actor), data: { passwordHash } });
    await revokeSessions(tx, actor.tenantId, { userId: actor.id, except: change.sessionId });
    audit({ action: 'profile.changePassword', target: { type: 'person', id: actor.id } });
  });
}

/** Ends one of one's own sessions. */
export function endOwnSession(actor: Actor, requestId: string, sessionId: string): Promise<void> {
  return withAudit(actor, requestId, async (tx, audit) => {
    const ended = await revokeSessions(tx, actor.tenantId, { userId: actor.id, sessionId });
    if (ended > 0) audit({ action: 'profile.endSession', target: { type: 'session', id: sessionId } });
  });
}
