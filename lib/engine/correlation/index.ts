export type { Impacted, SummaryAlert, SummaryEntity } from './assets';
export { type CandidateQuery, type CandidateWindow, candidateWindows } from './candidates';
export { type CorrelationInput, correlate, type Decision } from './correlate';
export { type Explanation, type Replay, whyNotLinked, withoutEntity } from './explain';
export type { NotMerged } from './merge';
export { mergeObstacle } from './merge';
export { type Observation, observations } from './observations';
export {
  emptyPrevalence,
  evidenceKey,
  extendBaseline,
  isHub,
  observe,
  type PrevalenceState,
  prevalenceAt,
  type TenantBaseline,
} from './prevalence';
export { CORRELATION_VERSION, type CorrelationSettings, DEFAULT_SETTINGS } from './settings';
export { type RollUp, rollUp } from './summary';
