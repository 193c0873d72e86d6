import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import {
  ALERT_GROUPS,
  ALERT_KINDS,
  ALERT_LINKS,
  ALERT_SORTS,
  type AlertFilter,
} from '@/lib/domain/views/alert';
import { HISTORY_MODES, parseSelection } from '@/lib/domain/views/filter';
import { parseNumberRange, parseTimeRange } from '@/lib/domain/views/range';
import { listParsers, listState } from './list-state';

/** The alert queue's state as its address carries it; what equals the default is left out. */
export const alertParsers = {
  show: parseAsStringLiteral(ALERT_KINDS).withDefault('alerts'),
  status: parseAsString.withDefault('new,inProgress'),
  severity: parseAsString.withDefault('any'),
  assignee: parseAsString.withDefault('any'),
  source: parseAsString.withDefault('any'),
  domain: parseAsString.withDefault('any'),
  classification: parseAsString.withDefault('any'),
  determination: parseAsString.withDefault('any'),
  tactic: parseAsString.withDefault('any'),
  technique: parseAsString.withDefault('any'),
  detector: parseAsString.withDefault('any'),
  entity: parseAsString.withDefault('any'),
  linked: parseAsStringLiteral(ALERT_LINKS).withDefault('any'),
  count: parseAsString.withDefault(''),
  /** Of the last activity: `7d`, or `from..to` in UTC. */
  range: parseAsString.withDefault('all'),
  created: parseAsString.withDefault('all'),
  updated: parseAsString.withDefault('all'),
  history: parseAsStringLiteral(HISTORY_MODES).withDefault('live'),
  sort: parseAsStringLiteral(ALERT_SORTS).withDefault('updated'),
  group: parseAsStringLiteral(ALERT_GROUPS),
  ...listParsers,
} as const;

export type AlertParams = inferParserType<typeof alertParsers>;

export const loadAlertParams = createLoader(alertParsers);

const serialize = createSerializer(alertParsers);

export const alertSearch = (params: Partial<AlertParams>): string => serialize(params);

export const ALERT_STATE = listState<AlertParams>('/alerts', loadAlertParams, alertSearch);

export function toAlertFilter(params: AlertParams): AlertFilter {
  const { group, within } = params;
  return {
    kind: params.show,
    status: parseSelection(params.status),
    severity: parseSelection(params.severity),
    assignee: parseSelection(params.assignee),
    source: parseSelection(params.source),
    domain: parseSelection(params.domain),
    classification: parseSelection(params.classification),
    determination: parseSelection(params.determination),
    tactic: parseSelection(params.tactic),
    technique: parseSelection(params.technique),
    detector: parseSelection(params.detector),
    entity: parseSelection(params.entity),
    linked: params.linked,
    count: parseNumberRange(params.count),
    range: parseTimeRange(params.range),
    created: parseTimeRange(params.created),
    updated: parseTimeRange(params.updated),
    history: params.history,
    text: params.q,
    sort: params.sort,
    direction: params.dir,
    within: group !== null && within !== null ? { group, value: within } : null,
  };
}

export const ALERT_TABS = ['story', 'entities', 'links', 'activity'] as const;
export type AlertTab = (typeof ALERT_TABS)[number];

/** Address of an alert's page; `queue` is the query string of the queue that it was opened from. */
export function alertHref(id: string, tab: AlertTab = 'story', queue = ''): string {
  const base = `/alerts/${encodeURIComponent(id)}`;
  const path = tab === 'story' ? base : `${base}/${tab}`;
  return queue === '' ? path : `${path}?queue=${encodeURIComponent(queue.replace(/^\?/, ''))}`;
}
