import type { ReactNode } from 'react';
import type { ListColumn } from '@/components/lists/list-kind';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentRow } from '@/lib/domain/views/incident';
import {
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';
import { IncidentStatusBadge, PriorityBadge, SeverityBadge } from '../badges';
import { DomainIcons } from '../domain-icons';
import { EntityChips } from '../entity-chips';
import { SimilarCell } from './similar-cell';

const Muted = ({ children }: { readonly children: ReactNode }) => (
  <span className="truncate text-muted text-xs">{children}</span>
);

/** Words in one line; what is cut off is on hover. */
function Words({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return <span className="text-faint">–</span>;
  return (
    <span className="block truncate text-xs" title={words.join('\n')}>
      {words.join(', ')}
    </span>
  );
}

function Assignee({ row }: { readonly row: IncidentRow }) {
  if (row.assignedTo === null) {
    return (
      <span className="text-faint">
        –<span className="sr-only"> nobody</span>
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={row.assignedTo.name}>
      <Avatar name={row.assignedTo.name} size="sm" />
      <span className="truncate">{row.assignedTo.name}</span>
    </span>
  );
}

const Alerts = ({ row }: { readonly row: IncidentRow }) => (
  <>
    {row.activeAlertCount}
    <span className="text-faint"> / {row.alertCount}</span>
    <span className="sr-only"> active alerts of all</span>
  </>
);

const unset = (word: string, isSet: boolean) => (isSet ? word : <span className="text-faint">–</span>);

/** Every column there is, in the order in which the chooser offers them. */
export const QUEUE_COLUMNS: readonly ListColumn<IncidentRow>[] = [
  {
    id: 'severity',
    label: 'Severity',
    width: 120,
    className: 'w-30',
    onPhone: true,
    sort: 'severity',
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    id: 'priority',
    label: 'Priority',
    width: 84,
    className: 'w-21',
    isNumber: true,
    onPhone: true,
    sort: 'priority',
    cell: (row) => <PriorityBadge value={row.priority} />,
  },
  {
    id: 'status',
    label: 'Status',
    width: 124,
    className: 'w-31',
    onPhone: true,
    cell: (row) => <IncidentStatusBadge status={row.status} />,
  },
  {
    id: 'impacted',
    label: 'Impacted',
    width: 176,
    className: 'w-44',
    cell: (row) => <EntityChips entities={row.impacted} />,
  },
  {
    id: 'alerts',
    label: 'Alerts',
    width: 76,
    className: 'w-19',
    isNumber: true,
    sort: 'alerts',
    cell: (row) => <Alerts row={row} />,
  },
  {
    id: 'assignee',
    label: 'Assigned to',
    width: 144,
    className: 'w-36',
    cell: (row) => <Assignee row={row} />,
  },
  {
    id: 'domains',
    label: 'Domains',
    width: 96,
    className: 'w-24',
    cell: (row) => <DomainIcons domains={row.domains} />,
  },
  {
    id: 'activity',
    label: 'Last activity',
    width: 112,
    className: 'w-28',
    sort: 'activity',
    cell: (row) => (
      <Muted>
        <TimeText value={row.lastActivity} format="compact" />
      </Muted>
    ),
  },
  {
    id: 'updated',
    label: 'Last update',
    width: 112,
    className: 'w-28',
    onPhone: 'end',
    sort: 'updated',
    cell: (row) => (
      <Muted>
        <TimeText value={row.updatedAt} format="relative" />
      </Muted>
    ),
  },
  {
    id: 'created',
    label: 'Created',
    width: 104,
    className: 'w-26',
    sort: 'created',
    cell: (row) => (
      <Muted>
        <TimeText value={row.createdAt} format="compact" />
      </Muted>
    ),
  },
  {
    id: 'first',
    label: 'First activity',
    width: 104,
    className: 'w-26',
    cell: (row) => (
      <Muted>
        <TimeText value={row.firstActivity} format="compact" />
      </Muted>
    ),
  },
  {
    id: 'classification',
    label: 'Classification',
    width: 144,
    className: 'w-36',
    cell: (row) => (
      <Muted>{unset(CLASSIFICATION_LABEL[row.classification], row.classification !== 'unknown')}</Muted>
    ),
  },
  {
    id: 'determination',
    label: 'Determination',
    width: 144,
    className: 'w-36',
    cell: (row) => (
      <Muted>{unset(DETERMINATION_LABEL[row.determination], row.determination !== 'unknown')}</Muted>
    ),
  },
  {
    id: 'tactics',
    label: 'Tactics',
    width: 176,
    className: 'w-44',
    cell: (row) => <Words words={row.tactics.map((tactic) => TACTIC_LABEL[tactic])} />,
  },
  {
    id: 'techniques',
    label: 'Techniques',
    width: 144,
    className: 'w-36',
    cell: (row) => <Words words={row.techniques} />,
  },
  {
    id: 'sources',
    label: 'Service sources',
    width: 176,
    className: 'w-44',
    cell: (row) => <Words words={row.serviceSources.map((source) => SOURCE_LABEL[source])} />,
  },
  {
    id: 'tags',
    label: 'Tags',
    width: 144,
    className: 'w-36',
    cell: (row) => (
      <span className="flex gap-1 overflow-hidden" title={[...row.systemTags, ...row.customTags].join('\n')}>
        {[...row.systemTags, ...row.customTags].slice(0, 3).map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </span>
    ),
  },
  {
    id: 'entities',
    label: 'Entities',
    width: 76,
    className: 'w-19',
    isNumber: true,
    cell: (row) => row.entityCount,
  },
  {
    id: 'similar',
    label: 'Similar',
    width: 80,
    className: 'w-20',
    isNumber: true,
    cell: (row) => <SimilarCell row={row} />,
  },
];

/** The columns that are shown where nobody chose, the most useful first. */
export const QUEUE_COLUMNS_BY_USE: readonly string[] = [
  'severity',
  'status',
  'updated',
  'priority',
  'assignee',
  'impacted',
  'alerts',
  'domains',
  'activity',
];
