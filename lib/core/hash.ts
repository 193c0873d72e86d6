/**
 * A 128-bit string hash built from the mixing steps of MurmurHash3 (Austin Appleby, public domain), four lanes
 * over the UTF-16 code units of a string.
 * Deterministic and fast, not cryptographic: it derives stable identifiers and bounded-set members, never secrets
 * and never the de-duplication keys of ingest (an attacker could choose collisions there).
 *
 * @returns 32 lower-case hexadecimal digits
 */
export function hash128(text: string, seed = 0): string {
  let h1 = seed | 0;
  let h2 = seed | 0;
  let h3 = seed | 0;
  let h4 = seed | 0;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i) + 1;
    h1 = mix(h1, k, 0x239b961b, 0xab0e9789) ^ h2;
    h2 = mix(h2, k, 0xab0e9789, 0x38b34ae5) ^ h3;
    h3 = mix(h3, k, 0x38b34ae5, 0xa1e38b93) ^ h4;
    h4 = mix(h4, k, 0xa1e38b93, 0x239b961b) ^ h1;
  }
  h1 = avalanche(h1 ^ text.length);
  h2 = avalanche(h2 ^ h1);
  h3 = avalanche(h3 ^ h2);
  h4 = avalanche(h4 ^ h3);
  h1 = avalanche(h1 ^ h4);
  return hex(h1) + hex(h2) + hex(h3) + hex(h4);
}

function mix(h: number, k: number, c1: number, c2: number): number {
  const m = Math.imul(k, c1);
  const r = Math.imul((m << 15) | (m >>> 17), c2) ^ h;
  return (Math.imul((r << 13) | (r >>> 19), 5) + 0xe6546b64) | 0;
}

function avalanche(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');

/** A UUID-shaped identifier derived from a text: the same text gives the same identifier on every machine. */
export function derivedId(text: string): string {
  const h = hash128(text);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
