import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import { isCorporate } from '../networks';
import { isLearning } from '../profiles/account';
import { countOf } from '../profiles/bounded';
import { isLearntEgress } from '../profiles/tenant';
import {
  circumstances,
  habitKeys,
  intruderEvidence,
  isInteractiveSuccess,
  profileOf,
  signInFacts,
  signInRisk,
  tenantOf,
} from './sign-in';

/** Above so many sign-ins by anybody a country is one where the organisation works. */
const ORDINARY_HERE = 20;

export const newCountry = defineDetector({
  id: 'identity.new-country',
  title: 'Activity from an infrequent country',
  summary: 'A sign-in succeeded from a country that neither the account nor the organisation is used to.',
  source: 'Defender for Cloud Apps: Activity from infrequent country; Entra ID Protection: newCountry',
  severity: 'low',
  domain: 'identity',
  serviceSource: 'microsoftDefenderForCloudApps',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['signIn'],
  keys: habitKeys,
  step(seen, ctx) {
    const country = seen.facts.geo?.country;
    const profile = profileOf(seen, ctx);
    if (!isInteractiveSuccess(seen) || !country || !profile || isLearning(profile, seen.event.time))
      return [];
    if (countOf(profile.seen.country, country) > 0) return [];
    const tenant = tenantOf(ctx);
    const elsewhere = countOf(tenant?.seen.country, country);
    if (elsewhere >= ORDINARY_HERE) return [];
    const { ip } = seen.facts;
    if (isCorporate(ip, ctx.settings.corporateNetworks) || isLearntEgress(tenant, ip)) return [];
    return [
      {
        key: `${subjectActor(seen.resolved)}:${country}`,
        repeatWindow: 7 * DAY,
        description: `${actorName(seen.resolved)} signed in from ${country} for the first time in ${profile.n} sign-ins.`,
        evidence: intruderEvidence(seen),
        reasons: [
          reason('Country', country),
          reason('Sign-ins of this account elsewhere', profile.n),
          reason('Sign-ins of anybody from this country', elsewhere),
          ...circumstances(seen),
        ],
        risk: signInRisk(seen, 'newCountry', 'low', 'offline'),
        facts: signInFacts(seen),
      },
    ];
  },
});
