export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** ISO 8601 with Z, milliseconds. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** The local day number, hour (0–23) and weekday (0 = Sunday) at a fixed offset from UTC, hours. */
export interface LocalTime {
  readonly day: number;
  readonly hour: number;
  readonly weekday: number;
}

export function localTime(ms: number, offset: number): LocalTime {
  const local = ms + offset * HOUR;
  const day = Math.floor(local / DAY);
  return { day, hour: Math.floor((local - day * DAY) / HOUR), weekday: (day + 4) % 7 };
}

export const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;

/** The moment, UTC ms, of a local day number and clock time. */
export const atLocal = (day: number, offset: number, hour: number, minute = 0): number =>
  day * DAY + (hour - offset) * HOUR + minute * MINUTE;

/**
 * The local day `back` days before the anchor, moved earlier to the last working day where it is a weekend.
 * Deeds of people in offices happen on working days whatever weekday the anchor is.
 */
export function workday(anchor: number, offset: number, back: number): number {
  let day = localTime(anchor, offset).day - back;
  while (isWeekend((day + 4) % 7)) day -= 1;
  return day;
}
