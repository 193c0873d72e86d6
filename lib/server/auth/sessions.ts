import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Tx } from '../audit/with-audit';
import { prisma } from '../db';
import { publish } from '../outbox/publish';
import { sessionSeconds } from './cookie';

/** Event that ends live streams. Its area is not sent to browsers; the stream itself listens for it. */
export const SESSION_REVOKED = 'session.revoked';

export interface SessionOrigin {
  readonly ip: string;
  readonly userAgent: string | null;
}

/** Opens a session. @returns its id, which the JWT carries */
export async function openSession(tenantId: string, userId: string, origin: SessionOrigin): Promise<string> {
  const id = randomUUID();
  await prisma().session.create({
    data: {
      tenantId,
      id,
      userId,
      expiresAt: new Date(Date.now() + sessionSeconds() * 1_000),
      ip: origin.ip,
      userAgent: origin.userAgent?.slice(0, 400) ?? null,
    },
  });
  return id;
}

export interface SessionSelection {
  readonly userId: string;
  /** Only this one. */
  readonly sessionId?: string;
  /** All but this one. */
  readonly except?: string;
}

/** Revokes sessions of a person; their live streams close at commit. @returns how many were open */
export async function revokeSessions(tx: Tx, tenantId: string, which: SessionSelection): Promise<number> {
  const open = await tx.session.findMany({
    where: {
      tenantId,
      userId: which.userId,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      id: {
        ...(which.sessionId ? { equals: which.sessionId } : {}),
        ...(which.except ? { not: which.except } : {}),
      },
    },
    select: { id: true },
  });
  const ids = open.map((session) => session.id);
  await tx.session.updateMany({ where: { tenantId, id: { in: ids } }, data: { revokedAt: new Date() } });
  await publish(
    tx,
    tenantId,
    ids.map((targetId) => ({ type: SESSION_REVOKED, targetId, quiet: true })),
  );
  return ids.length;
}

/** Ends one session at sign-out. */
export async function closeSession(tenantId: string, userId: string, sessionId: string): Promise<void> {
  await prisma().$transaction((tx) => revokeSessions(tx, tenantId, { userId, sessionId }));
}
