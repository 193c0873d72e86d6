import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor, TokenScope } from '@/lib/domain/permissions';
import { changesOf, withAudit } from '../audit/with-audit';
import { authorize } from '../authz/authorize';
import { AppError } from '../errors';
import { hashToken } from './verify';

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date | null;
}

export interface CreatedToken {
  readonly id: string;
  /** Shown once; only its SHA-256 is stored. */
  readonly secret: string;
}

/** Creates an API token. */
export function createToken(actor: Actor, requestId: string | null, token: NewToken): Promise<CreatedToken> {
  authorize(actor, 'token:manage');
  const secret = `tl_${randomBytes(32).toString('base64url')}`;
  const id = randomUUID();
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const { name, expiresAt } = token;
    const scopes = [...new Set(token.scopes)];
    await tx.apiToken.create({
      data: {
        tenantId: actor.tenantId,
        id,
        name,
        scopes,
        expiresAt,
        hash: hashToken(secret),
        prefix: secret.slice(0, 8),
        createdBy: actor.id,
      },
    });
    audit({
      action: 'token.create',
      target: { type: 'token', id },
      changes: changesOf({}, { name, scopes, expiresAt: expiresAt?.toISOString() ?? null }),
    });
    publish({ type: 'token.created', targetId: id });
    return { id, secret };
  });
}

/** Ends a token; it is refused from the next request on. */
export function revokeToken(actor: Actor, requestId: string | null, id: string): Promise<void> {
  authorize(actor, 'token:manage');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const { count } = await tx.apiToken.updateMany({
      where: { tenantId: actor.tenantId, id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw new AppError('notFound', `token ${id}`);
    audit({
      action: 'token.revoke',
      target: { type: 'token', id },
      changes: [{ field: 'revoked', from: false, to: true }],
    });
    publish({ type: 'token.revoked', targetId: id });
  });
}
