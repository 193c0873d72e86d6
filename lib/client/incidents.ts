import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { HISTORY_MODES, parseSelection } from '@/lib/domain/views/filter';
import { INCIDENT_GROUPS, INCIDENT_SORTS, type IncidentFilter } from '@/lib/domain/views/incident';
import { parseNumberRange, parseTimeRange } from '@/lib/domain/views/range';
import { listParsers, listState } from './list-state';

/** The queue's state as its address carries it; what equals the default is left out. */
export const incidentParsers = {
  status: parseAsString.withDefault('active,inProgress,awaitingAction'),
  severity: parseAsString.withDefault('!informational'),
  assignee: parseAsString.withDefault('any'),
  source: parseAsString.withDefault('any'),
  domain: parseAsString.withDefault('any'),
  tactic: parseAsString.withDefault('any'),
  technique: parseAsString.withDefault('any'),
  tag: parseAsString.withDefault('any'),
  classification: parseAsString.withDefault('any'),
  determination: parseAsString.withDefault('any'),
  entity: parseAsString.withDefault('any'),
  priority: parseAsString.withDefault(''),
  alerts: parseAsString.withDefault(''),
  range: parseAsString.withDefault('all'),
  created: parseAsString.withDefault('all'),
  updated: parseAsString.withDefault('all'),
  acknowledged: parseAsString.withDefault('all'),
  resolved: parseAsString.withDefault('all'),
  history: parseAsStringLiteral(HISTORY_MODES).withDefault('live'),
  sort: parseAsStringLiteral(INCIDENT_SORTS).withDefault('updated'),
  group: parseAsStringLiteral(INCIDENT_GROUPS),
  ...listParsers,
} as const;

export type IncidentParams = inferParserType<typeof incidentParsers>;

export const loadIncidentParams = createLoader(incidentParsers);

const serialize = createSerializer(incidentParsers);

/** Query string of the queue, with its question mark, or an empty text for the default view. */
const incidentSearch = (params: Partial<IncidentParams>): string => serialize(params);

export const INCIDENT_STATE = listState<IncidentParams>('/incidents', loadIncidentParams, incidentSearch);

export function toIncidentFilter(params: IncidentParams): IncidentFilter {
  const { group, within } = params;
  return {
    status: parseSelection(params.status),
    severity: parseSelection(params.severity),
    assignee: parseSelection(params.assignee),
    source: parseSelection(params.source),
    domain: parseSelection(params.domain),
    tactic: parseSelection(params.tactic),
    technique: parseSelection(params.technique),
    tag: parseSelection(params.tag),
    classification: parseSelection(params.classification),
    determination: parseSelection(params.determination),
    entity: parseSelection(params.entity),
    priority: parseNumberRange(params.priority),
    alerts: parseNumberRange(params.alerts),
    range: parseTimeRange(params.range),
    created: parseTimeRange(params.created),
    updated: parseTimeRange(params.updated),
    acknowledged: parseTimeRange(params.acknowledged),
    resolved: parseTimeRange(params.resolved),
    history: params.history,
    text: params.q,
    sort: params.sort,
    direction: params.dir,
    within: group !== null && within !== null ? { group, value: within } : null,
  };
}

/** Address of an incident's page; `queue` is the queue's own query string, so that the way back and on is known. */
export function incidentHref(number: number, tab: IncidentTab | 'print' = 'story', queue = ''): string {
  const path = tab === 'story' ? `/incidents/${number}` : `/incidents/${number}/${tab}`;
  return queue === '' ? path : `${path}?queue=${encodeURIComponent(queue.replace(/^\?/, ''))}`;
}

export const INCIDENT_TABS = ['story', 'alerts', 'assets', 'evidence', 'similar', 'activity'] as const;
export type IncidentTab = (typeof INCIDENT_TABS)[number];
