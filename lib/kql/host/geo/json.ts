/** A dynamic that is written already. */
export class Json {
  constructor(readonly text: string) {}
}

/** Digits that every way of writing numbers agrees on. */
const AGREED = 15;

/** The digits of a number as Kusto's geospatial functions write them: the shortest, cut from the top of what rounds to it. */
function digits(value: number): string {
  const [, whole = '', fraction = ''] = /^(\d+)\.?(\d*)$/.exec(String(value)) ?? [];
  if (whole === '') return String(value);
  const leading = whole === '0' ? fraction.length - fraction.replace(/^0+/, '').length : -whole.length;
  if (whole.length + fraction.length - Math.max(0, leading) <= AGREED + (whole === '0' ? 1 : 0)) {
    return fraction === '' ? `${whole}.0` : `${whole}.${fraction}`;
  }
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0] as bigint;
  const exponent = Number(bits >> 52n) - 1075;
  const half = (((bits & 0xfffffffffffffn) | 0x10000000000000n) << 1n) + 1n;
  for (let count = AGREED + 1; ; count++) {
    const places = count + leading;
    if (places <= 0 || exponent >= 0) return `${whole}.0`;
    // The upper end of what rounds to the number, in units of the last place, times a power of two.
    const shift = BigInt(1 - exponent);
    const end = half * 10n ** BigInt(places);
    const cut = end >> shift;
    const rest = end - (cut << shift);
    if (rest > 2n * 10n ** BigInt(places) && count <= AGREED + 1) continue;
    const text = cut.toString().padStart(places + 1, '0');
    return `${text.slice(0, -places)}.${text.slice(-places)}`;
  }
}

function number(value: number): string {
  if (value < 0 || Object.is(value, -0)) return `-${digits(-value)}`;
  return digits(value);
}

/** A value as JSON, its numbers as Kusto's geospatial functions write them. */
export function jsonOf(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${jsonOf(one)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
