import { zonedTime } from './time-format';

/** A moment as a `datetime-local` field shows it in a zone: `2026-11-21T08:30`. */
export function localInput(iso: string, zone: string): string {
  const { date, time } = zonedTime(new Date(iso), zone);
  return `${date}T${time.slice(0, 5)}`;
}

/** Minutes that a zone is ahead of UTC at a moment. */
function offsetAt(at: number, zone: string): number {
  const { date, time } = zonedTime(new Date(at), zone);
  return (Date.parse(`${date}T${time}Z`) - Math.floor(at / 1_000) * 1_000) / 60_000;
}

/**
 * The moment that a `datetime-local` field names in a zone, as ISO 8601 in UTC; null for an empty or unfinished field. A
 * time that a change of the clocks skips is the same distance after it.
 */
export function zonedInstant(text: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const wall = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) return null;
  const guess = wall - offsetAt(wall, zone) * 60_000;
  const at = wall - offsetAt(guess, zone) * 60_000;
  return new Date(at).toISOString();
}
