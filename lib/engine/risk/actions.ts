import type { Classification } from '@/lib/domain/alert';
import { isActive } from './assess';
import {
  changeOf,
  changeSignIns,
  closeDetections,
  openDetections,
  type RiskOutcome,
  refuse,
  standing,
} from './change';
import type { NewDetection, RiskContext, RiskDetectionView, RiskySignInView } from './types';

const atRisk = (ctx: RiskContext): boolean => isActive(ctx.user) || openDetections(ctx).length > 0;
const riskySignIns = (ctx: RiskContext): readonly RiskySignInView[] => ctx.signIns.filter(isActive);
const manual = (ctx: RiskContext): NewDetection => ({
  type: 'adminConfirmedUserCompromised',
  level: 'high',
  state: 'confirmedCompromised',
  detail: 'adminConfirmedUserCompromised',
  activity: 'user',
  timing: 'offline',
  signInId: null,
  activityAt: ctx.now,
});

const NOT_BLOCKED = [
  'Blocks no sign-in: no policy acts on it here yet.',
  'Does not reset the password and does not end sessions.',
] as const;

/** *Confirm user compromised*: high, with a detection of its own that no sign-in carries. */
export function confirmUserCompromised(ctx: RiskContext): RiskOutcome {
  const { user } = ctx;
  const already = user.state === 'confirmedCompromised' && user.detail === 'adminConfirmedUserCompromised';
  if (already) return refuse('noChange', 'This user is confirmed compromised already.');
  return changeOf(ctx, {
    to: { level: 'high', state: 'confirmedCompromised', detail: 'adminConfirmedUserCompromised' },
    newDetection: manual(ctx),
    learning: 'unlearn',
    effects: ['The user stays at high risk until remediated, confirmed safe or dismissed.'],
    notes: [...NOT_BLOCKED, 'Past sign-ins and detections keep their own level and state.'],
  });
}

/** *Confirm user safe*: all risk and detections go, and the account learns its habits anew. */
export function confirmUserSafe(ctx: RiskContext): RiskOutcome {
  if (!atRisk(ctx)) return refuse('noChange', 'Nothing about this user is at risk.');
  return changeOf(ctx, {
    to: { level: 'none', state: 'confirmedSafe', detail: 'adminConfirmedAccountSafe' },
    detections: closeDetections(openDetections(ctx), 'confirmedSafe', 'adminConfirmedAccountSafe'),
    signIns: changeSignIns(riskySignIns(ctx), 'none', 'confirmedSafe', 'adminConfirmedAccountSafe'),
    learning: 'restart',
    effects: [
      'The account goes back into learning: detectors that know habits stay quiet until it has new ones.',
    ],
    notes: [
      'Does not change the password.',
      'A new detection puts the user at risk again.',
      'Closes no alert and no incident.',
    ],
  });
}

/** *Dismiss user risk*: every at-risk sign-in and detection with it. Cannot be undone; refused for deleted users. */
export function dismissUser(ctx: RiskContext): RiskOutcome {
  if (ctx.user.isDeleted) return refuse('deletedUser', 'The risk of a deleted user cannot be dismissed.');
  if (!atRisk(ctx)) return refuse('noChange', 'Nothing about this user is at risk.');
  return changeOf(ctx, {
    to: { level: 'none', state: 'dismissed', detail: 'adminDismissedAllRiskForUser' },
    detections: closeDetections(openDetections(ctx), 'dismissed', 'adminDismissedAllRiskForUser'),
    signIns: changeSignIns(riskySignIns(ctx), 'none', 'dismissed', 'adminDismissedAllRiskForUser'),
    effects: ['Cannot be undone.'],
    notes: [
      'The password stays as it is: the identity is not returned to a safe state.',
      'Similar activity is still evaluated and may raise the risk again.',
      'Closes no alert and no incident.',
    ],
  });
}

/**
 * *Remediated elsewhere*: the account was taken over, and another system made it safe again. One step with the end of
 * Entra's three (confirm compromised, wait until the user is at high risk, dismiss); what the intruder did is unlearnt.
 */
export function remediatedElsewhere(ctx: RiskContext): RiskOutcome {
  if (ctx.user.isDeleted) return refuse('deletedUser', 'The risk of a deleted user cannot be dismissed.');
  if (!atRisk(ctx)) return refuse('noChange', 'Nothing about this user is at risk.');
  return changeOf(ctx, {
    to: { level: 'none', state: 'dismissed', detail: 'adminDismissedAllRiskForUser' },
    detections: closeDetections(openDetections(ctx), 'dismissed', 'adminDismissedAllRiskForUser'),
    signIns: changeSignIns(riskySignIns(ctx), 'none', 'dismissed', 'adminDismissedAllRiskForUser'),
    learning: 'unlearn',
    effects: ['Cannot be undone.'],
    notes: [
      'Changes no password and ends no session: this says that it was done elsewhere.',
      'Adds no detection and no alert: the user is not confirmed compromised here.',
      'A new detection puts the user at risk again.',
      'Closes no alert and no incident.',
    ],
  });
}

/**
 * Resolving an alert as a false positive or as expected activity dismisses the detections behind it (H.5); a true
 * positive leaves the risk to be remediated.
 */
export function alertResolved(
  ctx: RiskContext,
  alertId: string,
  classification: Classification,
): RiskOutcome {
  if (classification !== 'falsePositive' && classification !== 'informationalExpectedActivity') {
    return refuse(
      'notDismissing',
      'Only a false positive or expected activity dismisses the risk behind an alert.',
    );
  }
  const linked = ctx.detections.filter((d) => d.alertId === alertId);
  if (linked.length === 0) return refuse('noLinkedDetection', 'No risk detection stands behind this alert.');
  const open = linked.filter(isActive);
  if (open.length === 0) return refuse('noChange', 'The detections behind this alert are closed already.');
  const closing = new Set(open.map((d) => d.id));
  const still = new Set(
    ctx.detections.filter((d) => isActive(d) && !closing.has(d.id)).map((d) => d.signInId),
  );
  const signIns = ctx.signIns.filter(
    (s) => isActive(s) && open.some((d) => d.signInId === s.id) && !still.has(s.id),
  );
  return changeOf(ctx, {
    detections: closeDetections(open, 'dismissed', 'm365DAdminDismissedDetection'),
    signIns: changeSignIns(signIns, 'none', 'dismissed', 'm365DAdminDismissedDetection'),
    notes: ['Other detections of this user still count.'],
  });
}

/**
 * Reopening an alert brings the detections back that its resolution dismissed (H.6). What was remediated, or dismissed
 * for the user as a whole, never comes back.
 */
export function alertReopened(ctx: RiskContext, alertId: string): RiskOutcome {
  const linked = ctx.detections.filter((d) => d.alertId === alertId);
  if (linked.length === 0) return refuse('noLinkedDetection', 'No risk detection stands behind this alert.');
  const back = linked.filter((d) => d.state === 'dismissed' && d.detail === 'm365DAdminDismissedDetection');
  if (back.length === 0) return refuse(...whyStaysClosed(linked));
  const ids = new Set(back.map((d) => d.signInId));
  const signIns = ctx.signIns.filter((s) => ids.has(s.id) && s.detail === 'm365DAdminDismissedDetection');
  return changeOf(ctx, {
    detections: back.map((d) => ({
      id: d.id,
      from: standing(d),
      to: { level: d.level, state: 'atRisk', detail: 'none' },
    })),
    signIns: signIns.flatMap((s) => changeSignIns([s], s.levelDuring, 'atRisk', 'none')),
  });
}

function whyStaysClosed(linked: readonly RiskDetectionView[]): Parameters<typeof refuse> {
  if (linked.some(isActive)) return ['noChange', 'The detections behind this alert are active.'];
  if (linked.some((d) => d.state === 'remediated')) {
    return ['closedByRemediation', 'The risk was remediated; that is final.'];
  }
  return [
    'closedForUser',
    'The risk was closed for the user as a whole; only a new detection raises it again.',
  ];
}
