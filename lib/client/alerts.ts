import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import {
  ALERT_COLUMNS,
  ALERT_KINDS,
  ALERT_SORTS,
  type AlertColumn,
  type AlertFilter,
  DEFAULT_ALERT_COLUMNS,
} from '@/lib/domain/views/alert';
import { HISTORY_MODES, parseSelection, RANGES } from '@/lib/domain/views/filter';
import { parseTimeRange } from '@/lib/domain/views/range';

export const alertParsers = {
  show: parseAsStringLiteral(ALERT_KINDS).withDefault('alerts'),
  status: parseAsString.withDefault('new,inProgress'),
  severity: parseAsString.withDefault('any'),
  assignee: parseAsString.withDefault('any'),
  source: parseAsString.withDefault('any'),
  domain: parseAsString.withDefault('any'),
  classification: parseAsString.withDefault('any'),
  tactic: parseAsString.withDefault('any'),
  technique: parseAsString.withDefault('any'),
  /** When the alert was raised: `7d`, or `from..to` in UTC. */
  created: parseAsString.withDefault('all'),
  detector: parseAsString.withDefault('any'),
  history: parseAsStringLiteral(HISTORY_MODES).withDefault('live'),
  q: parseAsString.withDefault(''),
  range: parseAsStringLiteral(RANGES).withDefault('all'),
  sort: parseAsStringLiteral(ALERT_SORTS).withDefault('updated'),
  cols: parseAsString.withDefault(''),
  density: parseAsStringLiteral(['comfortable', 'compact']).withDefault('comfortable'),
  after: parseAsString.withDefault(''),
  before: parseAsString.withDefault(''),
} as const;

export type AlertParams = inferParserType<typeof alertParsers>;

export const loadAlertParams = createLoader(alertParsers);

const serialize = createSerializer(alertParsers);

export const alertSearch = (params: Partial<AlertParams>): string => serialize(params);

/** The columns that an address asks for, in its order; those of the queue by itself where it names none. */
export function alertColumnsOf({ cols }: Pick<AlertParams, 'cols'>): readonly AlertColumn[] {
  const named = [...new Set(cols.split(','))].flatMap((id) => ALERT_COLUMNS.find((one) => one === id) ?? []);
  return named.length > 0 ? named : DEFAULT_ALERT_COLUMNS;
}

export function toAlertFilter(params: AlertParams): AlertFilter {
  return {
    kind: params.show,
    status: parseSelection(params.status),
    severity: parseSelection(params.severity),
    assignee: parseSelection(params.assignee),
    source: parseSelection(params.source),
    domain: parseSelection(params.domain),
    classification: parseSelection(params.classification),
    tactic: parseSelection(params.tactic),
    technique: parseSelection(params.technique),
    created: parseTimeRange(params.created),
    detector: parseSelection(params.detector),
    history: params.history,
    text: params.q,
    range: params.range,
    sort: params.sort,
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
