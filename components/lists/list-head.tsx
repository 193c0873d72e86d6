'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import { TH } from '@/components/ui/table';
import type { FittedColumn } from './fitted-columns';
import { cellClass } from './list-row';
import type { ListAddress } from './use-list-address';

export interface ListHeadProps<R> {
  readonly lead: string;
  readonly columns: readonly FittedColumn<R>[];
  readonly address: ListAddress;
  /** Null where rows cannot be selected. */
  readonly selection: { readonly isAll: boolean; readonly onToggle: () => void } | null;
}

/** The heads of the columns: those that the list can be sorted by are buttons. */
export function ListHead<R>({ lead, columns, address, selection }: ListHeadProps<R>) {
  return (
    <>
      {selection ? (
        <TH className="w-11">
          <input
            type="checkbox"
            aria-label="Select all that match"
            title="Select all that match (Ctrl A)"
            checked={selection.isAll}
            onChange={selection.onToggle}
            className="block size-4 accent-accent"
          />
        </TH>
      ) : null}
      <TH>{lead}</TH>
      {columns.map((column) => (
        <SortHead key={column.id} column={column} address={address} />
      ))}
    </>
  );
}

function SortHead<R>({
  column,
  address: { params, go },
}: {
  readonly column: FittedColumn<R>;
  readonly address: ListAddress;
}) {
  const { sort, label } = column;
  const className = cx(column.className, cellClass(column));
  if (!sort) return <TH className={className}>{label}</TH>;
  const isOn = params.sort === sort;
  const Icon = params.dir === 'asc' ? ArrowUp : ArrowDown;
  return (
    <TH
      className={className}
      {...(isOn ? { 'aria-sort': params.dir === 'asc' ? 'ascending' : 'descending' } : {})}
    >
      <button
        type="button"
        onClick={() => go(isOn ? { dir: params.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: 'desc' })}
        className={cx('inline-flex items-center gap-1 hover:text-text', isOn && 'text-text')}
      >
        {label}
        {isOn ? <Icon className="size-3" aria-hidden="true" /> : null}
      </button>
    </TH>
  );
}
