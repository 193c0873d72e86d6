import { expect, it } from 'vitest';
import { relativeTime, zonedTime } from './time-format';

it.each([
  ['2026-07-01T00:30:05Z', 'Europe/Berlin', '2026-07-01', '02:30:05', '+02:00'],
  ['2026-01-01T00:30:05Z', 'America/New_York', '2025-12-31', '19:30:05', '-05:00'],
  ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01', '05:45:00', '+05:45'],
  ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01', '00:00:00', 'UTC'],
])('writes %s in %s', (at, zone, date, time, offset) => {
  expect(zonedTime(new Date(at), zone)).toEqual({ date, time, offset });
});

it.each([
  [0, 'just now'],
  [59_000, 'just now'],
  [60_000, '1 min ago'],
  [3_599_000, '59 min ago'],
  [7_200_000, '2 h ago'],
  [172_800_000, '2 d ago'],
  [-3_600_000, 'in 1 h'],
])('tells a distance of %i ms', (distance, text) => {
  expect(relativeTime(1_000_000_000_000 - distance, 1_000_000_000_000)).toBe(text);
});
