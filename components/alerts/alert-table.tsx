import Link from 'next/link';
import { SeverityBadge } from '@/components/incidents/badges';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { AlertRowView } from '@/lib/domain/views/alert';
import { ALERT_STATUS_LABEL, SOURCE_LABEL, TACTIC_LABEL } from '@/lib/domain/views/labels';

export interface AlertTableProps {
  readonly label: string;
  readonly rows: readonly AlertRowView[];
}

export function AlertTable({ label, rows }: AlertTableProps) {
  return (
    <Table label={label}>
      <THead>
        <TH>Alert</TH>
        <TH>Severity</TH>
        <TH>Status</TH>
        <TH>Tactic</TH>
        <TH>Source</TH>
        <TH>Incident</TH>
        <TH>Assigned to</TH>
        <TH>Last activity</TH>
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="min-w-56 max-w-md">
              <Link
                href={`/alerts/${encodeURIComponent(row.id)}`}
                data-row-link
                className="block truncate font-medium hover:underline"
                title={row.title}
              >
                {row.title}
              </Link>
            </TD>
            <TD>
              <SeverityBadge severity={row.severity} />
            </TD>
            <TD className="whitespace-nowrap">{ALERT_STATUS_LABEL[row.status]}</TD>
            <TD className="whitespace-nowrap">{TACTIC_LABEL[row.tactic]}</TD>
            <TD className="whitespace-nowrap">{SOURCE_LABEL[row.serviceSource]}</TD>
            <TD className="max-w-56">
              {row.incident === null ? (
                <span className="text-faint">–</span>
              ) : (
                <Link
                  href={`/incidents/${row.incident.number}`}
                  prefetch={false}
                  className="block truncate hover:underline"
                  title={row.incident.displayName}
                >
                  #{row.incident.number} {row.incident.displayName}
                </Link>
              )}
            </TD>
            <TD className="whitespace-nowrap">
              {row.assignedTo?.name ?? <span className="text-faint">–</span>}
            </TD>
            <TD className="text-muted text-xs">
              <TimeText value={row.lastActivity} format="short" />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
