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
  const rows = new RangeRows('asn-ipv4-num.csv');
  const table = {
    starts: new Uint32Array(rows.most),
    ends: new Uint32Array(rows.most),
    systems: new Uint32Array(rows.most),
  };
  let n = 0;
  for (; rows.next(); n++) {
    table.starts[n] = rows.number(0);
    table.ends[n] = rows.number(1);
    table.systems[n] = rows.number(2);
  }
  return shortened(table, n);
}

function loadTable6(): RangeTable<BigUint64Array> {
  const rows = new RangeRows('asn-ipv6-num.csv');
  const table = {
    starts: new BigUint64Array(rows.most),
    ends: new BigUint64Array(rows.most),
    systems: new Uint32Array(rows.most),
  };
  let n = 0;
  for (; rows.next(); n++) {
    table.starts[n] = BigInt(rows.text(0)) >> 64n;
    table.ends[n] = BigInt(rows.text(1)) >> 64n;
    table.systems[n] = rows.number(2);
  }
  return shortened(table, n);
}

const shortened = <T extends Uint32Array | BigUint64Array>(
  { starts, ends, systems }: RangeTable<T>,
  rows: number,
): RangeTable<T> => ({
  starts: starts.subarray(0, rows) as T,
  ends: ends.subarray(0, rows) as T,
  systems: systems.subarray(0, rows),
});

const NEWLINE = 10;
const COMMA = 44;
const ZERO = 48;

/**
 * The rows of a table, `start,end,system,name`, read in place: as objects they would be hundreds of thousands, and the
 * names would each keep the whole file in memory. Remembers the name of each system.
 */
class RangeRows {
  private readonly bytes: Buffer;
  private at = 0;
  /** Where the fields of this row begin; the last is where the name ends. */
  private readonly fields = [0, 0, 0, 0, 0];

  constructor(file: string) {
    this.bytes = fs.readFileSync(packageFile(`@ip-location-db/asn/${file}`));
  }

  /** No fewer rows than there are. */
  get most(): number {
    let lines = 1;
    for (let at = this.bytes.indexOf(NEWLINE); at >= 0; at = this.bytes.indexOf(NEWLINE, at + 1)) lines++;
    return lines;
  }

  /** Moves on to the next whole row. */
  next(): boolean {
    while (this.at < this.bytes.length) {
      const newline = this.bytes.indexOf(NEWLINE, this.at);
      const end = newline < 0 ? this.bytes.length : newline;
      const whole = this.split(this.at, end);
      this.at = end + 1;
      if (!whole) continue;
      this.rememberName();
      return true;
    }
    return false;
  }

  number(field: 0 | 1 | 2): number {
    const [from, to] = this.span(field);
    let number = 0;
    for (let at = from; at < to; at++) number = number * 10 + (this.bytes[at] ?? ZERO) - ZERO;
    return number;
  }

  text(field: 0 | 1 | 2 | 3): string {
    return this.bytes.toString('utf8', ...this.span(field));
  }

  private span(field: number): [from: number, to: number] {
    return [this.fields[field] ?? 0, (this.fields[field + 1] ?? 0) - 1];
  }

  private split(from: number, end: number): boolean {
    const { bytes, fields } = this;
    fields[0] = from;
    for (let field = 1; field < 4; field++) {
      const comma = bytes.indexOf(COMMA, fields[field - 1]);
      if (comma < 0 || comma >= end) return false;
      fields[field] = comma + 1;
    }
    fields[4] = end + 1;
    return true;
  }

  private rememberName(): void {
    const system = this.number(2);
    if (!names.has(system)) names.set(system, this.text(3).replace(/^"|"$/g, '').trim());
  }
}
