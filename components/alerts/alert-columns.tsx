import Link from 'next/link';
import { SeverityBadge } from '@/components/incidents/badges';
import type { ListColumn } from '@/components/lists/list-kind';
import { Badge } from '@/components/ui/badge';
import { TimeText } from '@/components/ui/time-text';
import type { AlertRowView } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  DOMAIN_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

const NOTHING = <span className="text-faint">–</span>;

const Muted = ({ children }: { readonly children: React.ReactNode }) => (
  <span className="block truncate text-muted text-xs">{children}</span>
);

const compact = (value: string) => (
  <Muted>
    <TimeText value={value} format="compact" />
  </Muted>
);

const text = (words: string) => (
  <span className="block truncate" title={words}>
    {words}
  </span>
);

function Incident({ incident }: Pick<AlertRowView, 'incident'>) {
  if (incident === null) return NOTHING;
  return (
    <Link
      href={`/incidents/${incident.number}`}
      prefetch={false}
      tabIndex={-1}
      className="block truncate hover:underline"
      title={incident.displayName}
    >
      #{incident.number}
      <span className="text-muted"> {incident.displayName}</span>
    </Link>
  );
}

/** Every column of the alert queue beside the title, in the order in which the chooser offers them. */
export const ALERT_COLUMNS: readonly ListColumn<AlertRowView>[] = [
  {
    id: 'severity',
    label: 'Severity',
    width: 124,
    className: 'w-[124px]',
    onPhone: true,
    sort: 'severity',
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    id: 'status',
    label: 'Status',
    width: 104,
    className: 'w-[104px]',
    onPhone: true,
    cell: (row) => (row.visible ? ALERT_STATUS_LABEL[row.status] : <Badge>Signal</Badge>),
  },
  {
    id: 'lastActivity',
    label: 'Last activity',
    width: 116,
    className: 'w-[116px]',
    onPhone: 'end',
    sort: 'activity',
    cell: (row) => compact(row.lastActivity),
  },
  {
    id: 'tactic',
    label: 'Tactic',
    width: 152,
    className: 'w-[152px]',
    cell: (row) => text(TACTIC_LABEL[row.tactic]),
  },
  {
    id: 'incident',
    label: 'Incident',
    width: 176,
    className: 'w-[176px]',
    cell: (row) => <Incident incident={row.incident} />,
  },
  {
    id: 'source',
    label: 'Source',
    width: 176,
    className: 'w-[176px]',
    cell: (row) => text(SOURCE_LABEL[row.serviceSource]),
  },
  {
    id: 'assignee',
    label: 'Assigned to',
    width: 128,
    className: 'w-[128px]',
    cell: (row) => (row.assignedTo === null ? NOTHING : text(row.assignedTo.name)),
  },
  {
    id: 'classification',
    label: 'Classification',
    width: 136,
    className: 'w-[136px]',
    cell: (row) =>
      row.classification === 'unknown' ? NOTHING : text(CLASSIFICATION_LABEL[row.classification]),
  },
  {
    id: 'determination',
    label: 'Determination',
    width: 144,
    className: 'w-[144px]',
    cell: (row) => (row.determination === 'unknown' ? NOTHING : text(DETERMINATION_LABEL[row.determination])),
  },
  {
    id: 'domain',
    label: 'Domain',
    width: 136,
    className: 'w-[136px]',
    cell: (row) => text(DOMAIN_LABEL[row.domain]),
  },
  {
    id: 'technique',
    label: 'Techniques',
    width: 112,
    className: 'w-[112px]',
    cell: (row) => (
      <span className="block truncate" title={row.techniqueLabels.join('\n')}>
        {row.techniques.join(', ') || NOTHING}
      </span>
    ),
  },
  {
    id: 'count',
    label: 'Seen',
    width: 72,
    className: 'w-[72px]',
    isNumber: true,
    cell: (row) => row.count.toLocaleString('en'),
  },
  {
    id: 'created',
    label: 'Created',
    width: 112,
    className: 'w-[112px]',
    sort: 'created',
    cell: (row) => compact(row.createdAt),
  },
  {
    id: 'updated',
    label: 'Last update',
    width: 116,
    className: 'w-[116px]',
    sort: 'updated',
    cell: (row) => compact(row.updatedAt),
  },
  {
    id: 'first',
    label: 'First activity',
    width: 116,
    className: 'w-[116px]',
    cell: (row) => compact(row.firstActivity),
  },
];

/** The columns that are shown where nobody chose, the most useful first. */
export const ALERT_COLUMNS_BY_USE: readonly string[] = ALERT_COLUMNS.slice(0, 7).map(({ id }) => id);

/** px that the title, and a box to select by, need at least. */
export const ALERT_ROOM = 300;
