import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { alertHref } from '@/lib/client/alerts';
import { type AlertColumn, type AlertRowView, DEFAULT_ALERT_COLUMNS } from '@/lib/domain/views/alert';
import { ALERT_COLUMN_LOOK, fitAlertColumns } from './alert-columns';

export interface AlertTableProps {
  readonly label: string;
  readonly rows: readonly AlertRowView[];
}

/** Some alerts, in the columns that the queue has by itself. */
export function AlertTable({ label, rows }: AlertTableProps) {
  return (
    <Table label={label} fixed>
      <THead>
        <AlertHeads columns={DEFAULT_ALERT_COLUMNS} />
      </THead>
      <tbody>
        {rows.map((row) => (
          <TR key={row.id}>
            <AlertCells row={row} columns={DEFAULT_ALERT_COLUMNS} queue="" />
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

/** The heads of the columns that `AlertCells` fills. */
export function AlertHeads({ columns }: { readonly columns: readonly AlertColumn[] }) {
  const fit = fitAlertColumns(columns);
  return (
    <>
      <TH>Alert</TH>
      {columns.map((id) => (
        <TH key={id} className={cx(ALERT_COLUMN_LOOK[id].className, fit.get(id)?.className)}>
          {ALERT_COLUMN_LOOK[id].label}
        </TH>
      ))}
    </>
  );
}

/** Columns that a card on a phone shows, whatever its width. */
const ON_PHONE = 3;

export interface AlertCellsProps {
  readonly row: AlertRowView;
  readonly columns: readonly AlertColumn[];
  /** Query string of the queue that shows it: the way back, and on to the next. */
  readonly queue: string;
  /** After the title: `no longer matches`. */
  readonly mark?: ReactNode;
}

/** One alert of a list: which columns are left out on which width is said by their order. */
export function AlertCells({ row, columns, queue, mark }: AlertCellsProps) {
  const fit = fitAlertColumns(columns);
  return (
    <>
      <TD className="max-sm:w-full">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={alertHref(row.id, 'story', queue)}
            data-row-link
            className="block truncate font-medium hover:underline max-sm:line-clamp-2 max-sm:whitespace-normal"
            title={row.title}
          >
            {row.title}
          </Link>
          {mark}
        </span>
      </TD>
      {columns.map((id, index) => {
        const { cell, cellClass } = ALERT_COLUMN_LOOK[id];
        return (
          <TD
            key={id}
            className={cx('truncate', cellClass, fit.get(id)?.className, index < ON_PHONE && 'max-sm:block!')}
          >
            {cell(row)}
          </TD>
        );
      })}
    </>
  );
}
