'use client';
import Link from 'next/link';
import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import { Skeleton } from '@/components/ui/skeleton';
import type { FittedColumn } from './fitted-columns';
import type { ListKind } from './list-kind';

/** What a row tells the list; the same object for all rows and for as long as the list is open. */
export interface RowHandlers {
  readonly focus: (line: number) => void;
  readonly toggle: (line: number, isRange: boolean) => void;
  /** Folds a group, or opens it again. */
  readonly fold: (value: string) => void;
}

const CELL = 'border-b px-2.5 first:pl-4 last:pr-4 overflow-hidden whitespace-nowrap';

/** Classes of a cell of a column: its width, its place, and where it is left out. */
export const cellClass = <R,>(column: FittedColumn<R>): string =>
  cx(
    column.fit,
    column.isNumber && 'sm:text-right',
    column.onPhone ? 'max-sm:block!' : 'max-sm:hidden!',
    column.onPhone === 'end' && 'max-sm:ml-auto',
  );

export interface ListRowProps<R> {
  readonly kind: ListKind<R>;
  readonly row: R;
  readonly line: number;
  readonly columns: readonly FittedColumn<R>[];
  /** The list's query string: a row opened from here knows its way back. */
  readonly search: string;
  readonly isCurrent: boolean;
  readonly isStop: boolean;
  readonly isSelected: boolean;
  readonly canSelect: boolean;
  /** Everything that matches is selected: single rows cannot be taken out. */
  readonly isFrozen: boolean;
  /** It changed and no longer matches the filter; it stays where it is until the list is loaded again. */
  readonly isGone: boolean;
  readonly on: RowHandlers;
}

/** A component that is not drawn again while its props stay the same, of whatever rows. */
const steady = memo as <C>(component: C) => C;

/** One row in one line. */
export const ListRow = steady(function ListRow<R>(props: ListRowProps<R>) {
  const { kind, row, line, columns, search, isSelected, isGone, on } = props;
  return (
    <tr
      data-index={line}
      aria-rowindex={line + 2}
      data-current={props.isCurrent || undefined}
      className={cx(
        'group relative hover:bg-hover data-[current]:shadow-[inset_2px_0_0_var(--accent)] focus-within:bg-selected',
        isSelected && 'bg-selected',
        isGone && 'opacity-60',
        props.canSelect && 'max-sm:pl-10!',
      )}
    >
      {props.canSelect ? (
        <td
          className={cx(
            CELL,
            'max-sm:absolute! max-sm:top-1/2 max-sm:left-3 max-sm:w-auto! max-sm:-translate-y-1/2',
          )}
        >
          <input
            type="checkbox"
            aria-label={`Select ${kind.nameOf(row)}`}
            checked={isSelected}
            disabled={props.isFrozen}
            tabIndex={-1}
            onClick={(event) => on.toggle(line, event.shiftKey)}
            onChange={() => {}}
            className="block size-4 accent-accent max-sm:size-5"
          />
        </td>
      ) : null}
      <td className={cx(CELL, 'max-sm:w-full')}>
        <div className="flex min-w-0 items-center gap-2">
          <Link
            href={kind.hrefOf(row, search)}
            prefetch={false}
            data-row-link
            tabIndex={props.isStop ? 0 : -1}
            onFocus={() => on.focus(line)}
            className="flex min-w-0 items-baseline gap-2 font-medium hover:underline"
          >
            {kind.lead.cell(row)}
          </Link>
          <span className="flex shrink-0 items-center gap-1">
            {kind.lead.marks?.(row)}
            {isGone ? <span className="text-muted text-xs">no longer matches</span> : null}
          </span>
        </div>
      </td>
      {columns.map((column) => (
        <td key={column.id} className={cx(CELL, cellClass(column))}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
});

interface BareRowProps<R> extends Pick<ListRowProps<R>, 'line' | 'columns' | 'canSelect'> {
  /** The list was shorter than it was counted: its block is here, the row is not. */
  readonly isMissing: boolean;
}

/** A row that is being read, in the geometry of the row to come; or one that left the list since it was counted. */
export const BareRow = steady(function BareRow<R>({ line, columns, canSelect, isMissing }: BareRowProps<R>) {
  return (
    <tr data-index={line} aria-rowindex={line + 2} aria-busy={isMissing ? undefined : 'true'}>
      {canSelect ? <td className={cx(CELL, 'max-sm:hidden!')} /> : null}
      <td className={cx(CELL, 'max-sm:w-full')}>
        {isMissing ? (
          <span className="text-faint text-xs">No longer in this list</span>
        ) : (
          <>
            <Skeleton className="h-3 w-2/3" />
            <span className="sr-only">Loading</span>
          </>
        )}
      </td>
      {columns.map((column) => (
        <td key={column.id} className={cx(CELL, cellClass(column))}>
          {isMissing ? null : <Skeleton className="h-3 w-4/5 max-sm:w-16" />}
        </td>
      ))}
    </tr>
  );
});
