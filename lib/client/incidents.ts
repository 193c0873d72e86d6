import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { HISTORY_MODES, parseSelection } from '@/lib/domain/views/filter';
import {
  DIRECTIONS,
  INCIDENT_GROUPS,
  INCIDENT_SORTS,
  type IncidentFilter,
} from '@/lib/domain/views/incident';
import { parseNumberRange, parseTimeRange } from '@/lib/domain/views/range';

const DENSITIES = ['comfortable', 'compact'] as const;

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
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(INCIDENT_SORTS).withDefault('updated'),
  dir: parseAsStringLiteral(DIRECTIONS).withDefault('desc'),
  group: parseAsStringLiteral(INCIDENT_GROUPS),
  /** One group of those that `group` makes. */
  within: parseAsString,
  after: parseAsString.withDefault(''),
  before: parseAsString.withDefault(''),
  /** How it is shown, not what: columns in their order, groups that are folded, the view that it began with. */
  columns: parseAsArrayOf(parseAsString).withDefault([]),
  folded: parseAsArrayOf(parseAsString).withDefault([]),
  density: parseAsStringLiteral(DENSITIES).withDefault('comfortable'),
  view: parseAsString.withDefault(''),
} as const;

export type IncidentParams = inferParserType<typeof incidentParsers>;

export const loadIncidentParams = createLoader(incidentParsers);

const serialize = createSerializer(incidentParsers);

/** Query string of the queue, with its question mark, or an empty text for the default view. */
export const incidentSearch = (params: Partial<IncidentParams>): string => serialize(params);

const PLACE = { after: '', before: '', within: null } as const;
const LOOK = { columns: [], folded: [], density: 'comfortable', view: '' } as const;

/** The part of a state that a saved view keeps. */
export const viewSearch = (params: IncidentParams): string =>
  incidentSearch({ ...params, ...PLACE, folded: [], view: '' });

/** The part of a state that decides which rows come in which order: what a list of rows is read and kept by. */
export const rowsSearch = (params: IncidentParams): string =>
  incidentSearch({ ...params, ...PLACE, ...LOOK, columns: [], folded: [] });

/** The part of a state that decides which incidents are in it: what a bulk action works on. */
export const matchSearch = (params: IncidentParams): string =>
  incidentSearch({
    ...params,
    ...PLACE,
    ...LOOK,
    columns: [],
    folded: [],
    sort: 'updated',
    dir: 'desc',
    group: null,
  });

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
