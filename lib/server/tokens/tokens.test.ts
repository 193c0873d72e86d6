import { expect, it } from 'vitest';
import { prisma } from '@/lib/server/db';
import { testDatabase } from '@/lib/server/testing/database';
import { signedIn, tokenOf } from '@/lib/server/testing/people';
import { createToken, revokeToken } from './commands';
import { listTokens } from './queries';
import { verifyToken } from './verify';

testDatabase();

it('stores a hash, never the secret, and knows the token by it', async () => {
  const { actor } = await signedIn('admin', ['admin']);
  const { id, secret } = await createToken(actor, 'r', {
    name: 'ci',
    scopes: ['read', 'read'],
    expiresAt: null,
  });
  const stored = await prisma().apiToken.findFirstOrThrow({ where: { id } });
  expect(stored.hash).toMatch(/^[\da-f]{64}$/);
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(await verifyToken(secret)).toMatchObject({ kind: 'token', id, scopes: ['read'], roles: [] });
  expect(await verifyToken(secret.slice(0, -1))).toBeNull();
  expect(await listTokens(actor)).toMatchObject([{ state: 'active', lastUsedAt: expect.any(String) }]);
});

it('refuses a token after its time and after its revocation', async () => {
  const { actor } = await signedIn('admin-2', ['admin']);
  const past = new Date(Date.now() - 1);
  const old = await createToken(actor, 'r', { name: 'old', scopes: ['read'], expiresAt: past });
  expect(await verifyToken(old.secret)).toBeNull();
  const live = await createToken(actor, 'r', { name: 'live', scopes: ['read'], expiresAt: null });
  await revokeToken(actor, 'r', live.id);
  expect(await verifyToken(live.secret)).toBeNull();
  await expect(revokeToken(actor, 'r', live.id)).rejects.toMatchObject({ code: 'notFound' });
});

it('lets no token make another', () => {
  const attempt = () => createToken(tokenOf('write'), 'r', { name: 'x', scopes: ['write'], expiresAt: null });
  expect(attempt).toThrow(expect.objectContaining({ code: 'forbidden' }));
});
