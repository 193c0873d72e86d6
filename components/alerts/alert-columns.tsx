import Link from 'next/link';
import type { ReactNode } from 'react';
import { SeverityBadge } from '@/components/incidents/badges';
import { type Fit, fitColumns } from '@/components/lists/fit';
import { Badge } from '@/components/ui/badge';
import { TimeText } from '@/components/ui/time-text';
import { techniqueOf } from '@/lib/domain/attack';
import type { AlertColumn, AlertRowView } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DOMAIN_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

interface ColumnLook {
  readonly label: string;
  /** px, and the same as a class: Tailwind has to find it written out. */
  readonly width: number;
  readonly className: string;
  /** Of the cells, beside what hides the column. */
  readonly cellClass?: string;
  readonly cell: (row: AlertRowView) => ReactNode;
}

const NOTHING = <span className="text-faint">–</span>;
const time = (value: string) => <TimeText value={value} format="compact" />;

/** The columns that the alert queue can show beside the title. */
export const ALERT_COLUMN_LOOK: Readonly<Record<AlertColumn, ColumnLook>> = {
  severity: {
    label: 'Severity',
    width: 124,
    className: 'w-[124px]',
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  status: {
    label: 'Status',
    width: 104,
    className: 'w-[104px]',
    cellClass: 'whitespace-nowrap',
    cell: (row) => (row.visible ? ALERT_STATUS_LABEL[row.status] : <Badge>Signal</Badge>),
  },
  tactic: { label: 'Tactic', width: 152, className: 'w-[152px]', cell: (row) => TACTIC_LABEL[row.tactic] },
  source: {
    label: 'Source',
    width: 176,
    className: 'w-[176px]',
    cell: (row) => SOURCE_LABEL[row.serviceSource],
  },
  incident: {
    label: 'Incident',
    width: 176,
    className: 'w-[176px]',
    cell: ({ incident }) =>
      incident === null ? (
        NOTHING
      ) : (
        <Link
          href={`/incidents/${incident.number}`}
          prefetch={false}
          className="block truncate hover:underline"
          title={incident.displayName}
        >
          #{incident.number}
          <span className="text-muted"> {incident.displayName}</span>
        </Link>
      ),
  },
  assignee: {
    label: 'Assigned to',
    width: 128,
    className: 'w-[128px]',
    cell: (row) => row.assignedTo?.name ?? NOTHING,
  },
  lastActivity: {
    label: 'Last activity',
    width: 112,
    className: 'w-[112px]',
    cellClass: 'text-muted text-xs max-sm:ml-auto',
    cell: (row) => time(row.lastActivity),
  },
  classification: {
    label: 'Classification',
    width: 136,
    className: 'w-[136px]',
    cell: (row) => (row.classification === 'unknown' ? NOTHING : CLASSIFICATION_LABEL[row.classification]),
  },
  domain: { label: 'Domain', width: 120, className: 'w-[120px]', cell: (row) => DOMAIN_LABEL[row.domain] },
  technique: {
    label: 'Techniques',
    width: 112,
    className: 'w-[112px]',
    cell: (row) => (
      <span title={row.techniques.map((id) => `${id} ${techniqueOf(id).name ?? ''}`).join('\n')}>
        {row.techniques.join(', ') || NOTHING}
      </span>
    ),
  },
  count: {
    label: 'Seen',
    width: 72,
    className: 'w-[72px] text-right',
    cellClass: 'text-right tabular-nums',
    cell: (row) => row.count.toLocaleString('en'),
  },
  created: {
    label: 'Created',
    width: 112,
    className: 'w-[112px]',
    cellClass: 'text-muted text-xs',
    cell: (row) => time(row.createdAt),
  },
  updated: {
    label: 'Last update',
    width: 112,
    className: 'w-[112px]',
    cellClass: 'text-muted text-xs',
    cell: (row) => time(row.updatedAt),
  },
};

/** What the title, and a box to select by, need at least. */
const ROOM = 260;

/** Which of the chosen columns give way on which width: the last first. */
export const fitAlertColumns = (columns: readonly AlertColumn[]): ReadonlyMap<string, Fit> =>
  fitColumns(
    columns.map((id) => ({ id, width: ALERT_COLUMN_LOOK[id].width })),
    ROOM,
  );
