import { createLoader, createSerializer, type inferParserType, parseAsString } from 'nuqs/server';
import { parseSelection } from '@/lib/domain/views/filter';
import type { RiskyUserFilter } from '@/lib/domain/views/risk';

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
