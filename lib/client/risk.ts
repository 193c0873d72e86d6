import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseSelection, RANGES } from '@/lib/domain/views/filter';
import type { RiskDetectionFilter, RiskySignInFilter, RiskyUserFilter } from '@/lib/domain/views/risk';

export const riskyUserParsers = {
  level: parseAsString.withDefault('low,medium,high'),
  state: parseAsString.withDefault('atRisk,confirmedCompromised'),
  q: parseAsString.withDefault(''),
  after: parseAsString.withDefault(''),
  before: parseAsString.withDefault(''),
} as const;

export type RiskyUserParams = inferParserType<typeof riskyUserParsers>;

export const loadRiskyUserParams = createLoader(riskyUserParsers);

const serialize = createSerializer(riskyUserParsers);

export const riskyUserSearch = (params: Partial<RiskyUserParams>): string => serialize(params);

export const toRiskyUserFilter = (params: RiskyUserParams): RiskyUserFilter => ({
  level: parseSelection(params.level),
  state: parseSelection(params.state),
  text: params.q,
});

const place = { after: parseAsString.withDefault(''), before: parseAsString.withDefault('') } as const;

export const riskDetectionParsers = {
  level: parseAsString.withDefault('any'),
  state: parseAsString.withDefault('any'),
  type: parseAsString.withDefault('any'),
  timing: parseAsString.withDefault('any'),
  activity: parseAsString.withDefault('any'),
  source: parseAsString.withDefault('any'),
  range: parseAsStringLiteral(RANGES).withDefault('30d'),
  q: parseAsString.withDefault(''),
  ...place,
} as const;

export type RiskDetectionParams = inferParserType<typeof riskDetectionParsers>;

export const loadRiskDetectionParams = createLoader(riskDetectionParsers);

const serializeDetections = createSerializer(riskDetectionParsers);

export const riskDetectionSearch = (params: Partial<RiskDetectionParams>): string =>
  serializeDetections(params);

export const toRiskDetectionFilter = (params: RiskDetectionParams): RiskDetectionFilter => ({
  level: parseSelection(params.level),
  state: parseSelection(params.state),
  type: parseSelection(params.type),
  timing: parseSelection(params.timing),
  activity: parseSelection(params.activity),
  source: parseSelection(params.source),
  range: params.range,
  text: params.q,
});

export const riskySignInParsers = {
  level: parseAsString.withDefault('any'),
  during: parseAsString.withDefault('any'),
  state: parseAsString.withDefault('any'),
  type: parseAsString.withDefault('any'),
  range: parseAsStringLiteral(RANGES).withDefault('30d'),
  q: parseAsString.withDefault(''),
  ...place,
} as const;

export type RiskySignInParams = inferParserType<typeof riskySignInParsers>;

export const loadRiskySignInParams = createLoader(riskySignInParsers);

const serializeSignIns = createSerializer(riskySignInParsers);

export const riskySignInSearch = (params: Partial<RiskySignInParams>): string => serializeSignIns(params);

export const toRiskySignInFilter = (params: RiskySignInParams): RiskySignInFilter => ({
  level: parseSelection(params.level),
  during: parseSelection(params.during),
  state: parseSelection(params.state),
  type: parseSelection(params.type),
  range: params.range,
  text: params.q,
});
