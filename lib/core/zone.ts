import { DAY, HOUR, MINUTE } from './time';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/** How far a zone is ahead of UTC at a moment, ms. */
function offsetAt(at: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const whole = Math.floor(at / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/** The wall clock of a zone as if it were UTC: for arithmetic over days and hours as people there count them. */
export const wallClock = (at: number, zone: string): number => at + offsetAt(at, zone);

/** Inverse of `wallClock`. A time that a change of the clocks leaves out becomes the moment of that change. */
export function fromWallClock(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone);
  const better = wall - offsetAt(guess, zone);
  return wallClock(better, zone) === wall ? better : Math.max(guess, better);
}

/** Lengths of the steps that a span of time is cut into, on the wall clock. */
export const STEP_LENGTH = { hour: HOUR, quarterDay: 6 * HOUR, day: DAY, week: 7 * DAY } as const;
export type ZoneStep = keyof typeof STEP_LENGTH;

/** 1970-01-05 was a Monday: weeks begin there. */
const MONDAY = 4 * DAY;

/**
 * The last `count` steps up to and with the one that `now` lies in, as moments: `count + 1` boundaries, all at whole
 * hours, days or weeks of the zone. They lie on quarters of an hour of UTC, because every zone does.
 */
export function stepsUpTo(now: number, zone: string, step: ZoneStep, count: number): readonly number[] {
  const length = STEP_LENGTH[step];
  if (step === 'hour') {
    // Hours are counted as they pass: a change of the clocks neither repeats nor skips one.
    const lead = (((offsetAt(now, zone) % HOUR) + HOUR) % HOUR) / MINUTE;
    const first = Math.floor((now + lead * MINUTE) / HOUR) * HOUR - lead * MINUTE - (count - 1) * HOUR;
    return Array.from({ length: count + 1 }, (_, index) => first + index * HOUR);
  }
  const anchor = step === 'week' ? MONDAY : 0;
  const last = Math.floor((wallClock(now, zone) - anchor) / length) * length + anchor;
  return Array.from({ length: count + 1 }, (_, index) =>
    fromWallClock(last + (index + 1 - count) * length, zone),
  );
}
