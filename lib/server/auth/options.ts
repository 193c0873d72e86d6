import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { authSecret, env } from '../env';
import { log } from '../log';
import { clientAddress } from './client-address';
import { secureCookies, sessionCookieName, sessionSeconds } from './cookie';
import { admitOidc } from './oidc';
import { clearSignIn } from './rate-limit';
import { closeSession, openSession } from './sessions';
import { type Admitted, admitPassword } from './sign-in';

function oidcProvider(): OAuthConfig<{ readonly sub: string }> {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  return {
    id: 'oidc',
    name: OIDC_NAME,
    type: 'oauth',
    wellKnown: `${OIDC_ISSUER}/.well-known/openid-configuration`,
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    profile: (claims) => ({ id: claims.sub }),
  };
}

/** Address and password. The attempt was counted before (see the route). */
function passwordProvider(headers: Headers) {
  return Credentials({
    name: 'E-mail and password',
    credentials: { email: {}, password: {} },
    async authorize(credentials) {
      const { email, password } = credentials ?? {};
      if (typeof email !== 'string' || typeof password !== 'string') return null;
      const admitted = await admitPassword(email, password);
      if (admitted) await clearSignIn(clientAddress(headers), email);
      return admitted ? { id: admitted.id } : null;
    },
  });
}

/** Only paths of this portal, or its own origin, are gone to after sign-in. */
export function safeRedirect(url: string, baseUrl: string): string {
  if (!URL.canParse(url, baseUrl)) return baseUrl;
  const target = new URL(url, baseUrl);
  return target.origin === new URL(baseUrl).origin ? target.toString() : baseUrl;
}

/**
 * next-auth, for one request. The JWT carries nothing but the ids of person, session and tenant; what they may do is
 * looked up at each request.
 */
export function authOptions(headers: Headers, tenantId: string): NextAuthOptions {
  let admitted: Admitted | null = null;
  return {
    secret: authSecret(),
    providers: [passwordProvider(headers), ...(env().oidcEnabled ? [oidcProvider()] : [])],
    session: { strategy: 'jwt', maxAge: sessionSeconds() },
    jwt: { maxAge: sessionSeconds() },
    pages: { signIn: '/signin', error: '/signin' },
    useSecureCookies: secureCookies(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies() },
      },
    },
    callbacks: {
      async signIn({ user, account, profile }) {
        admitted = account?.provider === 'oidc' ? await admitOidc(profile) : { tenantId, id: user.id };
        return admitted !== null;
      },
      async jwt({ token, user }) {
        if (!user || !admitted) return { sub: token.sub, sid: token.sid, tid: token.tid };
        const origin = { ip: clientAddress(headers), userAgent: headers.get('user-agent') };
        const sid = await openSession(admitted.tenantId, admitted.id, origin);
        return { sub: admitted.id, sid, tid: admitted.tenantId };
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => safeRedirect(url, baseUrl),
    },
    events: {
      async signOut({ token }) {
        if (token?.sid && token.tid && token.sub) await closeSession(token.tid, token.sub, token.sid);
      },
    },
    logger: {
      error: (code, detail) => log().error({ code, err: detail }, 'sign-in failed'),
      warn: () => {},
      debug: () => {},
    },
  };
}
