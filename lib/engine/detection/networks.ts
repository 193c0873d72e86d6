/** The bytes of an IPv4 or IPv6 address, `undefined` where the text is neither. IPv4-mapped IPv6 gives the IPv4. */
function bytesOf(address: string): readonly number[] | undefined {
  const text =
    address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((b) => Number.isInteger(b) && b >= 0 && b <= 255) ? bytes : undefined;
}

function ipv6(text: string): readonly number[] | undefined {
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 0) return undefined;
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right].map((g) => Number.parseInt(g, 16));
  if (groups.some((g) => !(g >= 0 && g <= 0xffff))) return undefined;
  return groups.flatMap((g) => [g >> 8, g & 255]);
}

/** True when the address lies in the CIDR block, or equals the single address. */
export function inBlock(address: string, block: string): boolean {
  if (address === block) return true;
  const [base = '', prefix] = block.split('/');
  const a = bytesOf(address);
  const b = bytesOf(base);
  if (!a || !b || a.length !== b.length) return false;
  const bits = prefix === undefined ? b.length * 8 : Number(prefix);
  for (let i = 0; i < bits; i += 8) {
    const mask = bits - i >= 8 ? 0xff : (0xff << (8 - (bits - i))) & 0xff;
    if (((a[i / 8] ?? 0) & mask) !== ((b[i / 8] ?? 0) & mask)) return false;
  }
  return true;
}

/** True when an address is inside any of the organisation's own networks. */
export const isCorporate = (ip: string | undefined, networks: readonly string[]): boolean =>
  ip !== undefined && networks.length > 0 && networks.some((block) => inBlock(ip, block));
