import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { HISTORY_MODES, parseSelection, RANGES } from '@/lib/domain/views/filter';
import { INCIDENT_SORTS, type IncidentFilter } from '@/lib/domain/views/incident';

/** The queue's state as its address carries it; what equals the default is left out. */
export const incidentParsers = {
  status: parseAsString.withDefault('active,inProgress,awaitingAction'),
  severity: parseAsString.withDefault('!informational'),
  assignee: parseAsString.withDefault('any'),
  source: parseAsString.withDefault('any'),
  domain: parseAsString.withDefault('any'),
  tag: parseAsString.withDefault('any'),
  classification: parseAsString.withDefault('any'),
  history: parseAsStringLiteral(HISTORY_MODES).withDefault('live'),
  q: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('all'),
  sort: parseAsStringLiteral(INCIDENT_SORTS).withDefault('updated'),
  after: parseAsString.withDefault(''),
  before: parseAsString.withDefault(''),
} as const;

export type IncidentParams = inferParserType<typeof incidentParsers>;

export const loadIncidentParams = createLoader(incidentParsers);

const serialize = createSerializer(incidentParsers);

/** Query string of the queue, with its question mark, or an empty text for the default view. */
export const incidentSearch = (params: Partial<IncidentParams>): string => serialize(params);

export function toIncidentFilter(params: IncidentParams): IncidentFilter {
  return {
    status: parseSelection(params.status),
    severity: parseSelection(params.severity),
    assignee: parseSelection(params.assignee),
    source: parseSelection(params.source),
    domain: parseSelection(params.domain),
    tag: parseSelection(params.tag),
    classification: parseSelection(params.classification),
    history: params.history,
    text: params.q,
    range: params.range,
    sort: params.sort,
  };
}

/** Address of an incident's page; `queue` is the queue's own query string, so that the way back and on is known. */
export function incidentHref(number: number, tab: IncidentTab | 'print' = 'story', queue = ''): string {
  const path = tab === 'story' ? `/incidents/${number}` : `/incidents/${number}/${tab}`;
  return queue === '' ? path : `${path}?queue=${encodeURIComponent(queue.replace(/^\?/, ''))}`;
}

export const INCIDENT_TABS = ['story', 'alerts', 'assets', 'evidence', 'similar', 'activity'] as const;
export type IncidentTab = (typeof INCIDENT_TABS)[number];
