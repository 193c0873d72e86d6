import 'server-only';
import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../audit/with-audit';
import { prisma } from '../db';
import { env } from '../env';

const LIFETIME = 24 * 3_600_000;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Makes a one-time link to choose a password, good for 24 hours. Without `userId` it makes the first administrator.
 * Older links for the same purpose stop working.
 *
 * @returns the address, which is told once and stored nowhere
 */
export async function createLink(tx: Tx, tenantId: string, userId: string | null): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await tx.setupLink.deleteMany({ where: { tenantId, userId, usedAt: null } });
  await tx.setupLink.create({
    data: { tokenHash: hashOf(secret), tenantId, userId, expiresAt: new Date(Date.now() + LIFETIME) },
  });
  return `${env().publicUrl}/setup?token=${secret}`;
}

export interface OpenLink {
  readonly tenantId: string;
  /** The person whose password it sets; null: it makes the first administrator. */
  readonly userId: string | null;
}

const usable = (secret: string) => ({
  tokenHash: hashOf(secret),
  usedAt: null,
  expiresAt: { gt: new Date() },
});

/** What a link is good for, or null where it is unknown, used or too old. */
export async function findLink(secret: string): Promise<OpenLink | null> {
  return prisma().setupLink.findFirst({ where: usable(secret), select: { tenantId: true, userId: true } });
}

/** Uses a link up. @returns what it was for, or null where another request was faster */
export async function takeLink(tx: Tx, secret: string): Promise<OpenLink | null> {
  const link = await tx.setupLink.findFirst({
    where: usable(secret),
    select: { tenantId: true, userId: true },
  });
  const { count } = await tx.setupLink.updateMany({ where: usable(secret), data: { usedAt: new Date() } });
  return count === 1 ? link : null;
}
