import { defineDetector } from '../define';
import { actorName, subjectActor } from '../evidence';
import { habitKeys, signInFacts, signInRisk } from './sign-in';
import { JOURNEY_REPEAT, journeyEvidence, journeyKey, journeyReasons, journeysOf } from './travel';

/** Airliners cruise at 900 km/h; nothing an employee boards goes faster than this. */
const MAX_KMH = 1_000;

export const impossibleTravel = defineDetector({
  id: 'identity.impossible-travel',
  title: 'Impossible travel',
  summary: 'One account signed in from two countries in less time than any journey between them takes.',
  source: 'Defender for Cloud Apps: Impossible travel (country granularity, bordering and corporate rules)',
  severity: 'medium',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForCloudApps',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['signIn'],
  keys: habitKeys,
  step(seen, ctx) {
    return journeysOf(seen, ctx)
      .filter((journey) => journey.kmh > MAX_KMH)
      .map((journey) => ({
        key: journeyKey(subjectActor(seen.resolved), seen.facts.geo?.country ?? '', journey.other.country),
        repeatWindow: JOURNEY_REPEAT,
        firstActivity: Math.min(journey.other.t, seen.event.time),
        lastActivity: Math.max(journey.other.t, seen.event.time),
        description: `${actorName(seen.resolved)} signed in ${journey.km} km apart within ${journey.minutes} minutes, which takes ${journey.kmh} km/h.`,
        evidence: journeyEvidence(seen, journey),
        rowIds: [journey.other.row],
        reasons: journeyReasons(seen, journey),
        risk: signInRisk(seen, 'mcasImpossibleTravel', 'medium', 'offline'),
        facts: signInFacts(seen),
      }));
  },
});
