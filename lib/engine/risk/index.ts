export {
  alertReopened,
  alertResolved,
  confirmSigninCompromised,
  confirmSigninSafe,
  confirmUserCompromised,
  confirmUserSafe,
  dismissSignin,
  dismissUser,
} from './actions';
export { type Assessment, assessUser } from './assess';
export type { RiskOutcome } from './change';
export {
  type PasswordResetKind,
  passwordReset,
  passwordResetKind,
  providerRiskyUser,
  reassess,
} from './remediation';
export type {
  NewDetection,
  Refusal,
  RiskChange,
  RiskContext,
  RiskDetectionView,
  RiskHistoryEntry,
  RiskStanding,
  RiskUser,
  RiskySignInView,
  StandingChange,
} from './types';
