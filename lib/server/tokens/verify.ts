import 'server-only';
import { createHash } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import { tokenActor } from '../authz/authorize';
import { prisma } from '../db';

export const hashToken = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `lastUsedAt` is for people: written at most once in this time, ms. */
const TOUCH_EVERY = 60_000;
const touched = new Map<string, number>();

/** The actor of a token's secret, or null where it is unknown, revoked or past its time. */
export async function verifyToken(secret: string): Promise<Actor | null> {
  const token = await prisma().apiToken.findUnique({ where: { hash: hashToken(secret) } });
  const now = new Date();
  if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now)) return null;
  if (now.getTime() - (touched.get(token.id) ?? 0) > TOUCH_EVERY) {
    touched.set(token.id, now.getTime());
    await prisma().apiToken.update({
      where: { tenantId_id: { tenantId: token.tenantId, id: token.id } },
      data: { lastUsedAt: now },
    });
  }
  return tokenActor(token);
}
