import 'server-only';
import type { ZodType } from 'zod';
import type { Actor, Permission, TokenScope } from '@/lib/domain/permissions';
import { readCookie, sessionCookieName } from './auth/cookie';
import { sameOrigin } from './auth/origin';
import { type PortalSession, sessionOf } from './auth/session';
import { authorize } from './authz/authorize';
import { AppError } from './errors';
import { type ErrorStyle, errorResponse, withApiHeaders } from './route-errors';
import { parseBody, parseParams, parseQuery } from './route-input';
import { verifyToken } from './tokens/verify';

/**
 * Who may call: whoever holds a permission (by session or by token), a token of a scope, or anybody, for a reason that
 * is written down. A route that names none of the three does not compile.
 */
export type Access =
  | { readonly permission: Permission }
  | { readonly scope: TokenScope }
  | { readonly public: string };

interface Options<P, Q, B> {
  readonly params?: ZodType<P>;
  readonly query?: ZodType<Q>;
  /** JSON body. Without it the handler reads `request` itself. */
  readonly body?: ZodType<B>;
  /** Largest body in bytes; default API_MAX_BODY_BYTES. */
  readonly maxBytes?: number;
  /** Problem JSON (RFC 9457), or Microsoft Graph's error body. */
  readonly errors?: ErrorStyle;
}

export interface RouteContext<A extends Access, P, Q, B> {
  readonly request: Request;
  readonly requestId: string;
  readonly actor: A extends { readonly public: string } ? null : Actor;
  /** The person's session; null for a token. */
  readonly session: PortalSession | null;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

interface NextContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

/** What Next calls. */
export type RouteHandler = (request: Request, context: NextContext) => Promise<Response>;

interface Caller {
  readonly actor: Actor;
  readonly session: PortalSession | null;
}

/** A Bearer token decides alone; else the session cookie does, and only from our own pages where it changes things. */
async function authenticate(request: Request): Promise<Caller | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const secret = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
    const actor = secret ? await verifyToken(secret) : null;
    return actor && { actor, session: null };
  }
  const session = await sessionOf(readCookie(request.headers.get('cookie'), sessionCookieName()));
  if (session && !sameOrigin(request)) throw new AppError('forbidden', 'request from another origin');
  return session && { actor: session.actor, session };
}

async function admit(access: Access, request: Request): Promise<Caller | null> {
  if ('public' in access) return null;
  const caller = await authenticate(request);
  if (!caller) {
    throw new AppError('unauthenticated', 'no valid session or token', {
      userText: 'Sign in, or send a valid API token.',
    });
  }
  if ('permission' in access) authorize(caller.actor, access.permission);
  else if (!caller.actor.scopes.includes(access.scope)) {
    throw new AppError('forbidden', `token ${caller.actor.id} lacks scope ${access.scope}`, {
      userText: `This needs an API token of scope "${access.scope}".`,
    });
  }
  return caller;
}

/**
 * The only way to make an API route. Checks who calls before it reads anything, then `params`, `query` and `body`;
 * what the handler returns is sent as JSON unless it is a Response. Errors carry a request id and no inside.
 *
 * @example export const GET = route({ permission: 'incident:read', query: Query }, ({ actor, query }) => list(actor, query));
 */
export function route<A extends Access, P = undefined, Q = undefined, B = undefined>(
  options: A & Options<P, Q, B>,
  handler: (context: RouteContext<A, P, Q, B>) => Promise<unknown> | unknown,
): RouteHandler {
  return async (request, context) => {
    const requestId = globalThis.crypto.randomUUID();
    try {
      const caller = await admit(options, request);
      const result = await handler({
        request,
        requestId,
        actor: (caller?.actor ?? null) as RouteContext<A, P, Q, B>['actor'],
        session: caller?.session ?? null,
        params: await parseParams(options.params, context),
        query: parseQuery(options.query, request),
        body: await parseBody(options.body, request, options.maxBytes),
      });
      const response = result instanceof Response ? result : Response.json(result ?? null);
      return withApiHeaders(response, requestId);
    } catch (error) {
      return errorResponse(error, requestId, options.errors ?? 'problem');
    }
  };
}
