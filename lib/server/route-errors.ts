import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import { toPublicError } from './errors';
import { log } from './log';

/** `problem`: RFC 9457. `graph`: `{error: {code, message, innerError}}` as Microsoft Graph answers. */
export type ErrorStyle = 'problem' | 'graph';

/** Adds the headers that every API answer has: never cached, never sniffed, never framed, with its request id. */
export function withApiHeaders(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-request-id', requestId);
  headers.set('referrer-policy', 'same-origin');
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** The answer to an error: what may be known of it, and the request id under which the log knows the rest. */
export function errorResponse(error: unknown, requestId: string, style: ErrorStyle): Response {
  unstable_rethrow(error);
  const { status, code, text, fields, retryAfter } = toPublicError(error);
  if (status >= 500) log().error({ err: error, requestId }, 'request failed');
  const headers: Record<string, string> = {
    'content-type': style === 'graph' ? 'application/json' : 'application/problem+json',
  };
  if (retryAfter !== undefined) headers['retry-after'] = String(Math.ceil(retryAfter));
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  const body =
    style === 'graph'
      ? {
          error: {
            code,
            message: text,
            innerError: { 'request-id': requestId, date: new Date().toISOString() },
          },
        }
      : { type: 'about:blank', title: text, status, code, requestId, ...(fields ? { fields } : {}) };
  return withApiHeaders(new Response(JSON.stringify(body), { status, headers }), requestId);
}
