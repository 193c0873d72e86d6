export {
  alertReopened,
  alertResolved,
  confirmUserCompromised,
  confirmUserSafe,
  dismissUser,
  remediatedElsewhere,
} from './actions';
export type { RiskOutcome } from './change';
export {
  explain,
  passwordReset,
  passwordResetKind,
  providerRiskyUser,
  reassess,
} from './remediation';
export type {
  NewDetection,
  RiskChange,
  RiskContext,
  RiskDetectionView,
  RiskStanding,
  RiskUser,
  RiskySignInView,
  StandingChange,
} from './types';
