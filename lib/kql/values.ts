/** Microseconds in a unit of a timespan, by the units' names in the language. */
const UNITS: Readonly<Record<string, number>> = {
  d: 86_400_000_000,
  day: 86_400_000_000,
  days: 86_400_000_000,
  h: 3_600_000_000,
  hr: 3_600_000_000,
  hrs: 3_600_000_000,
  hour: 3_600_000_000,
  hours: 3_600_000_000,
  m: 60_000_000,
  min: 60_000_000,
  minute: 60_000_000,
  minutes: 60_000_000,
  s: 1_000_000,
  sec: 1_000_000,
  second: 1_000_000,
  seconds: 1_000_000,
  ms: 1_000,
  milli: 1_000,
  millis: 1_000,
  millisec: 1_000,
  millisecond: 1_000,
  milliseconds: 1_000,
  micro: 1,
  micros: 1,
  microsec: 1,
  microsecond: 1,
  microseconds: 1,
  tick: 0.1,
  ticks: 0.1,
};
const DAY = 86_400_000_000;

/**
 * A timespan as microseconds: `1d`, `90 min`, `1.02:03:04.5`, `-00:10:00`, a bare number of days.
 * @returns null when the text is none
 */
export function parseTimespan(text: string): number | null {
  const trimmed = text.trim();
  const unit = /^(-?[\d.]+)\s*([a-z]+)$/i.exec(trimmed);
  if (unit) {
    const size = UNITS[(unit[2] ?? '').toLowerCase()];
    return size === undefined ? null : Math.round(Number(unit[1]) * size);
  }
  if (/^-?\d+$/.test(trimmed)) return Number(trimmed) * DAY;
  const clock = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(trimmed);
  if (!clock) return null;
  const [, sign, days, hours, minutes, seconds, fraction] = clock;
  const micros =
    Number(days ?? 0) * DAY +
    Number(hours) * 3_600_000_000 +
    Number(minutes) * 60_000_000 +
    Number(seconds ?? 0) * 1_000_000 +
    Math.round(Number(`0.${fraction ?? 0}`) * 1_000_000);
  return sign ? -micros : micros;
}

const DATE =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]+(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}))?(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A point in time as ISO 8601 in UTC with microseconds: `2020`, `2020-01-02 10:00`, `2020-01-02T10:00:00.1234567Z`.
 * @returns null when the text is none
 */
export function parseDatetime(text: string): string | null {
  const plain = text.trim().replace(/^(\d{4})\s*([,-])\s*(\d{1,2})\s*\2\s*(\d{1,2})/, '$1-$3-$4');
  const found = DATE.exec(plain);
  if (!found) return otherDatetime(plain);
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const at = new Date(0);
  at.setUTCFullYear(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  at.setUTCHours(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  // A day that the month does not have, or an hour that the day has not.
  if (at.getUTCMonth() !== Number(month ?? 1) - 1 || at.getUTCDate() !== Number(day ?? 1)) return null;
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const micros = (fraction ?? '').padEnd(6, '0').slice(0, 6);
  const shifted = at.getTime() - offsetMinutes(zone) * 60_000;
  return iso(shifted, micros);
}

/** Dates as people write them: `Sun, 02 Jan 2020 10:11:12 GMT`, `1/2/2020 10:11:12 AM`. */
function otherDatetime(text: string): string | null {
  if (!/[a-z]{3}|\d\/\d|^\d{1,2}-\d{1,2}-\d{4}/i.test(text)) return null;
  const zoned = /(?:z|gmt|utc|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text} UTC`;
  const at = Date.parse(zoned);
  return Number.isNaN(at)
    ? null
    : iso(
        at,
        String(((at % 1000) + 1000) % 1000)
          .padStart(3, '0')
          .padEnd(6, '0'),
      );
}

function offsetMinutes(zone: string | undefined): number {
  if (!zone || /^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function iso(milliseconds: number, micros: string): string {
  const whole = new Date(milliseconds).toISOString();
  return `${whole.slice(0, whole.lastIndexOf('.')).replace(/^\+0*(\d{4})/, '$1')}.${micros}Z`;
}
