import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseSelection } from '@/lib/domain/views/filter';
import { parseTimeRange } from '@/lib/domain/views/range';
import {
  RISK_DETECTION_FACETS,
  RISKY_SIGN_IN_FACETS,
  RISKY_USER_FACETS,
  RISKY_USER_SORTS,
  type RiskDetectionFilter,
  type RiskySignInFilter,
  type RiskyUserFilter,
} from '@/lib/domain/views/risk';
import { listParsers, listState } from './list-state';

/** A list of values, or `any` for no condition. */
const anyOrList = parseAsString.withDefault('any');

/** The state of the list of risky users as its address carries it; what equals the default is left out. */
export const riskyUserParsers = {
  level: parseAsString.withDefault('low,medium,high'),
  state: parseAsString.withDefault('atRisk,confirmedCompromised'),
  detail: anyOrList,
  updated: parseAsString.withDefault('all'),
  sort: parseAsStringLiteral(RISKY_USER_SORTS).withDefault('updated'),
  group: parseAsStringLiteral(RISKY_USER_FACETS),
  ...listParsers,
} as const;

export type RiskyUserParams = inferParserType<typeof riskyUserParsers>;

export const loadRiskyUserParams = createLoader(riskyUserParsers);

export const RISKY_USER_STATE = listState<RiskyUserParams>(
  '/users',
  loadRiskyUserParams,
  createSerializer(riskyUserParsers),
);

interface Grouped {
  readonly group: string | null;
  readonly within: string | null;
}

const withinOf = ({ group, within }: Grouped) =>
  group !== null && within !== null ? { group, value: within } : null;

export const toRiskyUserFilter = (params: RiskyUserParams): RiskyUserFilter => ({
  level: parseSelection(params.level),
  state: parseSelection(params.state),
  detail: parseSelection(params.detail),
  updated: parseTimeRange(params.updated),
  text: params.q,
  sort: params.sort,
  direction: params.dir,
  within: withinOf(params),
});

/** The list of risk detections: at first the last 30 days, whatever became of them. */
export const riskDetectionParsers = {
  level: anyOrList,
  state: anyOrList,
  type: anyOrList,
  timing: anyOrList,
  activity: anyOrList,
  source: anyOrList,
  country: anyOrList,
  range: parseAsString.withDefault('30d'),
  detected: parseAsString.withDefault('all'),
  sort: parseAsStringLiteral(['activity']).withDefault('activity'),
  group: parseAsStringLiteral(RISK_DETECTION_FACETS),
  ...listParsers,
} as const;

export type RiskDetectionParams = inferParserType<typeof riskDetectionParsers>;

export const loadRiskDetectionParams = createLoader(riskDetectionParsers);

export const RISK_DETECTION_STATE = listState<RiskDetectionParams>(
  '/risk-detections',
  loadRiskDetectionParams,
  createSerializer(riskDetectionParsers),
);

export const toRiskDetectionFilter = (params: RiskDetectionParams): RiskDetectionFilter => ({
  level: parseSelection(params.level),
  state: parseSelection(params.state),
  type: parseSelection(params.type),
  timing: parseSelection(params.timing),
  activity: parseSelection(params.activity),
  source: parseSelection(params.source),
  country: parseSelection(params.country),
  range: parseTimeRange(params.range),
  detected: parseTimeRange(params.detected),
  text: params.q,
  direction: params.dir,
  within: withinOf(params),
});

/** The list of risky sign-ins: at first those of the last 30 days. */
export const riskySignInParsers = {
  level: anyOrList,
  during: anyOrList,
  state: anyOrList,
  type: anyOrList,
  app: anyOrList,
  country: anyOrList,
  range: parseAsString.withDefault('30d'),
  sort: parseAsStringLiteral(['at']).withDefault('at'),
  group: parseAsStringLiteral(RISKY_SIGN_IN_FACETS),
  ...listParsers,
} as const;

export type RiskySignInParams = inferParserType<typeof riskySignInParsers>;

export const loadRiskySignInParams = createLoader(riskySignInParsers);

export const RISKY_SIGN_IN_STATE = listState<RiskySignInParams>(
  '/risky-sign-ins',
  loadRiskySignInParams,
  createSerializer(riskySignInParsers),
);

export const toRiskySignInFilter = (params: RiskySignInParams): RiskySignInFilter => ({
  level: parseSelection(params.level),
  during: parseSelection(params.during),
  state: parseSelection(params.state),
  type: parseSelection(params.type),
  app: parseSelection(params.app),
  country: parseSelection(params.country),
  range: parseTimeRange(params.range),
  text: params.q,
  direction: params.dir,
  within: withinOf(params),
});
