import 'server-only';
import fs from 'node:fs';
import { packageFile } from '../package-file';

/** Autonomous system of an address range. */
export interface AsnRecord {
  readonly asn: number;
  readonly organization: string;
}

interface RangeTable<T extends Uint32Array | BigUint64Array> {
  readonly starts: T;
  readonly ends: T;
  readonly systems: Uint32Array;
}

const names = new Map<number, string>();
let v4: RangeTable<Uint32Array> | undefined;
let v6: RangeTable<BigUint64Array> | undefined;

/**
 * Looks an address up in the routing table that `@ip-location-db/asn` ships (CC-BY-4.0, offline).
 * IPv6 is compared by its upper 64 bits: no system announces a longer prefix.
 */
export function lookupAsn(ip: string): AsnRecord | undefined {
  const asn = ip.includes(':') ? find6(ip) : find4(ip);
  return asn === undefined ? undefined : { asn, organization: names.get(asn) ?? '' };
}

function find4(ip: string): number | undefined {
  const value = parseIpv4(ip);
  if (value === undefined) return undefined;
  v4 ??= loadTable4();
  const at = lastAtMost(v4.starts, value);
  const end = v4.ends[at];
  return end !== undefined && value <= end ? v4.systems[at] : undefined;
}

function find6(ip: string): number | undefined {
  const value = parseIpv6Prefix(ip);
  if (value === undefined) return undefined;
  v6 ??= loadTable6();
  const at = lastAtMost(v6.starts, value);
  const end = v6.ends[at];
  return end !== undefined && value <= end ? v6.systems[at] : undefined;
}

/** Index of the last element that is not greater than `value`, or -1. */
function lastAtMost<V extends number | bigint>(
  sorted: { readonly length: number; readonly [i: number]: V },
  value: V,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = sorted[middle];
    if (candidate !== undefined && candidate <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @returns the address as an unsigned 32-bit number, or undefined when it is not dotted decimal */
function parseIpv4(ip: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ip);
  if (!match) return undefined;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const part = Number(match[i]);
    if (part > 255) return undefined;
    value = value * 256 + part;
  }
  return value;
}

/** The upper 64 bits of an IPv6 address. */
function parseIpv6Prefix(ip: string): bigint | undefined {
  const [head = '', tail] = ip.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  if (groups.length < 4) return undefined;
  let value = 0n;
  for (const group of groups.slice(0, 4)) {
    if (!/^[0-9a-f]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return value;
}

function loadTable4(): RangeTable<Uint32Array> {
  const rows = readRows('asn-ipv4-num.csv');
  const table = {
    starts: new Uint32Array(rows.length),
    ends: new Uint32Array(rows.length),
    systems: new Uint32Array(rows.length),
  };
  rows.forEach(([start, end, asn], i) => {
    table.starts[i] = Number(start);
    table.ends[i] = Number(end);
    table.systems[i] = asn;
  });
  return table;
}

function loadTable6(): RangeTable<BigUint64Array> {
  const rows = readRows('asn-ipv6-num.csv');
  const table = {
    starts: new BigUint64Array(rows.length),
    ends: new BigUint64Array(rows.length),
    systems: new Uint32Array(rows.length),
  };
  rows.forEach(([start, end, asn], i) => {
    table.starts[i] = BigInt(start) >> 64n;
    table.ends[i] = BigInt(end) >> 64n;
    table.systems[i] = asn;
  });
  return table;
}

function readRows(file: string): [string, string, number][] {
  const text = fs.readFileSync(packageFile(`@ip-location-db/asn/${file}`), 'utf8');
  const rows: [string, string, number][] = [];
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline < 0 ? undefined : newline);
    at = newline < 0 ? text.length : newline + 1;
    const a = line.indexOf(',');
    const b = line.indexOf(',', a + 1);
    const c = line.indexOf(',', b + 1);
    if (c < 0) continue;
    const asn = Number(line.slice(b + 1, c));
    if (!names.has(asn))
      names.set(
        asn,
        line
          .slice(c + 1)
          .replace(/^"|"$/g, '')
          .trim(),
      );
    rows.push([line.slice(0, a), line.slice(a + 1, b), asn]);
  }
  return rows;
}
