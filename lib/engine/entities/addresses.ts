/**
 * Addresses that stand for no machine: unspecified, loopback, broadcast, and the address that published data sets put
 * in place of the real ones. (The documentation ranges of RFC 5737 stay: sample companies live there.)
 */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '',
  '-',
  '0.0.0.0',
  '255.255.255.255',
  '1.2.3.4',
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  'localhost',
]);

/** True when an address names nobody and so may join nothing. */
export function isPlaceholderAddress(address: string): boolean {
  return PLACEHOLDERS.has(address) || address.startsWith('127.');
}

/**
 * True for addresses that repeat in every network and so need a scope: RFC 1918, carrier-grade NAT (RFC 6598),
 * link-local (RFC 3927, RFC 4291) and unique local IPv6 (RFC 4193).
 */
export function isPrivateAddress(address: string): boolean {
  const v4 = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (v4.includes(':')) return /^f[cd]|^fe[89ab]/i.test(v4);
  if (v4.startsWith('10.') || v4.startsWith('192.168.') || v4.startsWith('169.254.')) return true;
  const [first, second] = v4.split('.');
  const part = Number(second);
  return (first === '172' && part >= 16 && part <= 31) || (first === '100' && part >= 64 && part <= 127);
}
