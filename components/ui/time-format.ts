/** The parts of a moment in a zone: `date` 2026-11-21, `time` 08:12:03, `offset` +01:00 (or `UTC`). */
export interface ZonedTime {
  readonly date: string;
  readonly time: string;
  readonly offset: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  formatters.set(zone, made);
  return made;
}

/**
 * A moment in an IANA zone. Built from single numbers, never from a locale's own pattern, so that server and browser
 * write the same characters whatever their ICU versions.
 */
export function zonedTime(at: Date, zone: string): ZonedTime {
  const parts: Record<string, string> = {};
  for (const part of formatter(zone).formatToParts(at)) parts[part.type] = part.value;
  const offset = (parts.timeZoneName ?? 'GMT').replace('GMT', '').replace('+00:00', '');
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    offset: offset === '' ? 'UTC' : offset,
  };
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
];

/** Time since a moment in its largest unit: `just now`, `3 min ago`, `in 2 h`. Both arguments in milliseconds. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1_000);
  const size = Math.abs(seconds);
  const unit = UNITS.find(([length]) => size >= length);
  if (!unit) return 'just now';
  const text = `${Math.floor(size / unit[0])} ${unit[1]}`;
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}
