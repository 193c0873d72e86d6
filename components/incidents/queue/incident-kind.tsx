import { GitMerge, History, Inbox } from 'lucide-react';
import { facetFields, HISTORY_FIELD } from '@/components/lists/filter-fields';
import type { ListKind } from '@/components/lists/list-kind';
import { INCIDENT_STATE, incidentHref } from '@/lib/client/incidents';
import { INCIDENT_GROUPS, INCIDENT_SORTS, type IncidentRow } from '@/lib/domain/views/incident';
import { INCIDENT_SORT_LABEL } from '@/lib/domain/views/labels';
import { QUEUE_COLUMNS, QUEUE_COLUMNS_BY_USE } from './columns';
import { INCIDENT_WORDS } from './words';

const SCALES: readonly string[] = ['priority', 'severity', 'alerts'];

/** The incident queue. */
export const INCIDENT_KIND: ListKind<IncidentRow> = {
  name: 'incidents',
  state: INCIDENT_STATE,
  words: {
    one: 'incident',
    many: 'incidents',
    title: 'Incidents',
    search: {
      label: 'Search incidents by number, name or entity',
      placeholder: 'Number, name or entity',
    },
    empty:
      'Take a filter away, or choose a longer time range. Resolved and historical incidents are hidden by default.',
  },
  icon: <Inbox />,
  live: ['incident.'],
  builtIn: [
    { id: 'open', name: 'Open incidents', search: '' },
    { id: 'mine', name: 'Assigned to me', search: '?assignee=me' },
    { id: 'unassigned', name: 'Unassigned', search: '?assignee=none' },
    { id: 'urgent', name: 'High severity by priority', search: '?severity=high&sort=priority' },
    { id: 'resolved', name: 'Resolved in the last 7 days', search: '?status=resolved&updated=7d' },
    { id: 'all', name: 'All incidents', search: '?status=any&severity=any&history=all' },
  ],
  facets: INCIDENT_WORDS,
  fields: [
    ...facetFields(INCIDENT_WORDS),
    { kind: 'names', param: 'entity', label: 'Entity' },
    { kind: 'number', param: 'priority', label: 'Priority' },
    { kind: 'number', param: 'alerts', label: 'Number of alerts' },
    { kind: 'time', param: 'range', label: 'Last activity' },
    { kind: 'time', param: 'created', label: 'Created' },
    { kind: 'time', param: 'updated', label: 'Last update' },
    { kind: 'time', param: 'acknowledged', label: 'Acknowledged' },
    { kind: 'time', param: 'resolved', label: 'Resolved' },
    HISTORY_FIELD,
  ],
  groups: INCIDENT_GROUPS,
  sorts: INCIDENT_SORTS.map((value) => ({
    value,
    label: INCIDENT_SORT_LABEL[value],
    isScale: SCALES.includes(value),
  })),
  columns: QUEUE_COLUMNS,
  byUse: QUEUE_COLUMNS_BY_USE,
  room: 320,
  lead: {
    label: 'Incident',
    cell: (row) => (
      <>
        <span className="min-w-9 shrink-0 font-normal text-muted text-xs">#{row.number}</span>
        <span className="truncate max-sm:line-clamp-2 max-sm:whitespace-normal" title={row.displayName}>
          {row.displayName}
        </span>
      </>
    ),
    marks: (row) => (
      <>
        {row.status === 'redirected' ? (
          <GitMerge className="size-3.5 text-muted" aria-label="Merged" />
        ) : null}
        {row.historical ? <History className="size-3.5 text-muted" aria-label="Historical" /> : null}
      </>
    ),
  },
  idOf: (row) => row.id,
  nameOf: (row) => `incident #${row.number}`,
  hrefOf: (row, search) => incidentHref(row.number, 'story', search),
  stampOf: (row) => String(row.version),
  isNewer: (live, shown) => live.version > shown.version,
  target: 'incident',
};
