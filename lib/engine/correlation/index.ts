export type { SummaryAlert, SummaryEntity } from './assets';
export { candidateWindows } from './candidates';
export { correlate, type Decision } from './correlate';
export { type Explanation, whyNotLinked, withoutEntity } from './explain';
export { addObservationKeys, observations } from './observations';
export {
  emptyPrevalence,
  evidenceKey,
  extendBaseline,
  isHub,
  observe,
  PREVALENCE_CAP,
  type PrevalenceState,
  prevalenceAt,
  type TenantBaseline,
} from './prevalence';
export { CORRELATION_VERSION, DEFAULT_SETTINGS } from './settings';
export {
  type IncidentFeatures,
  SIMILAR_FROM,
  type SimilarEntity,
  similarity,
} from './similar';
export { type RollUp, rollUp } from './summary';
