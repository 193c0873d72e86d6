import { DAY } from '@/lib/core/time';
import type { SignalRisk } from '@/lib/domain/alert';
import { defineDetector, reason } from '../define';
import { actorName, subjectActor } from '../evidence';
import { isCorporate } from '../networks';
import { isLearning } from '../profiles/account';
import { featuresOf } from '../profiles/features';
import { type FreemanScore, freemanScore } from '../profiles/freeman';
import type { Reason } from '../types';
import {
  habitKeys,
  intruderEvidence,
  isInteractiveSuccess,
  profileOf,
  severityOf,
  signInFacts,
  signInRisk,
  tenantOf,
} from './sign-in';

/** Score above which a sign-in is unfamiliar, and how much; chosen on simulated ordinary life (see the README). */
const THRESHOLDS: readonly [SignalRisk['level'], number][] = [
  ['high', 300],
  ['medium', 40],
  ['low', 10],
];
const LOWERED: Record<SignalRisk['level'], SignalRisk['level'] | undefined> = {
  high: 'medium',
  medium: 'low',
  low: undefined,
};

/** A passed second factor lowers the level by one step. */
function levelOf(score: number, mfa: boolean): SignalRisk['level'] | undefined {
  const level = THRESHOLDS.find(([, from]) => score >= from)?.[0];
  return level !== undefined && mfa ? LOWERED[level] : level;
}

const percent = (p: number): string => `${(p * 100).toPrecision(3)} %`;

const scoreReasons = (result: FreemanScore): readonly Reason[] => [
  reason('Score', `${result.score.toPrecision(3)} (low from 10, medium from 40, high from 300)`),
  ...result.terms.map((t) =>
    reason(
      `${t.feature} ${t.value}`,
      `anybody ${percent(t.everyone)}, this account ${percent(t.account)}, weight ${t.weight}`,
    ),
  ),
  reason('Prior', result.prior.toPrecision(3)),
];

export const unfamiliarProperties = defineDetector({
  id: 'identity.unfamiliar-properties',
  title: 'Unfamiliar sign-in properties',
  summary:
    'Address, network, country, browser and system of a sign-in, taken together, fit anybody better than the owner of the account.',
  source: 'Entra ID Protection: unfamiliarFeatures; Freeman et al., NDSS 2016, doi:10.14722/ndss.2016.23240',
  severity: 'medium',
  domain: 'identity',
  tactic: 'InitialAccess',
  techniques: ['T1078'],
  kinds: ['signIn'],
  keys: habitKeys,
  step(seen, ctx) {
    const profile = profileOf(seen, ctx);
    if (!isInteractiveSuccess(seen) || !profile || isLearning(profile, seen.event.time)) return [];
    const tenant = tenantOf(ctx);
    if (!tenant) return [];
    // A managed, compliant device is the organisation's own; its address says where its owner travels.
    if (seen.facts.deviceTrusted === true || isCorporate(seen.facts.ip, ctx.settings.corporateNetworks))
      return [];
    const result = freemanScore(featuresOf(seen.facts), profile, tenant);
    const level = levelOf(result.score, seen.facts.mfa === true);
    if (level === undefined) return [];
    return [
      {
        key: `${subjectActor(seen.resolved)}:${seen.facts.ip ?? ''}`,
        repeatWindow: DAY,
        description: `A sign-in of ${actorName(seen.resolved)} scores ${result.score.toPrecision(3)}: its properties fit a stranger better than the owner.`,
        severity: severityOf(level),
        evidence: intruderEvidence(seen),
        reasons: [...scoreReasons(result), reason('Sign-ins learnt', profile.n)],
        risk: signInRisk(seen, 'unfamiliarFeatures', level),
        facts: signInFacts(seen),
      },
    ];
  },
});
