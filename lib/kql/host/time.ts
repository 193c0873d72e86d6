import { wallClock } from '@/lib/core/zone';
import { parseDatetime, parseTimespan } from '../values';
import { type HostFunction, host } from './define';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Letters of .NET's date formats that the language knows. */
function formatDatetime(micros: number, format: string): string {
  const at = new Date(Math.floor(micros / 1000));
  const fraction = `${pad(((micros % 1_000_000) + 1_000_000) % 1_000_000, 6)}0`;
  const hours = at.getUTCHours();
  return format.replace(/y{1,4}|M{1,2}|d{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|t{1,2}/g, (part) => {
    const width = part.length;
    switch (part[0]) {
      case 'y':
        return width > 2 ? pad(at.getUTCFullYear(), 4) : pad(at.getUTCFullYear() % 100, width);
      case 'M':
        return pad(at.getUTCMonth() + 1, width);
      case 'd':
        return pad(at.getUTCDate(), width);
      case 'H':
        return pad(hours, width);
      case 'h':
        return pad(hours % 12 || 12, width);
      case 'm':
        return pad(at.getUTCMinutes(), width);
      case 's':
        return pad(at.getUTCSeconds(), width);
      case 't':
        return (hours < 12 ? 'AM' : 'PM').slice(0, width);
      case 'F':
        return fraction.slice(0, width).replace(/0+$/, '');
      default:
        return fraction.slice(0, width);
    }
  });
}

function formatTimespan(micros: number, format: string): string {
  const size = Math.abs(micros);
  const fraction = `${pad(size % 1_000_000, 6)}0`;
  const parts: Record<string, number> = {
    d: Math.floor(size / 86_400e6),
    H: Math.floor(size / 3_600e6) % 24,
    h: Math.floor(size / 3_600e6) % 24,
    m: Math.floor(size / 60e6) % 60,
    s: Math.floor(size / 1e6) % 60,
  };
  return format.replace(/d{1,8}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}/g, (part) => {
    const letter = part[0] as string;
    if (letter === 'f') return fraction.slice(0, part.length);
    if (letter === 'F') return fraction.slice(0, part.length).replace(/0+$/, '');
    return pad(parts[letter] ?? 0, part.length);
  });
}

/** Microseconds that a zone is ahead of UTC at a moment. */
function offsetAt(micros: number, zone: string): number {
  const ms = Math.floor(micros / 1_000_000) * 1000;
  return (wallClock(ms, zone) - ms) * 1000;
}

function toUtc(micros: number, zone: string): number {
  const first = micros - offsetAt(micros, zone);
  const second = micros - offsetAt(first, zone);
  // A time that the clocks leap over is told by the offset after the leap.
  return second + offsetAt(second, zone) === micros ? second : Math.min(first, second);
}

export const TIME_HOST: readonly HostFunction[] = [
  host('format_datetime', ['long', 'string'], 'string', formatDatetime),
  host('format_timespan', ['long', 'string'], 'string', formatTimespan),
  host(
    'datetime_of',
    ['string'],
    'string',
    (text: string) => parseDatetime(text)?.replace('T', ' ').replace('Z', '') ?? null,
  ),
  host('timespan_of', ['string'], 'long', parseTimespan),
  host('to_utc', ['long', 'string'], 'long', toUtc),
  host(
    'to_local',
    ['long', 'string'],
    'long',
    (micros: number, zone: string) => micros + offsetAt(micros, zone),
  ),
  host('timezones', [], 'dynamic', () => Intl.supportedValuesOf('timeZone')),
];
