import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '@/lib/core/time';
import {
  alertReopened,
  alertResolved,
  confirmUserCompromised,
  confirmUserSafe,
  dismissUser,
  remediatedElsewhere,
} from './actions';
import { assessUser } from './assess';
import type { RiskOutcome } from './change';
import { passwordReset, passwordResetKind, providerRiskyUser, reassess } from './remediation';
import type { RiskContext, RiskDetectionView, RiskStanding } from './types';

const NOW = 1_000 * DAY;
const none: RiskStanding = { level: 'none', state: 'none', detail: 'none' };
const high: RiskStanding = { level: 'high', state: 'atRisk', detail: 'none' };

const detection = (id: string, part: Partial<RiskDetectionView> = {}): RiskDetectionView => ({
  id,
  type: 'unfamiliarFeatures',
  level: 'medium',
  state: 'atRisk',
  detail: 'none',
  activity: 'signin',
  source: 'azureAdIdentityProtection',
  signInId: `s-${id}`,
  alertId: `a-${id}`,
  activityAt: NOW - HOUR,
  ...part,
});

const context = (part: Partial<RiskContext> = {}, user: RiskStanding = high): RiskContext => ({
  user: { id: 'u', isDeleted: false, ...user },
  detections: [
    detection('1', { level: 'high' }),
    detection('2'),
    detection('old', { state: 'remediated', detail: 'userPerformedSecuredPasswordReset' }),
  ],
  signIns: [
    { id: 's-1', levelDuring: 'high', level: 'high', state: 'atRisk', detail: 'none' },
    { id: 's-2', levelDuring: 'medium', level: 'medium', state: 'atRisk', detail: 'none' },
  ],
  actor: 'Kim',
  now: NOW,
  ...part,
});

function done(outcome: RiskOutcome) {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
const refused = (outcome: RiskOutcome): string => (outcome.ok ? 'accepted' : outcome.error.code);
const to = (level: string, state: string, detail: string) => ({ level, state, detail });

describe('H.1, row by row', () => {
  it('confirm user compromised: high, a new detection without sign-in, past ones untouched, blocks nothing', () => {
    const change = done(confirmUserCompromised(context({}, none)));
    expect(change.user).toEqual({
      from: none,
      to: to('high', 'confirmedCompromised', 'adminConfirmedUserCompromised'),
    });
    expect(change.newDetection).toMatchObject({
      type: 'adminConfirmedUserCompromised',
      signInId: null,
      activity: 'user',
      level: 'high',
    });
    expect([change.detections, change.signIns]).toEqual([[], []]);
    expect(change.history).toMatchObject({
      initiatedBy: 'Kim',
      at: NOW,
      eventTypes: ['adminConfirmedUserCompromised'],
    });
    expect(change.notes.join()).toContain('Blocks no sign-in');
    expect(change.learning).toBe('unlearn');
    const again = context(
      {},
      { level: 'high', state: 'confirmedCompromised', detail: 'adminConfirmedUserCompromised' },
    );
    expect(refused(confirmUserCompromised(again))).toBe('noChange');
  });

  it('confirm user safe: risk and detections go, learning starts again', () => {
    const change = done(confirmUserSafe(context()));
    expect(change.user.to).toEqual(to('none', 'confirmedSafe', 'adminConfirmedAccountSafe'));
    expect(change.detections.map((d) => d.id)).toEqual(['1', '2']);
    expect(change.signIns.map((s) => s.to.state)).toEqual(['confirmedSafe', 'confirmedSafe']);
    expect(change.learning).toBe('restart');
  });

  it('dismiss user: all at-risk sign-ins and detections, deleted users refused, nothing to dismiss refused', () => {
    const change = done(dismissUser(context()));
    const dismissed = to('none', 'dismissed', 'adminDismissedAllRiskForUser');
    expect(change.user.to).toEqual(dismissed);
    expect(change.signIns.map((s) => s.to)).toEqual([dismissed, dismissed]);
    expect(change.detections.map((d) => [d.id, d.to.state, d.to.detail])).toEqual([
      ['1', 'dismissed', 'adminDismissedAllRiskForUser'],
      ['2', 'dismissed', 'adminDismissedAllRiskForUser'],
    ]);
    expect(change.notes.join()).toContain('password stays');
    const deleted = context();
    expect(refused(dismissUser({ ...deleted, user: { ...deleted.user, isDeleted: true } }))).toBe(
      'deletedUser',
    );
    expect(refused(dismissUser(context({ detections: [], signIns: [] }, none)))).toBe('noChange');
  });

  it('remediated elsewhere: ends like a dismissal, but what the intruder did is unlearnt', () => {
    const change = done(remediatedElsewhere(context()));
    expect(change.user.to).toEqual(to('none', 'dismissed', 'adminDismissedAllRiskForUser'));
    expect(change.detections.map((d) => d.to.state)).toEqual(['dismissed', 'dismissed']);
    expect(change.signIns.map((s) => s.to.state)).toEqual(['dismissed', 'dismissed']);
    expect(change).toMatchObject({ learning: 'unlearn', newDetection: null });
    expect(done(dismissUser(context())).learning).toBeNull();
    const deleted = context();
    expect(refused(remediatedElsewhere({ ...deleted, user: { ...deleted.user, isDeleted: true } }))).toBe(
      'deletedUser',
    );
    expect(refused(remediatedElsewhere(context({ detections: [], signIns: [] }, none)))).toBe('noChange');
  });

  it.each([
    ['adminTemporaryPassword', 'adminGeneratedTemporaryPassword'],
    ['selfServiceReset', 'userPerformedSecuredPasswordReset'],
    ['secureChange', 'userPerformedSecuredPasswordChange'],
    ['onPremises', 'userChangedPasswordOnPremises'],
  ] as const)('password %s: remediated with %s', (kind, detail) => {
    const change = done(passwordReset(context(), kind, { onPremisesCounts: true }));
    expect(change.user.to).toEqual(to('none', 'remediated', detail));
    expect(change.detections.map((d) => d.to.detail)).toEqual([detail, detail]);
    expect(change.signIns.every((s) => s.to.state === 'remediated')).toBe(true);
  });

  it('password: on premises only by opt-in, never for what comes after it, plain changes do not count', () => {
    expect(refused(passwordReset(context(), 'onPremises'))).toBe('onPremisesNotEnabled');
    const later = context({ detections: [detection('1'), detection('2', { activityAt: NOW + HOUR })] });
    const change = done(passwordReset(later, 'selfServiceReset'));
    expect(change.detections.map((d) => d.id)).toEqual(['1']);
    expect(change.user.to).toEqual(to('medium', 'atRisk', 'none'));
    expect(passwordResetKind('Reset password (by admin)')).toBe('adminTemporaryPassword');
    expect(passwordResetKind('Change user password')).toBeNull();
  });

  it('from the XDR portal: false positive and expected activity dismiss the detection behind the alert', () => {
    const change = done(alertResolved(context(), 'a-1', 'falsePositive'));
    expect(change.detections[0]?.to).toEqual(to('high', 'dismissed', 'm365DAdminDismissedDetection'));
    expect(change.user.to).toEqual(to('medium', 'atRisk', 'none'));
    expect(change.signIns.map((s) => s.id)).toEqual(['s-1']);
    expect(refused(alertResolved(context(), 'a-1', 'truePositive'))).toBe('notDismissing');
    expect(refused(alertResolved(context(), 'a-9', 'falsePositive'))).toBe('noLinkedDetection');
    expect(refused(alertResolved(context(), 'a-old', 'falsePositive'))).toBe('noChange');
  });

  it('closing the last detection from the portal closes the user with the same detail', () => {
    const only = context(
      { detections: [detection('1')] },
      { level: 'medium', state: 'atRisk', detail: 'none' },
    );
    const change = done(alertResolved(only, 'a-1', 'informationalExpectedActivity'));
    expect(change.user.to).toEqual(to('none', 'dismissed', 'm365DAdminDismissedDetection'));
  });

  it('H.6: what was closed by hand comes back, what was remediated never does', () => {
    const closed = detection('1', { state: 'dismissed', detail: 'm365DAdminDismissedDetection' });
    const change = done(alertReopened(context({ detections: [closed] }, none), 'a-1'));
    expect(change.user.to).toEqual(to('medium', 'atRisk', 'none'));
    expect(refused(alertReopened(context(), 'a-old'))).toBe('closedByRemediation');
    const forUser = detection('1', { state: 'dismissed', detail: 'adminDismissedAllRiskForUser' });
    expect(refused(alertReopened(context({ detections: [forUser] }), 'a-1'))).toBe('closedForUser');
  });

  it('a provider closes with its own detail, and opens what we do not know', () => {
    const closed = done(
      providerRiskyUser(context(), {
        level: 'none',
        state: 'remediated',
        detail: 'userPerformedSecuredPasswordReset',
      }),
    );
    expect(closed.user.to).toEqual(to('none', 'remediated', 'userPerformedSecuredPasswordReset'));
    expect(closed.detections).toHaveLength(2);
    const opened = done(
      providerRiskyUser(context({ detections: [], signIns: [] }, none), {
        level: 'medium',
        state: 'atRisk',
        detail: 'none',
      }),
    );
    expect(opened.newDetection).toMatchObject({ type: 'generic', level: 'medium' });
    expect(opened.user.to).toEqual(to('medium', 'atRisk', 'none'));
    const confirmed = done(
      providerRiskyUser(context(), {
        level: 'high',
        state: 'confirmedCompromised',
        detail: 'adminConfirmedUserCompromised',
      }),
    );
    expect(confirmed.user.to.state).toBe('confirmedCompromised');
    expect(refused(providerRiskyUser(context(), { level: 'low', state: 'atRisk', detail: 'none' }))).toBe(
      'noChange',
    );
    expect(
      refused(
        providerRiskyUser(context({ detections: [] }, none), {
          level: 'none',
          state: 'remediated',
          detail: 'none',
        }),
      ),
    ).toBe('noChange');
  });
});

describe('aggregation (H.2)', () => {
  const level = (...detections: RiskDetectionView[]) => assessUser(detections, none, NOW).level;

  it('takes the highest active one; closed ones do not count', () => {
    expect(level(detection('1', { level: 'low' }), detection('2'))).toBe('medium');
    expect(
      level(detection('1', { level: 'high', state: 'dismissed' }), detection('2', { level: 'low' })),
    ).toBe('low');
    expect(level()).toBe('none');
  });

  it.each(['leakedCredentials', 'nationStateIP', 'attackerinTheMiddle', 'attemptedPrtAccess'] as const)(
    '%s is high',
    (type) => {
      expect(level(detection('1', { type, level: 'low' }))).toBe('high');
    },
  );

  it('suspicious sending is at least medium', () => {
    expect(level(detection('1', { type: 'suspiciousSendingPatterns', level: 'low' }))).toBe('medium');
  });

  it('ages low ones out after six months, and only them', () => {
    const old = NOW - 200 * DAY;
    expect(level(detection('1', { level: 'low', activityAt: old }))).toBe('none');
    expect(level(detection('1', { level: 'low', activityAt: NOW - 170 * DAY }))).toBe('low');
    expect(level(detection('1', { level: 'medium', activityAt: old }))).toBe('medium');
  });

  it('raises by compounding when the factors hold, and says which', () => {
    const token = detection('1', { type: 'anomalousToken', tactic: 'CredentialAccess' });
    const app = detection('2', {
      type: 'suspiciousApplication',
      source: 'microsoftDefenderForCloudApps',
      tactic: 'Persistence',
    });
    const result = assessUser([token, app], none, NOW);
    expect(result.level).toBe('high');
    expect(result.explanation).toContainEqual({ label: 'Raised by compounding', value: 'medium → high' });
    expect(result.explanation).toContainEqual({ label: 'Cross-product', value: '2 sources' });
    expect(level(token, { ...app, source: token.source, activityAt: NOW - 9 * DAY })).toBe('medium');
    expect(level(token, { ...token, id: '3' })).toBe('medium');
  });

  it('keeps a dismissed user dismissed, and a new detection raises it again', () => {
    const dismissed: RiskStanding = {
      level: 'none',
      state: 'dismissed',
      detail: 'adminDismissedAllRiskForUser',
    };
    expect(assessUser([], dismissed, NOW)).toMatchObject(dismissed);
    expect(assessUser([detection('1')], dismissed, NOW)).toMatchObject(to('medium', 'atRisk', 'none'));
    expect(refused(reassess(context({ detections: [] }, dismissed)))).toBe('noChange');
    expect(done(reassess(context({}, dismissed))).user.to).toEqual(to('high', 'atRisk', 'none'));
  });
});
