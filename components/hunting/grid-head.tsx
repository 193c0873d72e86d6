'use client';
import { ArrowDown, ArrowUp, Pin } from 'lucide-react';
import { type MouseEvent, type PointerEvent, useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { columnFilter, filterHint } from './column-filter';
import { NARROWEST, WIDEST } from './grid-layout';
import type { GridColumn, Sorting } from './result-rows';
import type { Grid } from './use-grid';

const HEAD = 30;
const FILTERS = 30;

export const headHeight = (showsFilters: boolean): number => HEAD + (showsFilters ? FILTERS : 0);

interface HeadCellProps {
  readonly grid: Grid;
  readonly column: GridColumn;
  readonly place: number;
  readonly left: string | undefined;
  readonly showsFilters: boolean;
  readonly onMenu: (event: MouseEvent, place: number) => void;
}

/** Name of a column: a press sorts, its edge is drawn to another width, its words filter. */
export function HeadCell({ grid, column, place, left, showsFilters, onMenu }: HeadCellProps) {
  const { name, type, index } = column;
  const { sorting } = grid;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its active cell is told
    <div
      role="columnheader"
      aria-colindex={place + 2}
      data-head={place}
      aria-sort={sorting?.index === index ? (sorting.descending ? 'descending' : 'ascending') : undefined}
      onContextMenu={(event) => onMenu(event, place)}
      className={cx('relative min-w-0 bg-inherit', left !== undefined && 'sticky z-10')}
      style={left === undefined ? undefined : { left }}
    >
      <button
        type="button"
        tabIndex={-1}
        title={`${name}: ${type}`}
        onClick={() => grid.sort(index)}
        className="flex h-[30px] w-full items-center gap-1 px-2 text-left font-medium text-muted hover:text-text"
      >
        {column.isPinned ? <Pin className="size-3 shrink-0" aria-hidden="true" /> : null}
        <span className="truncate">{name}</span>
        <SortMark sorting={sorting} index={index} />
      </button>
      {showsFilters ? <FilterField grid={grid} column={column} /> : null}
      <Edge column={column} onResize={(width) => grid.resize(name, width)} />
    </div>
  );
}

function FilterField({
  grid,
  column: { name, type, index },
}: {
  readonly grid: Grid;
  readonly column: GridColumn;
}) {
  const text = grid.filters.get(index) ?? '';
  const test = columnFilter(type, text);
  const problem = test !== null && typeof test !== 'function' ? test.problem : null;
  return (
    <div className="px-1 pb-1">
      <input
        type="text"
        aria-label={`Filter ${name}`}
        aria-invalid={problem !== null || undefined}
        title={problem ?? `${filterHint(type)}, empty, !empty`}
        placeholder={filterHint(type)}
        value={text}
        onChange={(event) => grid.filter(index, event.target.value)}
        className="h-[25px] w-full rounded-sm border border-line-strong bg-surface px-1.5 text-xs placeholder:text-faint aria-[invalid=true]:border-high-fg"
      />
    </div>
  );
}

/** The edge of a column: drawn it is wider or narrower, pressed twice as wide as its values. Keys do it in “Columns”. */
function Edge({
  column,
  onResize,
}: {
  readonly column: GridColumn;
  readonly onResize: (width: number | null) => void;
}) {
  const from = useRef<{ readonly x: number; readonly width: number; readonly unit: number } | null>(null);
  const start = (event: PointerEvent<HTMLDivElement>) => {
    const cell = event.currentTarget.parentElement;
    if (!cell) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: column.width, unit: cell.offsetWidth / column.width };
  };
  const draw = (event: PointerEvent) => {
    const { current } = from;
    if (!current) return;
    const width = Math.round(current.width + (event.clientX - current.x) / current.unit);
    if (width !== column.width) onResize(Math.min(WIDEST, Math.max(NARROWEST, width)));
  };
  return (
    <div
      aria-hidden="true"
      onPointerDown={start}
      onPointerMove={draw}
      onPointerUp={() => {
        from.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      className="absolute inset-y-0 right-0 w-1.5 cursor-col-resize touch-none border-line border-r hover:border-accent hover:border-r-2"
    />
  );
}

function SortMark({ sorting, index }: { readonly sorting: Sorting | null; readonly index: number }) {
  if (sorting?.index !== index) return null;
  const Icon = sorting.descending ? ArrowDown : ArrowUp;
  return <Icon className="size-3 shrink-0" aria-hidden="true" />;
}
