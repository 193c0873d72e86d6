import 'server-only';
import type { IncomingMessage } from 'node:http';

/** Header by which our own server names the request that a route handler answers; a client cannot. */
const REQUEST_HEADER = 'x-throughline-request';

interface Requests {
  readonly open: Map<string, IncomingMessage>;
  last: number;
}

/** Global because the server and Next's bundles each have this module. */
const kept = globalThis as typeof globalThis & { throughlineRequests?: Requests };

/** Remembers a request until it is over, so that a route handler finds the stream behind it. */
export function rememberRequest(request: IncomingMessage, over: (forget: () => void) => void): void {
  kept.throughlineRequests ??= { open: new Map(), last: 0 };
  const { open } = kept.throughlineRequests;
  const name = String(++kept.throughlineRequests.last);
  request.headers[REQUEST_HEADER] = name;
  open.set(name, request);
  over(() => open.delete(name));
}

/**
 * The body of a request, for bodies of many megabytes: straight from the connection where our own server took it, since
 * the web stream around it costs twice as much as reading does. Read one or the other, never both. Whoever stops early
 * may still answer.
 */
export function bodyOf(request: Request): AsyncIterable<Uint8Array> | null {
  const raw = kept.throughlineRequests?.open.get(request.headers.get(REQUEST_HEADER) ?? '');
  return raw ? raw.iterator({ destroyOnReturn: false }) : request.body;
}
