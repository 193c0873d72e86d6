import 'server-only';
import { createHash } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import { tokenActor } from '../authz/authorize';
import { prisma } from '../db';

export const hashToken = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** `lastUsedAt` is for people: written at most once in this time, ms. */
const TOUCH_EVERY = 60_000;
const touched = new Map<string, number>();

const isValid = ({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null }): boolean =>
  !revokedAt && (!expiresAt || expiresAt > new Date());

/** The actor of a token's secret, or null where it is unknown, revoked or past its time. */
export async function verifyToken(secret: string): Promise<Actor | null> {
  const token = await prisma().apiToken.findUnique({ where: { hash: hashToken(secret) } });
  if (!token || !isValid(token)) return null;
  const now = new Date();
  if (now.getTime() - (touched.get(token.id) ?? 0) > TOUCH_EVERY) {
    touched.set(token.id, now.getTime());
    await prisma().apiToken.update({
      where: { tenantId_id: { tenantId: token.tenantId, id: token.id } },
      data: { lastUsedAt: now },
    });
  }
  return tokenActor(token);
}

/** Whether a token that was verified before still counts: for what stays open, such as a live stream. */
export async function isTokenValid(tenantId: string, id: string): Promise<boolean> {
  const token = await prisma().apiToken.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return token !== null && isValid(token);
}
