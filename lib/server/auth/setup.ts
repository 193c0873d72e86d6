import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '@/lib/domain/permissions';
import { type Tx, withAudit } from '../audit/with-audit';
import { prisma } from '../db';
import { AppError } from '../errors';
import { createLink, findLink, type OpenLink, takeLink } from './links';
import { hashPassword, newPassword } from './password';
import { revokeSessions } from './sessions';
import { normalEmail } from './sign-in';

export const SetupInput = z.object({
  token: z.string().min(1).max(200),
  password: newPassword,
  /** For the first administrator only: an invited person has both already. */
  email: z.email('Enter an e-mail address.').optional(),
  name: z.string().trim().min(1, 'Enter your name.').max(120).optional(),
});
type SetupInput = z.output<typeof SetupInput>;

const setupActor = (tenantId: string): Actor => ({
  tenantId,
  kind: 'system',
  id: 'setup-link',
  name: 'One-time link',
  permissions: new Set(),
  roles: [],
  scopes: [],
});

/** The link for the first administrator of a tenant without people; null once there is somebody. */
export async function firstAdminLink(tenantId: string): Promise<string | null> {
  return prisma().$transaction(async (tx) => {
    if ((await tx.user.count({ where: { tenantId } })) > 0) return null;
    return createLink(tx, tenantId, null);
  });
}

export interface SetupOffer {
  readonly kind: 'firstAdmin' | 'person';
  readonly email: string | null;
}

/** What the page behind a link offers, or null where the link is good for nothing (any more). */
export async function setupOffer(secret: string): Promise<SetupOffer | null> {
  const link = await findLink(secret);
  if (!link) return null;
  if (link.userId === null) return { kind: 'firstAdmin', email: null };
  const user = await prisma().user.findUnique({
    where: { tenantId_id: { tenantId: link.tenantId, id: link.userId } },
  });
  return user && { kind: 'person', email: user.email };
}

/** Uses a link: makes the first administrator, or sets the person's password and ends their sessions. */
export async function completeSetup(input: SetupInput, requestId: string): Promise<{ email: string }> {
  const open = await findLink(input.token);
  if (!open) throw expired();
  const passwordHash = await hashPassword(input.password);
  return withAudit(setupActor(open.tenantId), requestId, async (tx, audit, publish) => {
    const link = await takeLink(tx, input.token);
    if (!link) throw expired();
    const made = link.userId
      ? await setPassword(tx, link, link.userId, passwordHash)
      : await makeAdmin(tx, link, input, passwordHash);
    const action = link.userId ? 'person.setPassword' : 'person.create';
    const changes = link.userId ? [] : [{ field: 'roles', from: null, to: ['admin'] }];
    audit({ action, target: { type: 'person', id: made.id }, changes });
    publish({ type: 'person.updated', targetId: made.id });
    return { email: made.email };
  });
}

const expired = (): AppError =>
  new AppError('notFound', 'set-up link', {
    userText: 'This link has been used or is too old. Ask for a new one.',
  });

interface Made {
  readonly id: string;
  readonly email: string;
}

async function setPassword(tx: Tx, link: OpenLink, id: string, passwordHash: string): Promise<Made> {
  await revokeSessions(tx, link.tenantId, { userId: id });
  return tx.user.update({ where: { tenantId_id: { tenantId: link.tenantId, id } }, data: { passwordHash } });
}

async function makeAdmin(tx: Tx, link: OpenLink, input: SetupInput, passwordHash: string): Promise<Made> {
  const { email, name } = input;
  if (!email || !name) {
    throw new AppError('invalid', 'first administrator without name or address', {
      userText: 'Enter your name and your e-mail address.',
    });
  }
  // Somebody may have come in by the identity provider since the link was made.
  if ((await tx.user.count({ where: { tenantId: link.tenantId } })) > 0) throw expired();
  return tx.user.create({
    data: {
      tenantId: link.tenantId,
      id: randomUUID(),
      email: normalEmail(email),
      name,
      passwordHash,
      roles: ['admin'],
    },
  });
}
