import 'server-only';

/**
 * Members of Graph's evolvable enums that every client knows: those before `unknownFutureValue`. The others, and
 * values of ours that Graph has no member for, are sent as `unknownFutureValue` unless the request prefers to see
 * them (`Prefer: include-unknown-enum-members`). Source: Graph v1.0 CSDL.
 */
const KNOWN = {
  incidentStatus: ['active', 'resolved', 'inProgress', 'redirected'],
  serviceSource: [
    'microsoftDefenderForEndpoint',
    'microsoftDefenderForIdentity',
    'microsoftDefenderForCloudApps',
    'microsoftDefenderForOffice365',
    'microsoft365Defender',
    'azureAdIdentityProtection',
    'microsoftAppGovernance',
    'dataLossPrevention',
  ],
  detectionSource: [
    'microsoftDefenderForEndpoint',
    'antivirus',
    'smartScreen',
    'customTi',
    'microsoftDefenderForOffice365',
    'automatedInvestigation',
    'microsoftThreatExperts',
    'customDetection',
    'microsoftDefenderForIdentity',
    'cloudAppSecurity',
    'microsoft365Defender',
    'azureAdIdentityProtection',
    'manual',
    'microsoftDataLossPrevention',
    'appGovernancePolicy',
    'appGovernanceDetection',
  ],
  remediationStatus: ['none', 'remediated', 'prevented', 'blocked', 'notFound'],
  riskDetail: [
    'none',
    'adminGeneratedTemporaryPassword',
    'userPerformedSecuredPasswordChange',
    'userPerformedSecuredPasswordReset',
    'adminConfirmedSigninSafe',
    'aiConfirmedSigninSafe',
    'userPassedMFADrivenByRiskBasedPolicy',
    'adminDismissedAllRiskForUser',
    'adminConfirmedSigninCompromised',
    'hidden',
    'adminConfirmedUserCompromised',
  ],
  activityType: ['signin', 'user'],
} as const satisfies Record<string, readonly string[]>;

export type EvolvableEnum = keyof typeof KNOWN;

const SETS = new Map<EvolvableEnum, ReadonlySet<string>>([
  ['incidentStatus', new Set(KNOWN.incidentStatus)],
  ['serviceSource', new Set(KNOWN.serviceSource)],
  ['detectionSource', new Set(KNOWN.detectionSource)],
  ['remediationStatus', new Set(KNOWN.remediationStatus)],
  ['riskDetail', new Set(KNOWN.riskDetail)],
  ['activityType', new Set(KNOWN.activityType)],
]);

/** A value of an evolvable enum as a client gets it. */
export function member(name: EvolvableEnum, value: string, isAll: boolean): string {
  return isAll || value === 'unknown' || SETS.get(name)?.has(value) ? value : 'unknownFutureValue';
}
