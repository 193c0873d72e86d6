import type { SignalRisk } from '@/lib/domain/alert';
import type { EvidenceItem } from '@/lib/domain/entity';
import type { RiskEventType } from '@/lib/domain/risk';
import type { Severity } from '@/lib/domain/severity';
import { reason, type Seen } from '../define';
import { actorEvidence, ipEvidence } from '../evidence';
import { placeName } from '../geo';
import { type AccountProfile, accountKey } from '../profiles/account';
import { addressKey } from '../profiles/address';
import { TENANT_KEY, type TenantProfile } from '../profiles/tenant';
import type { DetectionContext, Reason } from '../types';

type SignIn = Seen<'signIn'>;

/** An interactive sign-in that succeeded: the only kind that tells where a person is. */
export const isInteractiveSuccess = ({ facts }: SignIn): boolean =>
  facts.mode === 'interactive' && facts.success;

/** State of the account and of the tenant, for detectors of interactive successes. */
export const habitKeys = (seen: SignIn): readonly string[] =>
  isInteractiveSuccess(seen) && seen.resolved.actorId !== undefined
    ? [accountKey(seen.resolved.actorId), TENANT_KEY]
    : [];

/** The address that a person signs in from; workload identities have no passwords to guess. */
export const personalIp = ({ facts }: SignIn): string | undefined =>
  facts.mode === 'interactive' || facts.mode === 'nonInteractive' ? facts.ip : undefined;

export const addressKeys = (seen: SignIn): readonly string[] => {
  const ip = personalIp(seen);
  return ip === undefined ? [] : [addressKey(ip)];
};

/** The habits of the account; only for interactive successes, the only ones that declare them. */
export const profileOf = (seen: SignIn, ctx: DetectionContext): AccountProfile | undefined =>
  seen.resolved.actorId === undefined || !isInteractiveSuccess(seen)
    ? undefined
    : ctx.state.read<AccountProfile>(accountKey(seen.resolved.actorId));

export const tenantOf = (ctx: DetectionContext): TenantProfile | undefined =>
  ctx.state.read<TenantProfile>(TENANT_KEY);

/** The account and the address of a sign-in that somebody else may have made. */
export const intruderEvidence = (seen: SignIn): readonly (EvidenceItem | undefined)[] => [
  actorEvidence(seen.resolved, 'compromised'),
  ipEvidence(seen.facts.ip, 'attacker', 'suspicious', seen.facts.geo),
];

/** The name of the underlying fact: other sources that speak of the same sign-in use it too. */
export const signInFacts = ({ facts }: SignIn): readonly string[] =>
  facts.requestId === undefined ? [] : [`signin:${facts.requestId}`];

export const signInRisk = (
  seen: SignIn,
  type: RiskEventType,
  level: SignalRisk['level'],
  timing: SignalRisk['timing'] = 'realtime',
): SignalRisk => ({
  type,
  level,
  activity: 'signin',
  timing,
  ...carrierOf(seen),
});

/** The sign-in that carries a risk, where its source gives it an id. */
export const carrierOf = ({ facts: { requestId, app } }: SignIn): Pick<SignalRisk, 'signInId' | 'app'> =>
  requestId ? { signInId: requestId, ...(app ? { app } : {}) } : {};

/** Severity of an alert that says no more than its risk level. */
export const severityOf = (level: SignalRisk['level']): Severity => level;

/** Where, from what and to what: the lines every sign-in alert shows. */
export function circumstances({ facts }: SignIn): readonly Reason[] {
  return [
    reason('Address', facts.ip ?? 'not told'),
    reason('Place', placeName(facts.geo)),
    ...(facts.geo?.asn
      ? [reason('Network', `AS${facts.geo.asn} ${facts.geo.asOrganization ?? ''}`.trim())]
      : []),
    ...(facts.app ? [reason('Application', facts.app)] : []),
    ...(facts.mfa === undefined ? [] : [reason('Multifactor', facts.mfa ? 'passed' : 'not used')]),
  ];
}
