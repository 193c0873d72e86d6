import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import type { Actor, Permission } from '@/lib/domain/permissions';
import { can, userActor } from '../authz/authorize';
import { prisma } from '../db';
import { authSecret } from '../env';
import { requestPosition } from '../outbox/position';
import { sessionCookieName } from './cookie';

/** A signed-in person in this request. */
export interface PortalSession {
  readonly sessionId: string;
  readonly actor: Actor;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    /** IANA name. */
    readonly timeZone: string;
    readonly provider: string;
  };
}

type StoredPerson = PortalSession['user'] & { readonly roles: readonly string[] };

/**
 * The session behind a session cookie, or null. The JWT only names the session; whether it lives is asked of the
 * database each time, so that a revoked session or a disabled person is out at the next request.
 */
export async function sessionOf(cookie: string | null | undefined): Promise<PortalSession | null> {
  if (!cookie) return null;
  const jwt = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  if (typeof jwt?.sid !== 'string' || typeof jwt.tid !== 'string') return null;
  return findSession(jwt.tid, jwt.sid);
}

/** The session by its id, if it is neither revoked nor expired and its person is not disabled. */
export async function findSession(tenantId: string, sessionId: string): Promise<PortalSession | null> {
  // One question instead of two: every request waits for it.
  const [user] = await prisma().$queryRaw<StoredPerson[]>`
    SELECT u.id, u.email, u.name, u.roles, u.provider, u.time_zone AS "timeZone"
    FROM app_session s JOIN app_user u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
    WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId} AND s.revoked_at IS NULL AND s.expires_at > ${new Date()}
      AND u.disabled_at IS NULL`;
  if (!user) return null;
  const { roles, ...person } = user;
  return { sessionId, actor: userActor({ tenantId, id: user.id, name: user.name, roles }), user: person };
}

/** The session of the request that is being served, looked up once per request. */
export const getSession = cache(async (): Promise<PortalSession | null> => {
  // Before anything is read: what happens from here on is told by the page's live stream.
  requestPosition();
  return sessionOf((await cookies()).get(sessionCookieName())?.value);
});

/** For pages: the session, or a redirect to sign-in that comes back to this page. */
export async function requireSession(): Promise<PortalSession> {
  const session = await getSession();
  if (session) return session;
  const target = (await headers()).get('x-throughline-path') ?? '/';
  redirect(`/signin?next=${encodeURIComponent(target)}`);
}

/** For pages: the actor, who holds the permission; without it the page does not exist for them. */
export async function requireActor(permission: Permission): Promise<Actor> {
  const { actor } = await requireSession();
  if (!can(actor, permission)) redirect('/forbidden');
  return actor;
}
