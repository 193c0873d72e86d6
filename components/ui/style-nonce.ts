'use client';

declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * Scroll locking inside Radix adds a `<style>` element; the page's Content-Security-Policy admits it with the nonce
 * only. The library looks for it under this global name; the browser shows it to scripts through `script.nonce`.
 */
export function useStyleNonce(): void {
  if (typeof document === 'undefined' || globalThis.__webpack_nonce__ !== undefined) return;
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) globalThis.__webpack_nonce__ = nonce;
}
