import { keysWith } from '@/lib/core/keys';
import { DAY, HOUR } from '@/lib/core/time';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { countIn, type Tallies, uncountIn } from './bounded';
import { ACCOUNT_LIMITS, FEATURES, type Feature, type FeatureValues, featuresOf } from './features';

/** One successful interactive sign-in, for travel. Short names: forty of these per thousand accounts are stored. */
export interface Visit {
  /** Event time, milliseconds. */
  readonly t: number;
  readonly lat: number;
  readonly lon: number;
  readonly country: string;
  readonly city?: string;
  readonly ip: string;
  readonly row: string;
  readonly req?: string;
}

/** A sign-in at risk: it trains the profile only when somebody vouches for it. */
export interface PendingSignIn {
  readonly id: string;
  readonly t: number;
  readonly values: FeatureValues;
}

/** Sign-in habits of one account. Plain JSON, bounded; the unit of account state. */
export interface AccountProfile {
  v: 1;
  /** First and last sign-in that trained, milliseconds. */
  first: number;
  last: number;
  n: number;
  seen: Record<Feature, Tallies>;
  /** Sign-ins by hour of the day, UTC. */
  hours: number[];
  /** The last day's sign-ins in event-time order. */
  visits: Visit[];
  pending: PendingSignIn[];
}

export const accountKey: (accountId: string) => string = keysWith('signin-profile:');

const LEARNING_SIGN_INS = 10;
const LEARNING_TIME = 14 * DAY;
const INACTIVE = 60 * DAY;
const MAX_VISITS = 8;
const MAX_PENDING = 3;
const VISIT_MEMORY = 24 * HOUR;

export function newProfile(time: number): AccountProfile {
  const seen = Object.fromEntries(FEATURES.map((f) => [f, {}])) as Record<Feature, Tallies>;
  return {
    v: 1,
    first: time,
    last: time,
    n: 0,
    seen,
    hours: Array<number>(24).fill(0),
    visits: [],
    pending: [],
  };
}

/**
 * True while an account is being learnt: until 14 days or 10 sign-ins, whichever comes first (field-study B.1,
 * atypical travel), and again after 60 days without any. No novelty detector fires meanwhile.
 */
export function isLearning(profile: AccountProfile | undefined, time: number): boolean {
  if (!profile || profile.n === 0) return true;
  if (time - profile.last > INACTIVE) return true;
  return profile.n < LEARNING_SIGN_INS && time - profile.first < LEARNING_TIME;
}

/** Adds one sign-in to the habits, in place. */
export function learn(profile: AccountProfile, values: FeatureValues, time: number): void {
  if (profile.n === 0 || time < profile.first) profile.first = time;
  if (time > profile.last) profile.last = time;
  profile.n += 1;
  for (const feature of FEATURES) {
    const value = values[feature];
    if (value !== undefined) countIn(profile.seen[feature], value, time, ACCOUNT_LIMITS[feature]);
  }
  const hour = new Date(time).getUTCHours();
  profile.hours[hour] = (profile.hours[hour] ?? 0) + 1;
}

/** Keeps a place of a sign-in in event-time order, for the pair tests of travel; older ones than a day go. */
export function rememberVisit(profile: AccountProfile, visit: Visit): void {
  const visits = profile.visits;
  let at = visits.length;
  while (at > 0 && (visits[at - 1]?.t ?? 0) > visit.t) at -= 1;
  visits.splice(at, 0, visit);
  // Staying at one address is one place, in whatever order its rows come: only the first and the last moment there
  // matter for travel.
  for (const middle of [at + 1, at, at - 1]) if (isMidStay(visits, middle)) visits.splice(middle, 1);
  const newest = visits[visits.length - 1]?.t ?? visit.t;
  while (visits.length > MAX_VISITS || newest - (visits[0]?.t ?? newest) > VISIT_MEMORY) visits.shift();
}

const isMidStay = (visits: readonly Visit[], at: number): boolean => {
  const ip = visits[at]?.ip;
  return ip !== undefined && visits[at - 1]?.ip === ip && visits[at + 1]?.ip === ip;
};

/** Holds back a sign-in at risk until it is vouched for; the oldest of a full list is forgotten. */
export function holdBack(profile: AccountProfile, signIn: PendingSignIn): void {
  profile.pending.push(signIn);
  if (profile.pending.length > MAX_PENDING) profile.pending.shift();
}

/**
 * The profile after a held-back sign-in was confirmed safe: it now trains. Pure; unknown ids change nothing.
 * @param signInId the request id of the sign-in, or its row id where the source gives none
 */
export function learnConfirmedSafe(profile: AccountProfile, signInId: string): AccountProfile {
  const held = profile.pending.find((p) => p.id === signInId);
  if (!held) return profile;
  const next = structuredClone(profile);
  next.pending = next.pending.filter((p) => p.id !== signInId);
  learn(next, held.values, held.t);
  return next;
}

/**
 * The profile without the given sign-ins, for *confirm user compromised*: what the intruder did must not count as the
 * user's habit. Pure. Held-back sign-ins among them are dropped; places they visited leave the travel buffer.
 */
export function unlearn(
  profile: AccountProfile,
  signIns: readonly { readonly facts: SignInFacts; readonly time: number }[],
): AccountProfile {
  const next = structuredClone(profile);
  for (const { facts, time } of signIns) {
    next.pending = next.pending.filter((p) => p.id !== facts.requestId);
    next.visits = next.visits.filter((v) => !(v.t === time && v.ip === facts.ip));
    if (profile.pending.some((p) => p.id === facts.requestId) || !facts.success) continue;
    next.n = Math.max(0, next.n - 1);
    const values = featuresOf(facts);
    for (const feature of FEATURES) {
      const value = values[feature];
      if (value !== undefined) uncountIn(next.seen[feature], value);
    }
    const hour = new Date(time).getUTCHours();
    next.hours[hour] = Math.max(0, (next.hours[hour] ?? 0) - 1);
  }
  return next;
}
