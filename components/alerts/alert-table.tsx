import Link from 'next/link';
import { fittedColumns } from '@/components/lists/fitted-columns';
import { cx } from '@/components/ui/cx';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { alertHref } from '@/lib/client/alerts';
import type { AlertRowView } from '@/lib/domain/views/alert';
import { ALERT_COLUMNS, ALERT_COLUMNS_BY_USE, ALERT_ROOM } from './alert-columns';

export interface AlertTableProps {
  readonly label: string;
  readonly rows: readonly AlertRowView[];
}

const COLUMNS = fittedColumns({ columns: ALERT_COLUMNS, byUse: ALERT_COLUMNS_BY_USE, room: ALERT_ROOM }, []);

/** Some alerts, in the columns that the queue has by itself. */
export function AlertTable({ label, rows }: AlertTableProps) {
  return (
    <Table label={label} fixed>
      <THead>
        <TH>Alert</TH>
        {COLUMNS.map((column) => (
          <TH key={column.id} className={cx(column.className, column.fit)}>
            {column.label}
          </TH>
        ))}
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD className="max-sm:w-full">
              <Link
                href={alertHref(row.id)}
                data-row-link
                className="block truncate font-medium hover:underline max-sm:line-clamp-2 max-sm:whitespace-normal"
                title={row.title}
              >
                {row.title}
              </Link>
            </TD>
            {COLUMNS.map((column) => (
              <TD
                key={column.id}
                className={cx(
                  'truncate',
                  column.fit,
                  column.onPhone && 'max-sm:block!',
                  column.onPhone === 'end' && 'max-sm:ml-auto',
                )}
              >
                {column.cell(row)}
              </TD>
            ))}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
