import Link from 'next/link';
import type { ReactNode } from 'react';
import { SeverityBadge } from '@/components/incidents/badges';
import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { alertHref } from '@/lib/client/alerts';
import type { AlertRowView } from '@/lib/domain/views/alert';
import { ALERT_STATUS_LABEL, SOURCE_LABEL, TACTIC_LABEL } from '@/lib/domain/views/labels';

export interface AlertTableProps {
  readonly label: string;
  readonly rows: readonly AlertRowView[];
  /** Query string of the queue that shows them: the way back, and on to the next. */
  readonly queue?: string;
}

export function AlertTable({ label, rows, queue = '' }: AlertTableProps) {
  return (
    <Table label={label} fixed>
      <THead>
        <AlertHeads />
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <AlertCells row={row} queue={queue} />
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

/** The heads of the columns that `AlertCells` fills. */
export function AlertHeads() {
  return (
    <>
      <TH>Alert</TH>
      <TH className="w-31">Severity</TH>
      <TH className="w-26">Status</TH>
      <TH className="hidden w-38 @2xl:table-cell">Tactic</TH>
      <TH className="hidden w-44 @5xl:table-cell">Source</TH>
      <TH className="w-19 @5xl:w-44">Incident</TH>
      <TH className="hidden w-32 @7xl:table-cell">Assigned to</TH>
      <TH className="w-28">Last activity</TH>
    </>
  );
}

export interface AlertCellsProps {
  readonly row: AlertRowView;
  readonly queue: string;
  /** After the title: `no longer matches`. */
  readonly mark?: ReactNode;
}

/** One alert of a list: which columns are left out on which width is said by their heads. */
export function AlertCells({ row, queue, mark }: AlertCellsProps) {
  return (
    <>
      <TD className="max-sm:w-full">
        <Link
          href={alertHref(row.id, 'story', queue)}
          data-row-link
          className="block truncate font-medium hover:underline max-sm:line-clamp-2 max-sm:whitespace-normal"
          title={row.title}
        >
          {row.title}
        </Link>
        {mark}
      </TD>
      <TD>
        <SeverityBadge severity={row.severity} />
      </TD>
      <TD className="whitespace-nowrap">
        {row.visible ? ALERT_STATUS_LABEL[row.status] : <Badge>Signal</Badge>}
      </TD>
      <TD className="hidden truncate @2xl:table-cell">{TACTIC_LABEL[row.tactic]}</TD>
      <TD className="hidden truncate @5xl:table-cell">{SOURCE_LABEL[row.serviceSource]}</TD>
      <TD>
        {row.incident === null ? (
          <span className="text-faint">–</span>
        ) : (
          <Link
            href={`/incidents/${row.incident.number}`}
            prefetch={false}
            className="block truncate hover:underline"
            title={row.incident.displayName}
          >
            #{row.incident.number}
            <span className="hidden text-muted @5xl:inline"> {row.incident.displayName}</span>
          </Link>
        )}
      </TD>
      <TD className="hidden truncate @7xl:table-cell">
        {row.assignedTo?.name ?? <span className="text-faint">–</span>}
      </TD>
      <TD className="text-muted text-xs max-sm:ml-auto">
        <TimeText value={row.lastActivity} format="compact" />
      </TD>
    </>
  );
}
