import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import { countOf } from '../profiles/bounded';
import { habitKeys, severityOf, signInFacts, signInRisk } from './sign-in';
import { JOURNEY_REPEAT, journeyEvidence, journeyKey, journeyReasons, journeysOf } from './travel';

/** Slower than this is a flight that people take; faster than the upper bound is the other detector's. */
const MIN_KMH = 600;
const MAX_KMH = 1_000;

export const atypicalTravel = defineDetector({
  id: 'identity.atypical-travel',
  title: 'Atypical travel',
  summary:
    'Two sign-ins far apart, one from a country and a network this account never used, in a time that leaves no margin for a journey.',
  source: 'Entra ID Protection: unlikelyTravel',
  severity: 'low',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['signIn'],
  keys: habitKeys,
  step(seen, ctx) {
    if (seen.facts.deviceTrusted === true) return [];
    const country = seen.facts.geo?.country;
    const asn = seen.facts.geo?.asn?.toString();
    return journeysOf(seen, ctx)
      .filter((j) => j.kmh >= MIN_KMH && j.kmh <= MAX_KMH)
      .filter((j) => countOf(j.profile.seen.country, country) === 0 && countOf(j.profile.seen.asn, asn) === 0)
      .map((journey) => {
        const level = seen.facts.mfa === true ? 'low' : 'medium';
        return {
          key: journeyKey(subjectActor(seen.resolved), country ?? '', journey.other.country),
          repeatWindow: JOURNEY_REPEAT,
          firstActivity: Math.min(journey.other.t, seen.event.time),
          lastActivity: Math.max(journey.other.t, seen.event.time),
          description: `${actorName(seen.resolved)} signed in from ${country ?? 'a country'} never seen for the account, ${journey.km} km from the sign-in ${journey.minutes} minutes away.`,
          severity: severityOf(level),
          evidence: journeyEvidence(seen, journey),
          rowIds: [journey.other.row],
          reasons: [...journeyReasons(seen, journey), reason('Country and network seen before', 'never')],
          risk: signInRisk(seen, 'unlikelyTravel', level, 'offline'),
          facts: signInFacts(seen),
        };
      });
  },
});
