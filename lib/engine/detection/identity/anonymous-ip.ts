import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import { isCorporate } from '../networks';
import { countOf } from '../profiles/bounded';
import {
  circumstances,
  habitKeys,
  intruderEvidence,
  isInteractiveSuccess,
  profileOf,
  severityOf,
  signInFacts,
  signInRisk,
} from './sign-in';

/** Sign-ins from an address before it counts as this person's own VPN. */
const HABIT = 5;

export const anonymousIp = defineDetector({
  id: 'identity.anonymous-ip',
  title: 'Sign-in from an anonymous IP address',
  summary:
    'A sign-in succeeded from a Tor exit, an anonymising VPN or an open proxy, which hide where the person really is.',
  source:
    'Entra ID Protection: anonymizedIPAddress; Defender for Cloud Apps: Activity from anonymous IP addresses',
  severity: 'medium',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: ['T1078', 'T1090'],
  kinds: ['signIn'],
  keys: habitKeys,
  step(seen, ctx) {
    if (!isInteractiveSuccess(seen) || isCorporate(seen.facts.ip, ctx.settings.corporateNetworks)) return [];
    const kind = seen.facts.geo?.anonymizer;
    const told = seen.facts.providerRiskTypes?.some(
      (t) => t === 'anonymizedIPAddress' || t === 'riskyIPAddress',
    );
    const anonymous = kind === 'tor' || kind === 'vpn' || kind === 'proxy';
    if (!anonymous && !told) return [];
    const seenBefore = countOf(profileOf(seen, ctx)?.seen.ip, seen.facts.ip);
    if (kind !== 'tor' && !told && seenBefore >= HABIT) return [];
    const level = kind === 'tor' || told ? 'medium' : 'low';
    return [
      {
        key: `${subjectActor(seen.resolved)}:${seen.facts.ip ?? ''}`,
        repeatWindow: DAY,
        description: `${actorName(seen.resolved)} signed in from ${seen.facts.ip ?? 'an address'} (${kind ?? 'anonymous, says the provider'}).`,
        severity: severityOf(level),
        evidence: intruderEvidence(seen),
        reasons: [
          reason('Kind of address', kind ?? 'anonymous, as the provider says'),
          reason('Earlier sign-ins from it', seenBefore),
          ...circumstances(seen),
        ],
        risk: signInRisk(seen, 'anonymizedIPAddress', level),
        facts: signInFacts(seen),
      },
    ];
  },
});
