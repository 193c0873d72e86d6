/**
 * The Content-Security-Policy of a page. Scripts run by nonce only, and what those load; nothing may frame the portal,
 * and it talks to itself only. `<style>` elements need the nonce as well. Style attributes are allowed: the graph and
 * the long lists place their items with them, and they can neither run a script nor load anything (img-src and font-src
 * still hold). Development needs eval, for React's own error messages, and styles for the framework's own tools.
 */
export function contentSecurityPolicy(
  nonce: string,
  options: { readonly development: boolean; readonly https: boolean },
): string {
  const directives: readonly (string | false)[] = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${options.development ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${options.development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    options.https && 'upgrade-insecure-requests',
  ];
  return directives.filter(Boolean).join('; ');
}

/** Headers of every page beside the policy. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  // A page holds its nonce and what its reader may see: no cache keeps it.
  'cache-control': 'no-store, must-revalidate',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** The path to come back to after sign-in: one of this portal, or its start. Never another site's address. */
export function safePath(value: string | null | undefined): string {
  if (!value?.startsWith('/')) return '/';
  // `//host` and `/\host` are other sites to a browser; resolving tells what it would really open.
  const base = 'http://portal.invalid';
  if (!URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/';
}
