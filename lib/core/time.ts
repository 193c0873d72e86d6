/** Durations in milliseconds. Event times in the engine are integer milliseconds since the epoch, UTC. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The UTC day of a moment, as the number of days since 1970-01-01. */
export const dayNumber = (ms: number): number => Math.floor(ms / DAY);

/** The UTC day of a moment as `YYYY-MM-DD`. */
export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
