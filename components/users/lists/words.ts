import type { FacetWord, FacetWords } from '@/components/lists/facet-words';
import { SERVICE_SOURCES } from '@/lib/domain/alert';
import { RISK_ACTIVITIES, RISK_DETECTION_TIMINGS, RISK_LEVELS, RISK_STATES } from '@/lib/domain/risk';
import { RISK_LEVEL_LABEL, RISK_STATE_LABEL, SOURCE_LABEL } from '@/lib/domain/views/labels';
import type { RiskDetectionFacet, RiskySignInFacet, RiskyUserFacet } from '@/lib/domain/views/risk';
import {
  RISK_ACTIVITY_LABEL,
  RISK_DETAIL_LABEL,
  RISK_TIMING_LABEL,
  riskName,
} from '@/lib/domain/views/risk-labels';

const LEVELS = { values: [...RISK_LEVELS].reverse(), labels: RISK_LEVEL_LABEL } as const;
const level: FacetWord = { label: 'Level', ...LEVELS };
const state: FacetWord = { label: 'State', values: RISK_STATES, labels: RISK_STATE_LABEL };
const type: FacetWord = { label: 'Detection type', labelOf: riskName };
const country: FacetWord = { label: 'Country', nothing: 'No place' };

/** The properties that risky users are filtered and grouped by. */
export const RISKY_USER_WORDS = {
  level,
  state,
  detail: { label: 'Detail', labels: RISK_DETAIL_LABEL },
} as const satisfies FacetWords & Record<RiskyUserFacet, unknown>;

export const RISK_DETECTION_WORDS = {
  type,
  level,
  state,
  timing: { label: 'Timing', values: RISK_DETECTION_TIMINGS, labels: RISK_TIMING_LABEL },
  activity: { label: 'Activity', values: RISK_ACTIVITIES, labels: RISK_ACTIVITY_LABEL },
  source: { label: 'Source', values: SERVICE_SOURCES, labels: SOURCE_LABEL },
  country,
} as const satisfies FacetWords & Record<RiskDetectionFacet, unknown>;

export const RISKY_SIGN_IN_WORDS = {
  state,
  level: { label: 'Level (aggregate)', ...LEVELS },
  during: { label: 'Level (real time)', ...LEVELS },
  type,
  app: { label: 'Application', nothing: 'No application' },
  country,
} as const satisfies FacetWords & Record<RiskySignInFacet, unknown>;
