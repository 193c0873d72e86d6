/** Entra ID Protection enums, member for member (field-study B.1, B.2). */
export const RISK_LEVELS = ['none', 'low', 'medium', 'high', 'hidden'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export const RISK_STATES = [
  'none',
  'atRisk',
  'confirmedCompromised',
  'confirmedSafe',
  'dismissed',
  'remediated',
] as const;
export type RiskState = (typeof RISK_STATES)[number];

export const RISK_DETAILS = [
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
  'm365DAdminDismissedDetection',
  'adminConfirmedServicePrincipalCompromised',
  'adminDismissedAllRiskForServicePrincipal',
  'userChangedPasswordOnPremises',
  'adminDismissedRiskForSignIn',
  'adminConfirmedAccountSafe',
  'aiElevatedAccountRisk',
] as const;
export type RiskDetail = (typeof RISK_DETAILS)[number];

export const RISK_EVENT_TYPES = [
  'adminConfirmedUserCompromised',
  'adminConfirmedServicePrincipalCompromised',
  'aiCompoundAccountRisk',
  'anomalousServicePrincipalActivity',
  'anomalousToken',
  'anomalousUserActivity',
  'anonymizedIPAddress',
  'attackerinTheMiddle',
  'attemptedPrtAccess',
  'generic',
  'impossibleTravel',
  'investigationsThreatIntelligence',
  'investigationsThreatIntelligenceSigninLinked',
  'leakedCredentials',
  'maliciousApplication',
  'maliciousIPAddress',
  'maliciousIPAddressValidCredentialsBlockedIP',
  'malwareInfectedIPAddress',
  'mcasFinSuspiciousFileAccess',
  'mcasImpossibleTravel',
  'mcasSuspiciousInboxManipulationRules',
  'nationStateIP',
  'newCountry',
  'passwordSpray',
  'riskyIPAddress',
  'suspiciousAPITraffic',
  'suspiciousApplication',
  'suspiciousBrowser',
  'suspiciousInboxForwarding',
  'suspiciousIPAddress',
  'suspiciousSendingPatterns',
  'suspiciousSignins',
  'tokenIssuerAnomaly',
  'unfamiliarFeatures',
  'unlikelyTravel',
  'userReportedSuspiciousActivity',
] as const;
export type RiskEventType = (typeof RISK_EVENT_TYPES)[number];

export const RISK_DETECTION_TIMINGS = ['notDefined', 'realtime', 'nearRealtime', 'offline'] as const;
export type RiskDetectionTiming = (typeof RISK_DETECTION_TIMINGS)[number];

export const RISK_ACTIVITIES = ['signin', 'user', 'servicePrincipal'] as const;
export type RiskActivity = (typeof RISK_ACTIVITIES)[number];
