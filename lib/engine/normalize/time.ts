/** Event times outside these years are a broken clock or a placeholder (0001-01-01, 1601-01-01, 9999-12-31). */
const EARLIEST = Date.UTC(1980, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

const US_DATE =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,9}))?\s*([AP]M)?$/i;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a time as integer milliseconds since the epoch, UTC. Understands ISO 8601 with up to 12 fraction digits, with
 * a space instead of `T`, with or without a zone (then UTC), US dates of the portals (`4/28/2021, 2:08:10.123 PM`,
 * UTC), RFC 2822 dates, and epochs in seconds, milliseconds or microseconds.
 *
 * @returns undefined where the value is no time or lies outside 1980–2200
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const quick = quickIso(value);
    return inRange(quick ?? parseText(value.trim()));
  }
  return typeof value === 'number' ? inRange(epoch(value)) : undefined;
}

const inRange = (ms: number | undefined): number | undefined =>
  ms !== undefined && ms >= EARLIEST && ms < LATEST ? ms : undefined;

/** `YYYY-MM-DDTHH:MM:SS[.fff…]Z`, digit by digit: the form that nearly every row has. */
function quickIso(s: string): number | undefined {
  const n = s.length;
  if (n < 20 || s.charCodeAt(n - 1) !== 90 || s.charCodeAt(10) !== 84 || s.charCodeAt(4) !== 45)
    return undefined;
  if (n > 20 && s.charCodeAt(19) !== 46) return undefined;
  const year = two(s, 0) * 100 + two(s, 2);
  const ms = n > 20 ? fraction(s, 20, n - 1) : 0;
  const month = two(s, 5);
  const day = two(s, 8);
  const hour = two(s, 11);
  const minute = two(s, 14);
  const second = two(s, 17);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 61))
    return undefined;
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return Number.isNaN(at) ? undefined : at;
}

function two(s: string, at: number): number {
  const tens = s.charCodeAt(at) - 48;
  const ones = s.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Milliseconds of the fraction digits from `at` to `stop`; more digits are cut off, not rounded. */
function fraction(s: string, at: number, stop: number): number {
  let ms = 0;
  for (let i = 0; i < 3; i++) {
    const digit = at + i < stop ? s.charCodeAt(at + i) - 48 : 0;
    if (digit < 0 || digit > 9) return Number.NaN;
    ms = ms * 10 + digit;
  }
  return ms;
}

const digits = (text: string | undefined): number => Number(text ?? 0);
const millis = (text: string | undefined): number => (text ? Number(text.padEnd(3, '0').slice(0, 3)) : 0);

function parseText(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    const [, y, mo, d, h, mi, s, f, zone] = iso;
    if (digits(mo) < 1 || digits(mo) > 12 || digits(d) < 1 || digits(d) > 31 || digits(h) > 23)
      return undefined;
    return (
      Date.UTC(digits(y), digits(mo) - 1, digits(d), digits(h), digits(mi), digits(s), millis(f)) -
      offset(zone)
    );
  }
  const us = US_DATE.exec(text);
  if (us) {
    const [, mo, d, y, h, mi, s, f, half] = us;
    const hour = half ? (digits(h) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0) : digits(h);
    if (digits(mo) > 12 || digits(d) > 31) return undefined;
    return Date.UTC(digits(y), digits(mo) - 1, digits(d), hour, digits(mi), digits(s), millis(f));
  }
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return epoch(Number(text));
  // The built-in reader takes text without a zone as local time; ours must not depend on where it runs.
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const parsed = Date.parse(/(?:GMT|UTC|Z|[+-]\d{4})$/i.test(text) ? text : `${text} UTC`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

function offset(zone: string | undefined): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!parts) return 0;
  const minutes = digits(parts[2]) * 60 + digits(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

/** Seconds, milliseconds or microseconds, told apart by size. */
function epoch(value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (value > 1e14) return Math.floor(value / 1_000);
  return value > 1e11 ? Math.floor(value) : Math.floor(value * 1_000);
}

const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A time as the lake stores it: ISO 8601 in UTC, with the source's own fraction digits where it had them. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'string' && ISO_UTC.test(value)) return value;
  const ms = parseTime(value);
  if (ms === undefined) return undefined;
  const f = typeof value === 'string' ? ISO.exec(value.trim())?.[7] : undefined;
  const iso = new Date(ms).toISOString();
  return f && f.length > 3 ? `${iso.slice(0, 19)}.${f}Z` : iso;
}
