'use client';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { cx } from './cx';
import { relativeTime, zonedTime } from './time-format';

const ZoneContext = createContext('UTC');

/** The zone that every TimeText inside writes its times in: the signed-in person's. */
export function TimeZoneProvider({
  zone,
  children,
}: {
  readonly zone: string;
  readonly children: ReactNode;
}) {
  return <ZoneContext.Provider value={zone}>{children}</ZoneContext.Provider>;
}

/** The zone of the signed-in person, for what writes times without a TimeText (an axis). */
export const useTimeZone = (): string => useContext(ZoneContext);

const TICK = 10_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, TICK);
  return () => clearInterval(timer);
}

const never = () => () => {};

export interface TimeTextProps {
  /** ISO 8601 text, or milliseconds since the epoch. */
  readonly value: string | number;
  /**
   * `full`: date, time, offset · `short`: without the seconds · `relative`: 3 min ago · `compact`: month, day, hour and
   * minute, for dense tables; year, seconds and offset are on hover.
   */
  readonly format?: 'full' | 'short' | 'relative' | 'compact';
  readonly className?: string;
}

/**
 * A moment in the reader's zone with the offset printed, and in UTC on hover. The server writes the absolute time also
 * for `relative` (it does not know the reader's clock); the browser turns it into a distance after hydration.
 */
export function TimeText({ value, format = 'full', className }: TimeTextProps) {
  const zone = useContext(ZoneContext);
  const isRelative = format === 'relative';
  const now = useSyncExternalStore<number | null>(
    isRelative ? subscribe : never,
    () => (isRelative ? Math.floor(Date.now() / TICK) * TICK : null),
    () => null,
  );
  const at = new Date(value);
  const { date, time, offset } = zonedTime(at, zone);
  const utc = `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
  const minute = time.slice(0, 5);
  const local =
    format === 'compact'
      ? `${date.slice(5)} ${minute}`
      : `${date} ${format === 'full' ? time : minute} ${offset}`;
  return (
    <time
      dateTime={at.toISOString()}
      title={now === null && format !== 'compact' ? utc : `${date} ${time} ${offset} · ${utc}`}
      className={cx('whitespace-nowrap', className)}
    >
      {now === null ? local : relativeTime(at.getTime(), now)}
    </time>
  );
}
