'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { useRowWindow } from '@/components/ui/use-row-window';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { cellText } from './cell-text';
import type { GridColumn, Sorting } from './result-rows';

const ROW = 26;
const HEAD = 30;
const SCREEN = 30;

/** A cell by its place in what is shown. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface ResultGridProps {
  readonly result: HuntResult;
  readonly columns: readonly GridColumn[];
  /** Rows of the result, by place, in the order shown. */
  readonly rows: readonly number[];
  readonly sorting: Sorting | null;
  readonly onSort: (index: number) => void;
  readonly at: GridPlace;
  readonly onMove: (place: GridPlace) => void;
  readonly onOpen: () => void;
}

/** Rows of any number: only those in sight are in the document. Arrow keys go from cell to cell, Enter opens the row. */
export function ResultGrid(props: ResultGridProps) {
  const { result, columns, rows, sorting, onSort, at, onMove, onOpen } = props;
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const list = useRowWindow({
    frame,
    count: rows.length,
    height: ROW,
    head: HEAD,
    initialOffset: 0,
    guess: SCREEN,
  });
  const template = { gridTemplateColumns: columns.map(({ width }) => `${width}ch`).join(' ') };
  const move = (place: GridPlace): void => {
    onMove(place);
    list.reveal(place.row);
    frame.current
      ?.querySelector(`[data-head="${place.column}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') onOpen();
    else {
      const next = stepped(event.key, at, rows.length, columns.length, list.last - list.first);
      if (!next) return;
      move(next);
    }
    event.preventDefault();
  };
  const shown = Array.from(
    { length: Math.max(0, list.lastRow - list.firstRow + 1) },
    (_, i) => list.firstRow + i,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are not there
    <div
      ref={frame}
      role="grid"
      aria-label="Results"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows.length > 0 ? `${id}-${at.row}-${at.column}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto rounded-lg border bg-surface text-xs"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its active cell is told */}
      <div
        role="row"
        aria-rowindex={1}
        className="sticky top-0 z-10 grid w-max min-w-full border-b bg-raised"
        style={template}
      >
        {columns.map(({ name, type, index }, place) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={index}
            role="columnheader"
            aria-colindex={place + 1}
            data-head={place}
            aria-sort={
              sorting?.index === index ? (sorting.descending ? 'descending' : 'ascending') : undefined
            }
            className="h-[30px] min-w-0"
          >
            <button
              type="button"
              tabIndex={-1}
              title={`${name}: ${type}`}
              onClick={() => onSort(index)}
              className="flex size-full items-center gap-1 px-2 text-left font-medium text-muted hover:text-text"
            >
              <span className="truncate">{name}</span>
              <SortMark sorting={sorting} index={index} />
            </button>
          </div>
        ))}
      </div>
      <div role="presentation" style={{ height: list.firstRow * ROW }} />
      {shown.map((place) => {
        const row = result.rows[rows[place] ?? 0];
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={place}
            role="row"
            aria-rowindex={place + 2}
            aria-selected={place === at.row}
            className={cx(
              'grid h-[26px] w-max min-w-full border-b',
              place === at.row ? 'bg-selected' : 'hover:bg-hover',
            )}
            style={template}
          >
            {columns.map(({ index, type }, column) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: see above
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
              <div
                key={index}
                id={`${id}-${place}-${column}`}
                role="gridcell"
                aria-colindex={column + 1}
                onClick={() => move({ row: place, column })}
                onDoubleClick={onOpen}
                className={cx(
                  'truncate px-2 leading-[26px]',
                  isAligned(type) && 'text-right tabular-nums',
                  place === at.row &&
                    column === at.column &&
                    '-outline-offset-1 outline outline-1 outline-accent',
                )}
              >
                {cellText(row?.[index] ?? null).slice(0, 400)}
              </div>
            ))}
          </div>
        );
      })}
      <div role="presentation" style={{ height: Math.max(0, rows.length - list.lastRow - 1) * ROW }} />
    </div>
  );
}

const isAligned = (type: string): boolean =>
  type === 'long' || type === 'int' || type === 'real' || type === 'decimal';

function SortMark({ sorting, index }: { readonly sorting: Sorting | null; readonly index: number }) {
  if (sorting?.index !== index) return null;
  const Icon = sorting.descending ? ArrowDown : ArrowUp;
  return <Icon className="size-3 shrink-0" aria-hidden="true" />;
}

/** Where a key leads to; null for keys that lead nowhere. */
function stepped(
  key: string,
  { row, column }: GridPlace,
  rows: number,
  columns: number,
  page: number,
): GridPlace | null {
  const to = (r: number, c: number): GridPlace => ({
    row: Math.min(Math.max(r, 0), Math.max(0, rows - 1)),
    column: Math.min(Math.max(c, 0), Math.max(0, columns - 1)),
  });
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(row + 1, column);
    case 'ArrowUp':
    case 'k':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    case 'Home':
      return to(0, column);
    case 'End':
      return to(rows - 1, column);
    default:
      return null;
  }
}
