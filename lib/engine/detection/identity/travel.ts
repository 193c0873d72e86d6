import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import type { EvidenceItem } from '@/lib/domain/entity';
import { reason, type Seen } from '../define';
import { actorEvidence, ipEvidence } from '../evidence';
import { distanceKm, type Point, placeName, pointOf, sameOrBordering } from '../geo';
import { isCorporate } from '../networks';
import { type AccountProfile, isLearning, type Visit } from '../profiles/account';
import { countOf } from '../profiles/bounded';
import { isLearntEgress } from '../profiles/tenant';
import type { DetectionContext, Reason } from '../types';
import { isInteractiveSuccess, profileOf, tenantOf } from './sign-in';

const WINDOW = 24 * HOUR;
/** City-level geolocation is off by up to a few hundred kilometres (mobile carriers most of all). */
const GEO_ERROR_KM = 500;
/** Two rows of one second are not infinite speed: clocks and token issue differ by about so much. */
const CLOCK_ERROR = MINUTE;
/** An address with so many of the account's sign-ins is one of its places, wherever the database puts it. */
const HABIT = 5;

/** Two sign-ins of one account that are far apart. */
export interface Journey {
  readonly profile: AccountProfile;
  readonly other: Visit;
  /** True when the other one is later: this row arrived late. */
  readonly otherIsLater: boolean;
  readonly km: number;
  readonly minutes: number;
  readonly kmh: number;
  readonly corporate: readonly [here: boolean, there: boolean];
}

function journeyTo(
  seen: Seen<'signIn'>,
  here: Point,
  other: Visit,
  profile: AccountProfile,
  networks: readonly string[],
): Journey {
  const km = distanceKm(here, { latitude: other.lat, longitude: other.lon });
  const apart = Math.abs(seen.event.time - other.t);
  const hours = Math.max(apart, CLOCK_ERROR) / HOUR;
  return {
    profile,
    other,
    otherIsLater: other.t > seen.event.time,
    km: Math.round(km),
    minutes: Math.round(apart / MINUTE),
    kmh: Math.round(Math.max(0, km - GEO_ERROR_KM) / hours),
    corporate: [isCorporate(seen.facts.ip, networks), isCorporate(other.ip, networks)],
  };
}

/** The sign-in next before and the one next after this one in event time, within 24 hours. */
function neighbours(profile: AccountProfile, time: number): readonly Visit[] {
  let before: Visit | undefined;
  let after: Visit | undefined;
  for (const visit of profile.visits) {
    if (visit.t <= time) before = visit;
    else if (!after) after = visit;
  }
  const found: Visit[] = [];
  for (const visit of [before, after]) if (visit && Math.abs(visit.t - time) <= WINDOW) found.push(visit);
  return found;
}

const NO_JOURNEYS: readonly Journey[] = [];

/**
 * Journeys that one interactive, successful sign-in makes with its neighbours in event time. Left out: while the
 * account is learnt; the same or a bordering country; both ends inside the organisation's own networks; either end at
 * an egress that many people share; an address that is this account's habit; less than the geolocation's own error.
 */
export function journeysOf(seen: Seen<'signIn'>, ctx: DetectionContext): readonly Journey[] {
  const here = pointOf(seen.facts.geo);
  const profile = profileOf(seen, ctx);
  if (!isInteractiveSuccess(seen) || !here || !profile || isLearning(profile, seen.event.time))
    return NO_JOURNEYS;
  const tenant = tenantOf(ctx);
  if (isLearntEgress(tenant, seen.facts.ip)) return NO_JOURNEYS;
  const country = seen.facts.geo?.country ?? '';
  const elsewhere = neighbours(profile, seen.event.time).filter(
    (v) => v.ip !== seen.facts.ip && !sameOrBordering(country, v.country) && !isLearntEgress(tenant, v.ip),
  );
  // Nearly every sign-in: all that follows would be done for nothing.
  if (elsewhere.length === 0) return NO_JOURNEYS;
  return elsewhere
    .map((v) => journeyTo(seen, here, v, profile, ctx.settings.corporateNetworks))
    .filter((j) => j.km > GEO_ERROR_KM && !(j.corporate[0] && j.corporate[1]))
    .filter(
      (j) => countOf(profile.seen.ip, seen.facts.ip) < HABIT || countOf(profile.seen.ip, j.other.ip) < HABIT,
    );
}

/** The end of a journey that the account is less used to is the one that somebody else may have made. */
export function journeyEvidence(
  seen: Seen<'signIn'>,
  journey: Journey,
): readonly (EvidenceItem | undefined)[] {
  const hereCount = countOf(journey.profile.seen.ip, seen.facts.ip);
  const thereCount = countOf(journey.profile.seen.ip, journey.other.ip);
  const strangeHere = hereCount <= thereCount;
  const there = {
    country: journey.other.country,
    ...(journey.other.city ? { city: journey.other.city } : {}),
  };
  return [
    actorEvidence(seen.resolved, 'compromised'),
    ipEvidence(
      seen.facts.ip,
      strangeHere ? 'attacker' : 'contextual',
      strangeHere ? 'suspicious' : 'unknown',
      seen.facts.geo,
    ),
    ipEvidence(
      journey.other.ip,
      strangeHere ? 'contextual' : 'attacker',
      strangeHere ? 'unknown' : 'suspicious',
      there,
    ),
  ];
}

export function journeyReasons(seen: Seen<'signIn'>, journey: Journey): readonly Reason[] {
  const other = placeName({
    country: journey.other.country,
    ...(journey.other.city ? { city: journey.other.city } : {}),
  });
  const [from, to] = journey.otherIsLater
    ? [placeName(seen.facts.geo), other]
    : [other, placeName(seen.facts.geo)];
  return [
    reason('From', from),
    reason('To', to),
    reason('Distance', `${journey.km} km`),
    reason('Time between', `${journey.minutes} min`),
    reason('Speed needed', `${journey.kmh} km/h, after ${GEO_ERROR_KM} km for the geolocation's own error`),
    reason('Addresses', `${journey.other.ip} and ${seen.facts.ip ?? ''}`),
  ];
}

/** The same two countries of the same account are one fact, whichever of the two rows came first. */
export const journeyKey = (account: string, a: string, b: string): string =>
  `${account}:${[a, b].sort().join('-')}`;

export const JOURNEY_REPEAT = DAY;
