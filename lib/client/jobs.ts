import {
  createLoader,
  createSerializer,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { ITEM_OUTCOMES, type ItemOutcome } from '@/lib/domain/job-states';

const jobParsers = { after: parseAsString.withDefault(''), mine: parseAsBoolean.withDefault(false) } as const;
const itemParsers = {
  outcome: parseAsStringLiteral(ITEM_OUTCOMES),
  after: parseAsInteger.withDefault(0),
} as const;

export const loadJobParams = createLoader(jobParsers);
export const loadItemParams = createLoader(itemParsers);

const jobSearch = createSerializer(jobParsers);
const itemSearch = createSerializer(itemParsers);

/** Address of the list of jobs. */
export const jobsHref = (params: { readonly mine?: boolean; readonly after?: string }): string =>
  `/jobs${jobSearch(params)}`;

/** Address of one job, with its items of one outcome. */
export const jobHref = (
  id: string,
  params: { readonly outcome?: ItemOutcome | null; readonly after?: number } = {},
): string => `/jobs/${id}${itemSearch(params)}`;
