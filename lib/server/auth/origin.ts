import 'server-only';
import { env } from '../env';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that carries our cookie was made by one of our own pages. Reading needs no proof (SameSite and CORS
 * keep the answer from others); a change must name this host in `Origin`, or the public URL's where a proxy rewrites
 * Host. Browsers send Origin with every such request and pages cannot forge it.
 */
export function sameOrigin(request: Request): boolean {
  if (SAFE.has(request.method)) return true;
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === request.headers.get('host') || origin === new URL(env().publicUrl).origin;
}
