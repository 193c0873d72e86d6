import { isIPv6 } from 'node:net';
import { type HostFunction, host } from './define';

interface Network {
  readonly address: number;
  readonly prefix: number;
}

function address(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value * 256 + Number(part);
  }
  return value;
}

function network(text: string): Network | null {
  const [name, suffix] = text.trim().split('/');
  const value = address(name ?? '');
  const prefix = suffix === undefined ? 32 : Number(suffix);
  return value === null || !(prefix >= 0 && prefix <= 32) ? null : { address: value, prefix };
}

const masked = (value: number, prefix: number): number =>
  prefix === 0 ? 0 : Number(BigInt(value) & mask(prefix));
const mask = (prefix: number): bigint => (0xffffffffn << BigInt(32 - prefix)) & 0xffffffffn;

function sameNetwork(a: string, b: string, limit: number): number | null {
  const [x, y] = [network(a), network(b)];
  if (!x || !y) return null;
  const prefix = Math.min(x.prefix, y.prefix, limit);
  return Math.sign(masked(x.address, prefix) - masked(y.address, prefix));
}

const inRange = (ip: string, range: string): boolean | null => {
  const [own, net] = [network(ip), network(range)];
  return own && net ? masked(own.address, net.prefix) === masked(net.address, net.prefix) : null;
};

const text = (value: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** An IPv6 address as eight groups; IPv4 is mapped. */
function wide(value: string): { readonly groups: number[]; readonly prefix: number } | null {
  const [name, suffix] = value.trim().split('/');
  const v4 = address(name ?? '');
  if (v4 !== null) {
    const groups = [0, 0, 0, 0, 0, 0xffff, Math.floor(v4 / 65536), v4 % 65536];
    return { groups, prefix: suffix === undefined ? 128 : 96 + Number(suffix) };
  }
  const plain = (name ?? '').split('%')[0] ?? '';
  if (!isIPv6(plain)) return null;
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const tail = embedded ? address(embedded[2] ?? '') : null;
  const full =
    embedded && tail !== null
      ? `${embedded[1]}${Math.floor(tail / 65536).toString(16)}:${(tail % 65536).toString(16)}`
      : plain;
  const [front, back] = full.split('::');
  const of = (part: string | undefined): number[] =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [];
  const [a, b] = [of(front), of(back)];
  const groups = full.includes('::') ? [...a, ...Array<number>(8 - a.length - b.length).fill(0), ...b] : a;
  return { groups, prefix: suffix === undefined ? 128 : Number(suffix) };
}

const big = (groups: readonly number[], prefix: number): bigint => {
  const value = groups.reduce((all, group) => (all << 16n) + BigInt(group), 0n);
  return prefix === 0 ? 0n : (value >> BigInt(128 - prefix)) << BigInt(128 - prefix);
};

function compareWide(a: string, b: string, limit: number): number | null {
  const [x, y] = [wide(a), wide(b)];
  if (!x || !y) return null;
  const prefix = Math.min(x.prefix, y.prefix, limit);
  const [p, q] = [big(x.groups, prefix), big(y.groups, prefix)];
  return p === q ? 0 : p < q ? -1 : 1;
}

const groupsText = (value: bigint): string =>
  Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16).padStart(4, '0'),
  ).join(':');

const wideInRange = (ip: string, range: string): boolean | null => {
  const [x, y] = [wide(ip), wide(range)];
  return x && y ? big(x.groups, y.prefix) === big(y.groups, y.prefix) : null;
};

const FOUND = /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.]*\w)/g;
const addressesIn = (source: string): readonly string[] =>
  [...source.matchAll(FOUND)].map(([found]) => found);
const hasAddress = (source: string, ip: string): boolean =>
  address(ip) !== null && addressesIn(source).includes(ip);
const hasPrefix = (source: string, prefix: string): boolean =>
  addressesIn(source).some(
    (ip) => address(ip) !== null && (prefix.endsWith('.') ? ip.startsWith(prefix) : ip === prefix),
  );

const format = (value: string, prefix: number | null, withMask: boolean): string => {
  const net = network(/^\d+$/.test(value) ? text(Number(value)) : value);
  if (!net) return '';
  const size = prefix ?? net.prefix;
  if (size < 0 || size > 32) return '';
  return (
    text(masked(net.address, Math.min(size, net.prefix))) + (withMask ? `/${Math.min(size, net.prefix)}` : '')
  );
};

/** The networks that together are the addresses from one to another. */
function networksBetween(from: string, to: string): string[] | null {
  const [first, last] = [address(from), address(to)];
  if (first === null || last === null) return null;
  const found: string[] = [];
  for (let at = first; at <= last; ) {
    let bits = at === 0 ? 32 : Math.min(32, 31 - Math.clz32(at & -at));
    while (bits > 0 && at + 2 ** bits - 1 > last) bits--;
    found.push(`${text(at)}/${32 - bits}`);
    at += 2 ** bits;
  }
  return found;
}

const some = (test: (value: string) => boolean | null, list: unknown): boolean =>
  [list].flat(2).some((one) => test(String(one)) === true);

export const NETWORK_HOST: readonly HostFunction[] = [
  host('ipv4_is_private', ['string'], 'bool', (ip: string) => {
    const own = network(ip);
    return own ? PRIVATE.some((range: string) => inRange(ip.split('/')[0] ?? '', range)) : null;
  }),
  host('ipv4_is_in_range', ['string', 'string'], 'bool', inRange),
  host('ipv4_is_in_any_range', ['string', 'dynamic'], 'bool', (ip: string, ranges: unknown) =>
    some((range: string) => inRange(ip, range), ranges),
  ),
  host('ipv4_is_match', ['string', 'string'], 'bool', (a: string, b: string) =>
    nullable(sameNetwork(a, b, 32)),
  ),
  host('ipv4_is_match_prefix', ['string', 'string', 'long'], 'bool', (a: string, b: string, prefix: number) =>
    nullable(sameNetwork(a, b, prefix)),
  ),
  host('ipv4_compare', ['string', 'string'], 'long', (a: string, b: string) => sameNetwork(a, b, 32)),
  host('ipv4_compare_prefix', ['string', 'string', 'long'], 'long', sameNetwork),
  host('ipv4_netmask_suffix', ['string'], 'long', (ip: string) => network(ip)?.prefix ?? null),
  host('ipv4_range_to_cidr_list', ['string', 'string'], 'dynamic', networksBetween),
  host('parse_ipv4', ['string'], 'long', (ip: string) => {
    const net = network(ip);
    return net && masked(net.address, net.prefix);
  }),
  host('parse_ipv4_mask', ['string', 'long'], 'long', (ip: string, prefix: number) => {
    const net = network(ip);
    return net && masked(net.address, Math.min(prefix, net.prefix));
  }),
  host('format_ipv4', ['string'], 'string', (ip: string) => format(ip, null, false)),
  host('format_ipv4_prefix', ['string', 'long'], 'string', (ip: string, prefix: number) =>
    format(ip, prefix, false),
  ),
  host('format_ipv4_mask', ['string'], 'string', (ip: string) => format(ip, null, true)),
  host('format_ipv4_mask_prefix', ['string', 'long'], 'string', (ip: string, prefix: number) =>
    format(ip, prefix, true),
  ),
  host('parse_ipv6', ['string'], 'string', (ip: string) => {
    const own = wide(ip);
    return own && groupsText(big(own.groups, own.prefix));
  }),
  host('parse_ipv6_mask', ['string', 'long'], 'string', (ip: string, prefix: number) => {
    const own = wide(ip);
    return own && groupsText(big(own.groups, Math.min(own.prefix, prefix)));
  }),
  host('ipv6_is_match', ['string', 'string'], 'bool', (a: string, b: string) =>
    nullable(compareWide(a, b, 128)),
  ),
  host('ipv6_is_match_prefix', ['string', 'string', 'long'], 'bool', (a: string, b: string, prefix: number) =>
    nullable(compareWide(a, b, prefix)),
  ),
  host('ipv6_compare', ['string', 'string'], 'long', (a: string, b: string) => compareWide(a, b, 128)),
  host('ipv6_compare_prefix', ['string', 'string', 'long'], 'long', compareWide),
  host('ipv6_is_in_range', ['string', 'string'], 'bool', wideInRange),
  host('ipv6_is_in_any_range', ['string', 'dynamic'], 'bool', (ip: string, ranges: unknown) =>
    some((range: string) => wideInRange(ip, range), ranges),
  ),
  host('has_ipv4', ['string', 'string'], 'bool', hasAddress),
  host('has_ipv4_prefix', ['string', 'string'], 'bool', hasPrefix),
  host('has_any_ipv4', ['string', 'dynamic'], 'bool', (source: string, list: unknown) =>
    some((ip: string) => hasAddress(source, ip), list),
  ),
  host('has_any_ipv4_prefix', ['string', 'dynamic'], 'bool', (source: string, list: unknown) =>
    some((prefix: string) => hasPrefix(source, prefix), list),
  ),
];

function nullable(order: number | null): boolean | null {
  return order === null ? null : order === 0;
}
