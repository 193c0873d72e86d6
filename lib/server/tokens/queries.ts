import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  /** The first characters of the secret: enough to recognise it, not to use it. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly state: 'active' | 'expired' | 'revoked';
}

/** All tokens of the tenant, newest first. */
export async function listTokens(actor: Actor): Promise<TokenRow[]> {
  authorize(actor, 'token:manage');
  const rows = await prisma().apiToken.findMany({
    where: { tenantId: actor.tenantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 500,
  });
  const now = new Date();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    state: row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= now ? 'expired' : 'active',
  }));
}
