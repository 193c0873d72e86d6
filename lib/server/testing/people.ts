import { encode } from 'next-auth/jwt';
import type { Actor, Role, TokenScope } from '@/lib/domain/permissions';
import { sessionCookieName } from '@/lib/server/auth/cookie';
import { openSession } from '@/lib/server/auth/sessions';
import { tokenActor, userActor } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { authSecret } from '@/lib/server/env';
import { ensureTenant } from '@/lib/server/tenant';
import { createToken } from '@/lib/server/tokens/commands';

export interface SignedIn {
  readonly actor: Actor;
  readonly sessionId: string;
  /** Value of the session cookie. */
  readonly jwt: string;
  /** Cookie header of a browser that is signed in. */
  readonly cookie: string;
}

/** For integration tests: a person of these roles, signed in. */
export async function signedIn(id: string, roles: readonly Role[]): Promise<SignedIn> {
  const tenantId = await ensureTenant();
  const person = {
    tenantId,
    id,
    email: `${id}@example.org`,
    name: id,
    roles: [...roles],
    passwordHash: 'none',
  };
  await prisma().user.create({ data: person });
  const sessionId = await openSession(tenantId, id, { ip: '192.0.2.1', userAgent: 'test' });
  const jwt = await encode({ token: { sub: id, sid: sessionId, tid: tenantId }, secret: authSecret() });
  return { actor: userActor(person), sessionId, jwt, cookie: `${sessionCookieName()}=${jwt}` };
}

/** For integration tests: the secret of a new API token of these scopes. */
export async function newToken(...scopes: readonly TokenScope[]): Promise<string> {
  const tenantId = await ensureTenant();
  const admin = userActor({ tenantId, id: 'test-admin', name: 'Admin', roles: ['admin'] });
  const { secret } = await createToken(admin, null, { name: scopes.join(), scopes, expiresAt: null });
  return secret;
}

/** The actor of a token of these scopes. */
export const tokenOf = (...scopes: readonly TokenScope[]): Actor =>
  tokenActor({ tenantId: 'default', id: 'token', name: 'token', scopes });
