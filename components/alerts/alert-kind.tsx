import { BellRing, History } from 'lucide-react';
import { facetFields, HISTORY_FIELD } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { ALERT_STATE, alertHref } from '@/lib/client/alerts';
import { ALERT_GROUPS, type AlertRowView } from '@/lib/domain/views/alert';
import { ALERT_COLUMNS, ALERT_COLUMNS_BY_USE, ALERT_ROOM } from './alert-columns';
import { ALERT_WORDS } from './alert-words';

/** The alert queue. */
export const ALERT_KIND: ListKind<AlertRowView> = {
  name: 'alerts',
  state: ALERT_STATE,
  words: {
    one: 'alert',
    many: 'alerts',
    title: 'Alerts',
    search: { label: 'Search alerts by title or entity', placeholder: 'Title or entity' },
    empty:
      'Take a filter away, or choose a longer time range. Resolved and historical alerts are hidden by default.',
  },
  icon: <BellRing />,
  live: ['alert.'],
  builtIn: [
    { id: 'open', name: 'Open alerts', search: '' },
    { id: 'mine', name: 'Assigned to me', search: '?assignee=me' },
    { id: 'unassigned', name: 'Unassigned, high first', search: '?assignee=none&sort=severity' },
    { id: 'alone', name: 'In no incident', search: '?linked=no' },
    { id: 'sources', name: 'By source', search: '?group=source' },
    {
      id: 'false',
      name: 'False positives of 30 days',
      search: '?status=any&classification=falsePositive&updated=30d',
    },
    { id: 'signals', name: 'Kept as signals', search: '?show=signals' },
    { id: 'all', name: 'All alerts', search: '?status=any&history=all' },
  ],
  facets: ALERT_WORDS,
  fields: [
    ...facetFields(ALERT_WORDS),
    { kind: 'names', param: 'entity', label: 'Entity' },
    { kind: 'number', param: 'count', label: 'Times seen' },
    { kind: 'time', param: 'range', label: 'Last activity' },
    { kind: 'time', param: 'created', label: 'Created' },
    { kind: 'time', param: 'updated', label: 'Last update' },
    {
      kind: 'choice',
      param: 'linked',
      label: 'Incident',
      options: [
        { value: 'any', label: 'In an incident or in none' },
        { value: 'yes', label: 'In an incident' },
        { value: 'no', label: 'In no incident' },
      ],
    },
    {
      kind: 'choice',
      param: 'show',
      label: 'Show',
      options: [
        { value: 'alerts', label: 'Alerts' },
        { value: 'signals', label: 'Kept as signals' },
      ],
    },
    HISTORY_FIELD,
  ],
  groups: ALERT_GROUPS,
  sorts: [
    { value: 'updated', label: 'Last update' },
    { value: 'created', label: 'Created' },
    { value: 'severity', label: 'Severity', isScale: true },
    { value: 'activity', label: 'Last activity' },
  ],
  columns: ALERT_COLUMNS,
  byUse: ALERT_COLUMNS_BY_USE,
  room: ALERT_ROOM,
  lead: {
    label: 'Alert',
    cell: (row) => (
      <span className="truncate max-sm:line-clamp-2 max-sm:whitespace-normal" title={row.title}>
        {row.title}
      </span>
    ),
    marks: (row) =>
      row.historical ? <History className="size-3.5 text-muted" aria-label="Historical" /> : null,
  },
  idOf: (row) => row.id,
  nameOf: (row) => row.title,
  hrefOf: (row, search) => alertHref(row.id, 'story', search),
  stampOf: (row) => `${row.version}.${row.incident?.number ?? 0}`,
  isNewer: (live, shown) => live.version >= shown.version,
  target: 'alert',
  canSelect: (search) => ALERT_STATE.value(search, 'show') === 'alerts',
};
