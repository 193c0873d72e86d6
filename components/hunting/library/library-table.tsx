'use client';
import { Pencil, Unplug } from 'lucide-react';
import { memo, type Ref } from 'react';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { TH } from '@/components/ui/table';
import { VirtualTable, type VirtualTableHandle } from '@/components/ui/virtual-table';
import type { LibraryRow } from '@/lib/domain/views/library';
import { OutcomeBadge, StateBadge, took } from './badges';

export interface RowKeys {
  readonly open: (line: number) => void;
  readonly toggle: (line: number, isRange: boolean) => void;
}

interface LibraryTableProps {
  readonly rows: readonly LibraryRow[];
  readonly selected: ReadonlySet<string>;
  /** The row that keys act on. */
  readonly at: number;
  readonly openId: string;
  readonly on: RowKeys;
  readonly onSelectAll: () => void;
  readonly handle: Ref<VirtualTableHandle>;
}

const CELL = 'border-b px-2.5 first:pl-4 last:pr-4 overflow-hidden whitespace-nowrap';
const WIDE = 'hidden @3xl:table-cell max-sm:hidden!';
const WIDER = 'hidden @5xl:table-cell max-sm:hidden!';

/** The queries, of any number: only those in sight are in the document. */
export function LibraryTable({ rows, selected, at, openId, on, onSelectAll, handle }: LibraryTableProps) {
  const isAll = rows.length > 0 && selected.size >= rows.length && rows.every(({ id }) => selected.has(id));
  return (
    <VirtualTable
      label="Queries"
      density="comfortable"
      rowCount={rows.length}
      handle={handle}
      onRange={() => {}}
      head={
        <>
          <TH className="w-11">
            <input
              type="checkbox"
              aria-label="Select all that match"
              title="Select all that match (Ctrl A)"
              checked={isAll}
              onChange={onSelectAll}
              className="block size-4 accent-accent"
            />
          </TH>
          <TH>Query</TH>
          <TH className={cx('w-44', WIDE)}>Tables</TH>
          <TH className={cx('w-36', WIDER)}>Techniques</TH>
          <TH className="w-48 max-sm:hidden">Status</TH>
          <TH className="w-36 max-sm:hidden">Last run</TH>
        </>
      }
      renderRow={(line) => {
        const row = rows[line];
        return row ? (
          <Row
            key={row.id}
            row={row}
            line={line}
            isAt={line === at}
            isOpen={row.id === openId}
            isSelected={selected.has(row.id)}
            on={on}
          />
        ) : null;
      }}
    />
  );
}

interface RowProps {
  readonly row: LibraryRow;
  readonly line: number;
  readonly isAt: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly on: RowKeys;
}

const Row = memo(function Row({ row, line, isAt, isOpen, isSelected, on }: RowProps) {
  return (
    <tr
      data-index={line}
      aria-rowindex={line + 2}
      data-current={isAt || undefined}
      className={cx(
        'group relative hover:bg-hover data-[current]:shadow-[inset_2px_0_0_var(--accent)] focus-within:bg-selected max-sm:pl-10!',
        (isSelected || isOpen) && 'bg-selected',
      )}
    >
      <td
        className={cx(
          CELL,
          'max-sm:absolute! max-sm:top-1/2 max-sm:left-3 max-sm:w-auto! max-sm:-translate-y-1/2',
        )}
      >
        <input
          type="checkbox"
          aria-label={`Select ${row.name}`}
          checked={isSelected}
          tabIndex={-1}
          onClick={(event) => on.toggle(line, event.shiftKey)}
          onChange={() => {}}
          className="block size-4 accent-accent max-sm:size-5"
        />
      </td>
      <td className={cx(CELL, 'max-sm:w-full')}>
        <span className="flex min-w-0 items-center gap-2">
          <button
            type="button"
            data-row-link
            tabIndex={isAt ? 0 : -1}
            aria-expanded={isOpen}
            onClick={() => on.open(line)}
            title={row.name}
            className="min-w-0 shrink-[1] truncate text-left font-medium hover:underline"
          >
            {row.name}
          </button>
          {row.isEdited ? (
            <Pencil className="size-3.5 shrink-0 text-muted" aria-label="Changed here" />
          ) : null}
          {row.isVanished ? (
            <Unplug className="size-3.5 shrink-0 text-muted" aria-label="Gone from its source" />
          ) : null}
          <span className="min-w-0 shrink-[9] truncate text-muted text-xs" title={row.path}>
            {row.source ? `${row.source} / ${row.path}` : row.ownerName}
          </span>
        </span>
      </td>
      <td className={cx(CELL, WIDE)}>
        <Some values={row.tables} />
      </td>
      <td className={cx(CELL, WIDER)}>
        <Some values={row.techniques} />
      </td>
      <td className={cx(CELL, 'max-sm:block!')} title={row.reason}>
        <StateBadge state={row.state} />
      </td>
      <td className={cx(CELL, 'max-sm:ml-auto')}>
        {row.run ? (
          <span className="flex items-center gap-2" title={row.run.reason}>
            <OutcomeBadge run={row.run} />
            {row.run.outcome === 'waiting' ? null : (
              <span className="text-muted text-xs tabular-nums">{took(row.run.ms)}</span>
            )}
          </span>
        ) : null}
      </td>
    </tr>
  );
});

/** The first of some values, and how many more there are. */
function Some({ values }: { readonly values: readonly string[] }) {
  const [first, ...more] = values;
  if (first === undefined) return null;
  return (
    <span className="flex items-center gap-1" title={values.join(', ')}>
      <Badge>{first}</Badge>
      {more.length > 0 ? <span className="text-muted text-xs">+{more.length}</span> : null}
    </span>
  );
}
