'use client';
import { Input, Select } from '@/components/ui/field';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RANGES = [
  { value: String(HOUR), label: 'Last hour' },
  { value: String(4 * HOUR), label: 'Last 4 hours' },
  { value: String(DAY), label: 'Last 24 hours' },
  { value: String(3 * DAY), label: 'Last 3 days' },
  { value: String(7 * DAY), label: 'Last 7 days' },
  { value: String(30 * DAY), label: 'Last 30 days' },
  { value: String(90 * DAY), label: 'Last 90 days' },
  { value: 'all', label: 'All time' },
];
export const STANDARD_RANGE = String(7 * DAY);
const BETWEEN = 'between';

/** A range as the address carries it: milliseconds back, `all`, or `2026-01-01T00:00..2026-01-02T00:00` in UTC. */
export type RangeText = string;

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const partsOf = (range: RangeText): readonly [string, string] => {
  const [from = '', to = ''] = range.split('..');
  return [from, to];
};
const isBetween = (range: RangeText): boolean => range.includes('..');

/** What an address says, where it says something. */
export const readRange = (text: string | null): RangeText =>
  text !== null &&
  (RANGES.some(({ value }) => value === text) ||
    (isBetween(text) && partsOf(text).every((part) => MOMENT.test(part))))
    ? text
    : STANDARD_RANGE;

/** Milliseconds since the epoch, null for all times; `undefined` for a range that is not complete or ends before it begins. */
export function rangeTimes(
  range: RangeText,
  now: number,
): { readonly from: number; readonly to: number } | null | undefined {
  if (range === 'all') return null;
  if (!isBetween(range)) return { from: now - Number(range), to: now };
  const [from, to] = partsOf(range).map((part) => Date.parse(`${part}Z`));
  return from !== undefined && to !== undefined && from <= to ? { from, to } : undefined;
}

const written = (time: number): string => new Date(time).toISOString().slice(0, 16);

interface TimeRangeProps {
  readonly value: RangeText;
  readonly onChange: (range: RangeText) => void;
}

/** Which times a query that names none itself looks at. */
export function TimeRange({ value, onChange }: TimeRangeProps) {
  const [from, to] = partsOf(value);
  const choose = (chosen: string) => {
    const now = Date.now();
    const times = rangeTimes(value, now) ?? { from: now - 7 * DAY, to: now };
    onChange(chosen === BETWEEN ? `${written(times.from)}..${written(times.to)}` : chosen);
  };
  return (
    <>
      <Select
        aria-label="Time range"
        className="w-40!"
        options={[...RANGES, { value: BETWEEN, label: 'Between …' }]}
        value={isBetween(value) ? BETWEEN : value}
        onChange={(event) => choose(event.target.value)}
      />
      {isBetween(value) ? (
        <span className="flex flex-wrap items-center gap-1 text-muted text-xs">
          <Input
            type="datetime-local"
            aria-label="From, in UTC"
            className="w-48!"
            value={from}
            max={to}
            onChange={(event) => onChange(`${event.target.value}..${to}`)}
          />
          to
          <Input
            type="datetime-local"
            aria-label="Until, in UTC"
            className="w-48!"
            value={to}
            min={from}
            onChange={(event) => onChange(`${from}..${event.target.value}`)}
          />
          UTC
        </span>
      ) : null}
    </>
  );
}
