import type { Reason } from '@/lib/domain/alert';
import type { RiskDetail, RiskEventType } from '@/lib/domain/risk';
import { assessUser, isActive, levelRank } from './assess';
import {
  changeOf,
  changeSignIns,
  closeDetections,
  openDetections,
  type RiskOutcome,
  refuse,
  standing,
} from './change';
import type { NewDetection, RiskContext, RiskStanding } from './types';

/** How a password came to be changed. */
export type PasswordResetKind = 'adminTemporaryPassword' | 'selfServiceReset' | 'secureChange' | 'onPremises';

const DETAILS: Readonly<Record<PasswordResetKind, RiskDetail>> = {
  adminTemporaryPassword: 'adminGeneratedTemporaryPassword',
  selfServiceReset: 'userPerformedSecuredPasswordReset',
  secureChange: 'userPerformedSecuredPasswordChange',
  onPremises: 'userChangedPasswordOnPremises',
};

/** Operations of AuditLogs, lower case, and what they mean. */
const OPERATIONS: Readonly<Record<string, PasswordResetKind>> = {
  'reset password (by admin)': 'adminTemporaryPassword',
  'reset user password': 'adminTemporaryPassword',
  'reset password (self-service)': 'selfServiceReset',
  'self-service password reset flow activity progress': 'selfServiceReset',
  'change password (self-service)': 'secureChange',
};

/**
 * What a successful directory operation says about a password, or null. A plain “Change user password” is not the
 * remediation flow: the one who changed it may be the attacker.
 */
export const passwordResetKind = (operation: string): PasswordResetKind | null =>
  OPERATIONS[operation.trim().toLowerCase()] ?? null;

/**
 * A new password remediates everything at risk so far. Remediation is final: it is never reactivated.
 *
 * @param options.onPremisesCounts password hash synchronisation is on and the tenant opted in
 */
export function passwordReset(
  ctx: RiskContext,
  kind: PasswordResetKind,
  options: { readonly onPremisesCounts: boolean } = { onPremisesCounts: false },
): RiskOutcome {
  if (kind === 'onPremises' && !options.onPremisesCounts) {
    return refuse(
      'onPremisesNotEnabled',
      'On-premises changes count only with password hash synchronisation and opt-in.',
    );
  }
  const open = openDetections(ctx);
  if (!isActive(ctx.user) && open.length === 0)
    return refuse('noChange', 'Nothing about this user is at risk.');
  const detail = DETAILS[kind];
  const left = ctx.detections.some((d) => isActive(d) && d.activityAt > ctx.now);
  return changeOf(ctx, {
    // What happened after the reset still counts: then the user is assessed from that.
    ...(left ? {} : { to: { level: 'none', state: 'remediated', detail } as const }),
    detections: closeDetections(open, 'remediated', detail),
    signIns: changeSignIns(ctx.signIns.filter(isActive), 'none', 'remediated', detail),
    notes: ['Closes no alert and no incident.', 'Remediation is final: what it closed is never reactivated.'],
  });
}

const CLOSING = new Set(['confirmedSafe', 'dismissed', 'remediated']);

/**
 * What a provider says of a user (AADRiskyUsers). A closed state closes what is at risk with the provider's own
 * detail; an open one that our detections do not explain becomes a detection of its own, so that it is not lost when
 * the user is assessed again.
 */
export function providerRiskyUser(ctx: RiskContext, row: RiskStanding): RiskOutcome {
  const open = openDetections(ctx);
  if (CLOSING.has(row.state)) {
    const same = ctx.user.state === row.state && ctx.user.detail === row.detail;
    if (open.length === 0 && (same || !isActive(ctx.user)))
      return refuse('noChange', 'Nothing about this user is at risk.');
    const left = ctx.detections.some((d) => isActive(d) && d.activityAt > ctx.now);
    return changeOf(ctx, {
      ...(left ? {} : { to: { ...standing(row), level: 'none' } }),
      detections: closeDetections(open, row.state, row.detail),
      signIns: changeSignIns(ctx.signIns.filter(isActive), 'none', row.state, row.detail),
    });
  }
  if (!isActive(row)) return refuse('noChange', 'The provider names no risk.');
  const told = {
    level: row.level === 'hidden' ? 'low' : row.level,
    state: row.state,
    detail: row.detail,
  } as const;
  const known =
    isActive(ctx.user) &&
    levelRank(ctx.user.level) >= levelRank(told.level) &&
    (ctx.user.state === told.state || told.state === 'atRisk');
  if (known || levelRank(told.level) === 0)
    return refuse('noChange', 'What the provider says is known already.');
  const type: RiskEventType =
    told.state === 'confirmedCompromised' ? 'adminConfirmedUserCompromised' : 'generic';
  const newDetection: NewDetection = {
    ...told,
    type,
    activity: 'user',
    timing: 'offline',
    signInId: null,
    activityAt: ctx.now,
  };
  return changeOf(ctx, { newDetection });
}

/** How the user's level comes about, as the detections are now: also where a new one leaves the level as it is. */
export const explain = (ctx: RiskContext): readonly Reason[] =>
  assessUser(ctx.detections, ctx.user, ctx.now).explanation;

/** The user after new or changed detections: refused when that changes nothing. */
export function reassess(ctx: RiskContext): RiskOutcome {
  const outcome = changeOf(ctx, {});
  if (!outcome.ok) return outcome;
  const { from, to } = outcome.value.user;
  const same = from.level === to.level && from.state === to.state && from.detail === to.detail;
  return same ? refuse('noChange', 'The detections leave the user as it is.') : outcome;
}
