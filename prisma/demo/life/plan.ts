import { Rng } from '../core/random';
import { isWeekend } from '../core/time';
import { CAST_ACCOUNTS } from '../world/cast';
import { address, blockCount, type Net, type PlaceName } from '../world/places';
import { OFFICES, type Person } from '../world/types';

/** Numbers that keep random streams of different purposes apart. */
export const STREAM = {
  day: 11,
  week: 12,
  person: 13,
  server: 14,
  mail: 15,
  directory: 16,
  cloud: 17,
  inventory: 18,
  alarm: 19,
  internet: 20,
  network: 21,
  story: 22,
  variant: 23,
} as const;

/** Where somebody is on one local day, and with what they sign in. */
export interface DayPlan {
  readonly day: number;
  readonly works: boolean;
  readonly where: 'office' | 'home' | 'trip';
  /** Public address of that place. */
  readonly net: Net;
  readonly mobile: Net;
  /** Hours from UTC there. */
  readonly offset: number;
  readonly starts: number;
  readonly ends: number;
  readonly vpn: boolean;
  /** Session ids of computer and telephone on that day. */
  readonly deskSession: string;
  readonly phoneSession: string;
}

const NEAR: readonly PlaceName[] = [
  'stockholm',
  'berlin',
  'london',
  'copenhagen',
  'oslo',
  'amsterdam',
  'paris',
  'milan',
  'madrid',
];
const FAR: readonly PlaceName[] = ['chicago', 'newYork'];
const OFFSET: Partial<Record<PlaceName, number>> = { london: 0, chicago: -6, newYork: -5 };
const TRAVELS: Readonly<Record<string, number>> = {
  Sales: 0.22,
  'Customer Service': 0.14,
  Management: 0.28,
  Marketing: 0.06,
};

/** A business trip from Tuesday to Thursday of a week, if there is one. */
function tripOf(
  seed: number,
  p: Person,
  day: number,
): { readonly place: PlaceName; readonly net: Net } | undefined {
  const week = Math.floor((day + 3) / 7);
  const weekday = (day + 4) % 7;
  if (weekday < 2 || weekday > 4 || CAST_ACCOUNTS.has(p.sam)) return undefined;
  const rng = new Rng(seed, STREAM.week, p.index, week);
  if (!rng.chance(TRAVELS[p.department] ?? 0.02)) return undefined;
  const place = rng.pick(p.office === 3 ? FAR : NEAR);
  return { place, net: address(place, rng.int(0, blockCount(place) - 1), 25 + (p.index % 200)) };
}

function absent(seed: number, p: Person, day: number): boolean {
  if (CAST_ACCOUNTS.has(p.sam)) return false;
  const fortnight = Math.floor((day + 3) / 14);
  return new Rng(seed, STREAM.week, p.index + 4_096, fortnight).chance(0.06);
}

function build(seed: number, p: Person, day: number, officeNet: Net): DayPlan {
  const rng = new Rng(seed, STREAM.day, p.index, day);
  const office = OFFICES[p.office] ?? OFFICES[0];
  const weekend = isWeekend((day + 4) % 7);
  const trip = weekend ? undefined : tripOf(seed, p, day);
  const home = rng.chance(p.remote);
  const away = absent(seed, p, day) || rng.chance(0.025);
  const deskSession = rng.guid();
  const phoneSession = rng.guid();
  // Nobody signs in from an aeroplane: the first day of a trip begins late.
  const firstDay = trip !== undefined && (day + 4) % 7 === 2;
  const starts = p.starts + (firstDay ? 4 : rng.int(0, 1));
  return {
    day,
    works: !weekend && !away,
    where: trip ? 'trip' : weekend || home ? 'home' : 'office',
    net: trip?.net ?? (weekend || home || away ? p.home : officeNet),
    mobile: trip?.net ?? p.mobile,
    offset: trip ? (OFFSET[trip.place] ?? 1) : office.offset,
    starts,
    ends: p.ends + rng.int(0, 1),
    vpn: trip !== undefined || home,
    deskSession,
    phoneSession,
  };
}

/** Plans of the day, remembered: the same person is asked for every hour. */
export class Plans {
  private readonly known = new Map<number, DayPlan>();
  private readonly seed: number;
  private readonly officeNet: (office: number) => Net;

  constructor(seed: number, officeNet: (office: number) => Net) {
    this.seed = seed;
    this.officeNet = officeNet;
  }

  of(p: Person, day: number): DayPlan {
    const found = this.known.get(p.index);
    if (found?.day === day) return found;
    const made = build(this.seed, p, day, this.officeNet(p.office));
    this.known.set(p.index, made);
    return made;
  }
}

/** How busy somebody is in an hour of their own day: 1 at the desk, little in the evening, almost nothing at night. */
export function busyness(plan: DayPlan, hour: number): number {
  if (!plan.works) return hour >= 9 && hour < 22 ? 0.025 : 0;
  if (hour >= plan.starts && hour < plan.ends) return hour === 12 ? 0.45 : hour === plan.starts ? 1.3 : 1;
  if (hour >= plan.ends && hour < 22) return 0.08;
  return hour === plan.starts - 1 ? 0.15 : 0;
}
