import { type NextRequest, NextResponse } from 'next/server';
import { sessionCookieName } from '@/lib/server/auth/cookie';
import { contentSecurityPolicy, PAGE_HEADERS } from '@/lib/server/auth/csp';
import { env } from '@/lib/server/env';

/** Pages that need no session. */
const OPEN = ['/signin', '/setup'];

/** What a person follows; a server action without a session answers for itself. */
const isVisit = ({ method }: NextRequest): boolean => method === 'GET' || method === 'HEAD';

const isOpen = (path: string): boolean => OPEN.some((open) => path === open || path.startsWith(`${open}/`));

/**
 * Runs before every page: gives the request its id, its nonce and its path, and the answer its security headers. Who
 * has no session cookie is sent to sign-in at once; whether the cookie is worth anything the page itself finds out
 * (authorization never lives here).
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (!isOpen(pathname) && !request.cookies.has(sessionCookieName()) && isVisit(request)) {
    const target = request.nextUrl.clone();
    target.pathname = '/signin';
    target.search = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(target);
  }
  const nonce = Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, {
    development: env().NODE_ENV === 'development',
    https: env().publicUrl.startsWith('https:'),
  });
  const requestId = globalThis.crypto.randomUUID();
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-nonce', nonce);
  headers.set('x-request-id', requestId);
  headers.set('x-throughline-path', pathname + search);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-request-id', requestId);
  if (env().publicUrl.startsWith('https:')) {
    response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  }
  return response;
}

// API routes set their own headers (and their bodies, which may be large, are not to pass through here); static files
// have no page in them.
export const config = { matcher: ['/((?!api/|v1/|v2/|_next/static|_next/image|favicon.ico|icon.svg).*)'] };
