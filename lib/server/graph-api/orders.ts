import 'server-only';
import { RISK_DETAILS } from '@/lib/domain/risk';

/** Members of Graph's enums in the order of their numeric values, which `gt` and `lt` compare by (v1.0 CSDL). */
export const SEVERITY_ORDER = ['unknown', 'informational', 'low', 'medium', 'high'] as const;

export const CLASSIFICATION_ORDER = [
  'unknown',
  'falsePositive',
  'truePositive',
  'informationalExpectedActivity',
] as const;

export const DETERMINATION_ORDER = [
  'unknown',
  'malware',
  'securityTesting',
  'unwantedSoftware',
  'other',
  'multiStagedAttack',
  'compromisedAccount',
  'phishing',
  'maliciousUserActivity',
  'notMalicious',
  'notEnoughDataToValidate',
  'confirmedActivity',
  'lineOfBusinessApplication',
] as const;

export const INCIDENT_STATUS_ORDER = [
  'active',
  'resolved',
  'inProgress',
  'redirected',
  'awaitingAction',
] as const;

export const SERVICE_SOURCE_ORDER = [
  'unknown',
  'microsoftDefenderForEndpoint',
  'microsoftDefenderForIdentity',
  'microsoftDefenderForCloudApps',
  'microsoftDefenderForOffice365',
  'microsoft365Defender',
  'azureAdIdentityProtection',
  'microsoftAppGovernance',
  'dataLossPrevention',
  'microsoftDefenderForCloud',
  'microsoftSentinel',
  'microsoftInsiderRiskManagement',
  'microsoftThreatIntelligence',
  'thirdParty',
  'throughline',
] as const;

/** In the CSDL `none` comes last; here it comes first, so that `riskLevel ge 'medium'` means what it says. */
export const RISK_LEVEL_ORDER = ['none', 'low', 'medium', 'high', 'hidden'] as const;

export const RISK_STATE_ORDER = [
  'none',
  'confirmedSafe',
  'remediated',
  'dismissed',
  'atRisk',
  'confirmedCompromised',
] as const;

export const RISK_DETAIL_ORDER: readonly string[] = RISK_DETAILS;
