import type { RiskActivity, RiskDetail, RiskDetectionTiming, RiskEventType } from '../risk';
import { humanize } from './labels';

/** The words of what is only told of risk, apart from `labels.ts`: queues do without them. */
export const RISK_DETAIL_LABEL = {
  none: 'None',
  adminGeneratedTemporaryPassword: 'Admin generated a temporary password',
  userPerformedSecuredPasswordChange: 'User performed a secured password change',
  userPerformedSecuredPasswordReset: 'User performed a secured password reset',
  adminConfirmedSigninSafe: 'Admin confirmed the sign-in safe',
  aiConfirmedSigninSafe: 'System assessed the sign-in as safe',
  userPassedMFADrivenByRiskBasedPolicy: 'User passed MFA required by a risk policy',
  adminDismissedAllRiskForUser: 'Admin dismissed all risk for the user',
  adminConfirmedSigninCompromised: 'Admin confirmed the sign-in compromised',
  hidden: 'Hidden',
  adminConfirmedUserCompromised: 'Admin confirmed the user compromised',
  m365DAdminDismissedDetection: 'Dismissed from the incident portal',
  adminConfirmedServicePrincipalCompromised: 'Admin confirmed the service principal compromised',
  adminDismissedAllRiskForServicePrincipal: 'Admin dismissed all risk for the service principal',
  userChangedPasswordOnPremises: 'User changed the password on premises',
  adminDismissedRiskForSignIn: 'Admin dismissed the risk of the sign-in',
  adminConfirmedAccountSafe: 'Admin confirmed the account safe',
  aiElevatedAccountRisk: 'System raised the risk of the account',
} as const satisfies Record<RiskDetail, string>;

export const RISK_TIMING_LABEL = {
  notDefined: 'Not defined',
  realtime: 'Real time',
  nearRealtime: 'Near real time',
  offline: 'Offline',
} as const satisfies Record<RiskDetectionTiming, string>;

export const RISK_ACTIVITY_LABEL = {
  signin: 'Sign-in',
  user: 'User',
  servicePrincipal: 'Service principal',
} as const satisfies Record<RiskActivity, string>;

/** Detection types whose own words do not say what they are, as Entra ID Protection names them. */
const RISK_NAME: Readonly<Partial<Record<string, string>>> = {
  aiCompoundAccountRisk: 'Risk raised by the system',
  anonymizedIPAddress: 'Anonymous IP address',
  attackerinTheMiddle: 'Attacker in the middle',
  attemptedPrtAccess: 'Possible attempt to access the primary refresh token',
  generic: 'Additional risk detected',
  investigationsThreatIntelligence: 'Threat intelligence',
  investigationsThreatIntelligenceSigninLinked: 'Threat intelligence (sign-in)',
  maliciousIPAddressValidCredentialsBlockedIP: 'Valid credentials from a blocked IP address',
  mcasFinSuspiciousFileAccess: 'Mass access to sensitive files',
  mcasImpossibleTravel: 'Impossible travel',
  mcasSuspiciousInboxManipulationRules: 'Suspicious inbox manipulation rules',
  nationStateIP: 'Nation-state IP address',
  suspiciousSignins: 'Suspicious sign-ins',
  unfamiliarFeatures: 'Unfamiliar sign-in properties',
  unlikelyTravel: 'Atypical travel',
} satisfies Partial<Record<RiskEventType, string>>;

/** What people call a type of risk detection, or another word of a risk's explanation. */
export const riskName = (type: string): string => RISK_NAME[type] ?? humanize(type);
