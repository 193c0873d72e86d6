'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import type { FittedColumn } from './fitted-columns';

export interface GroupRowProps {
  readonly line: number;
  readonly label: string;
  readonly count: number;
  readonly isFolded: boolean;
  readonly columns: readonly Pick<FittedColumn<never>, 'id' | 'fit'>[];
  readonly canSelect: boolean;
  readonly value: string;
  readonly onFold: (value: string) => void;
}

/** The head of a group: what its rows have in common, exactly how many there are, and a way to fold them. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { line, label, count, isFolded, columns, canSelect, value, onFold } = props;
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <tr data-index={line} data-group={value} aria-rowindex={line + 2} className="bg-sunken">
      <td colSpan={canSelect ? 2 : 1} className="border-b px-2.5 max-sm:w-full">
        <button
          type="button"
          aria-expanded={!isFolded}
          onClick={() => onFold(value)}
          className="flex w-full items-center gap-1.5 text-left font-medium"
        >
          <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />
          <span className="truncate">{label}</span>
          <span className="font-normal text-muted text-xs">{count.toLocaleString('en')}</span>
        </button>
      </td>
      {columns.map((column) => (
        <td key={column.id} className={cx('border-b max-sm:hidden!', column.fit)} />
      ))}
    </tr>
  );
});
