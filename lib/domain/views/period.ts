import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import { stepsUpTo, wallClock, type ZoneStep } from '@/lib/core/zone';
import { formatTimeRange, parseTimeRange } from './range';

/** How far back an overview looks. */
export const PERIODS = ['24h', '7d', '30d', '90d', '180d'] as const;
export type PeriodName = (typeof PERIODS)[number];

export const PERIOD_LABEL = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '180d': 'Last 6 months',
} as const satisfies Record<PeriodName, string>;

const STEPS = {
  '24h': { step: 'hour', count: 24, word: 'Hour' },
  '7d': { step: 'quarterDay', count: 28, word: 'Six hours' },
  '30d': { step: 'day', count: 30, word: 'Day' },
  '90d': { step: 'day', count: 90, word: 'Day' },
  '180d': { step: 'week', count: 26, word: 'Week' },
} as const satisfies Record<PeriodName, { step: ZoneStep; count: number; word: string }>;

/** One step of a period. Moments are ms. */
export interface PeriodStep {
  readonly from: number;
  readonly to: number;
  /** Short, for an axis. */
  readonly label: string;
  readonly title: string;
  /** Whether the axis may name it. */
  readonly tick: boolean;
}

/** A period that ends now, cut into steps of the person's own days. */
export interface Period {
  readonly name: PeriodName;
  readonly from: number;
  readonly to: number;
  readonly steps: readonly PeriodStep[];
  /** What the steps are: "Day". */
  readonly word: string;
  /** As long as this period has lasted, directly before it. */
  readonly previous: { readonly from: number; readonly to: number };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const QUARTER = 15 * MINUTE;

/** `Nov 21` and `14:00` on the wall clock of a zone. */
function words(at: number, zone: string): { readonly day: string; readonly time: string } {
  const wall = new Date(wallClock(at, zone));
  return {
    day: `${MONTHS[wall.getUTCMonth()]} ${wall.getUTCDate()}`,
    time: wall.toISOString().slice(11, 16),
  };
}

function describeStep(from: number, to: number, zone: string, step: ZoneStep): PeriodStep {
  const [start, end] = [words(from, zone), words(to, zone)];
  const base = { from, to };
  switch (step) {
    case 'hour':
      return { ...base, label: start.time, title: `${start.day}, ${start.time} to ${end.time}`, tick: true };
    case 'quarterDay':
      return {
        ...base,
        label: start.day,
        title: `${start.day}, ${start.time} to ${end.time}`,
        tick: start.time < '03:00',
      };
    case 'day':
      return { ...base, label: start.day, title: start.day, tick: true };
    case 'week':
      return { ...base, label: start.day, title: `Week of ${start.day}`, tick: true };
  }
}

/** The period of a name as it is now, in the zone of who looks. */
export function periodOf(name: PeriodName, zone: string, now: number): Period {
  const { step, count, word } = STEPS[name];
  const bounds = stepsUpTo(now, zone, step, count);
  const from = bounds[0] ?? now - DAY;
  const to = bounds.at(-1) ?? now;
  const lasted = Math.ceil((now - from) / QUARTER) * QUARTER;
  return {
    name,
    from,
    to,
    word,
    steps: bounds.slice(1).map((end, index) => describeStep(bounds[index] ?? from, end, zone, step)),
    previous: { from: from - lasted, to: from },
  };
}

/** The weeks that a period touches, the earliest first. */
export function weeksOf(period: Period, zone: string, now: number): readonly PeriodStep[] {
  const count = Math.ceil((now - period.from) / (7 * DAY)) + 1;
  const bounds = stepsUpTo(now, zone, 'week', count);
  return bounds
    .slice(1)
    .map((end, index) => describeStep(Math.max(bounds[index] ?? 0, period.from), end, zone, 'week'))
    .filter((week) => week.to > period.from);
}

const iso = (at: number): string => new Date(at).toISOString();

/** A span of time as the lists' addresses carry it; without an end up to whenever the list is opened. */
export const spanText = (from: number, to: number | null = null): string =>
  formatTimeRange(parseTimeRange(`${iso(from)}..${to === null ? '' : iso(to)}`));

const UNITS: readonly (readonly [number, string, number, string])[] = [
  [DAY, 'd', HOUR, 'h'],
  [HOUR, 'h', MINUTE, 'min'],
  [MINUTE, 'min', 1_000, 's'],
];

/** `3 h 20 min`, in its two largest units; `–` for none. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return '–';
  const ms = Math.round(seconds) * 1_000;
  const unit = UNITS.find(([length]) => ms >= length);
  if (!unit) return `${Math.round(seconds)} s`;
  const [length, name, smaller, smallName] = unit;
  const rest = Math.floor((ms % length) / smaller);
  return `${Math.floor(ms / length)} ${name}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}
