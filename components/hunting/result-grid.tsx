'use client';
import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { useRowWindow } from '@/components/ui/use-row-window';
import { CellMenu, type CellMenuPlace, type Pivots } from './cell-menu';
import { cellText } from './cell-text';
import { HeadCell, headHeight } from './grid-head';
import { type GridPlace, stepped } from './grid-keys';
import type { GridColumn } from './result-rows';
import type { Grid } from './use-grid';

const ROW = 26;
const SCREEN = 30;
/** Width of the column of ticks. */
const TICKS = '2.25rem';

interface ResultGridProps {
  readonly grid: Grid;
  readonly showsFilters: boolean;
  readonly pivots: Pivots;
  readonly onOpen: () => void;
}

/** Where each pinned column sticks; undefined for one that is not pinned. */
function leftEdges(columns: readonly GridColumn[]): (string | undefined)[] {
  let sum = 0;
  return columns.map(({ isPinned, width }): string | undefined => {
    if (!isPinned) return undefined;
    const left = `calc(${TICKS} + ${sum}ch)`;
    sum += width;
    return left;
  });
}

/**
 * Rows of any number: only those in sight are in the document. Arrow keys go from cell to cell, with Shift they select,
 * Enter opens the row, the menu key what can be done with the cell.
 */
export function ResultGrid({ grid, showsFilters, pivots, onOpen }: ResultGridProps) {
  const { result, columns, rows, at, selected } = grid;
  const frame = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<CellMenuPlace | null>(null);
  const id = useId();
  const list = useRowWindow({
    frame,
    count: rows.length,
    height: ROW,
    head: headHeight(showsFilters),
    initialOffset: 0,
    guess: SCREEN,
  });
  const lefts = leftEdges(columns);
  const template = { gridTemplateColumns: `${TICKS} ${columns.map(({ width }) => `${width}ch`).join(' ')}` };
  const pinned = columns.reduce((sum, { isPinned, width }) => sum + (isPinned ? width : 0), 0);
  const cellId = ({ row, column }: GridPlace): string => `${id}-${row}-${column}`;
  const move = (place: GridPlace): void => {
    grid.moveTo(place);
    list.reveal(place.row);
    frame.current
      ?.querySelector(`[data-head="${place.column}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const openMenu = () => {
    const box = document.getElementById(cellId(at))?.getBoundingClientRect();
    const column = columns[at.column];
    if (box && column) setMenu({ x: box.left + 8, y: box.bottom, row: rows[at.row] ?? null, column });
  };
  /** Keys that do something with the place where one is. */
  const act = (event: KeyboardEvent): boolean => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') grid.selectAll();
    else if (event.ctrlKey || event.metaKey || event.altKey) return false;
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'x' || event.key === ' ') grid.toggle(at.row);
    else if (event.key === 'Escape' && selected.size > 0) grid.selectNone();
    else if (event.key === 'ContextMenu' || event.key === '.' || (event.shiftKey && event.key === 'F10'))
      openMenu();
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      frame.current?.focus();
    } else if (!act(event)) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = stepped(event.key, at, {
        rows: rows.length,
        columns: columns.length,
        page: list.last - list.first,
      });
      if (!next) return;
      if (event.shiftKey && next.row !== at.row) {
        if (selected.size === 0) grid.begin(at.row);
        grid.extend(next.row);
      }
      move(next);
    }
    event.preventDefault();
  };
  const press = (event: MouseEvent, place: GridPlace): void => {
    if (event.shiftKey) grid.extend(place.row);
    else if (event.ctrlKey || event.metaKey) grid.toggle(place.row);
    else grid.begin(place.row);
    move(place);
  };
  const pointAt = (event: MouseEvent, place: GridPlace | null, column: GridColumn | undefined) => {
    if (!column) return;
    event.preventDefault();
    if (place) grid.moveTo(place);
    setMenu({ x: event.clientX, y: event.clientY, row: place ? (rows[place.row] ?? null) : null, column });
  };
  const shown = Array.from(
    { length: Math.max(0, list.lastRow - list.firstRow + 1) },
    (_, i) => list.firstRow + i,
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are not there */}
      <div
        ref={frame}
        role="grid"
        aria-label="Results"
        aria-multiselectable="true"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={rows.length > 0 ? cellId(at) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-auto rounded-lg border bg-surface text-xs max-lg:min-h-72"
        // What is scrolled to is never below a pinned column.
        style={{ scrollPaddingLeft: `calc(${TICKS} + ${pinned}ch)` }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its active cell is told */}
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-20 grid w-max min-w-full border-b bg-raised"
          style={template}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
          <div
            role="columnheader"
            aria-colindex={1}
            className="sticky left-0 z-10 bg-inherit px-2.5 pt-[7px]"
          >
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label="Select all rows"
              className="size-4 accent-accent"
              checked={rows.length > 0 && selected.size >= rows.length}
              onChange={() => (selected.size >= rows.length ? grid.selectNone() : grid.selectAll())}
            />
          </div>
          {columns.map((column, place) => (
            <HeadCell
              key={column.index}
              {...{ grid, column, place, showsFilters }}
              left={lefts[place]}
              onMenu={(event) => pointAt(event, null, column)}
            />
          ))}
        </div>
        <div role="presentation" style={{ height: list.firstRow * ROW }} />
        {shown.map((place) => (
          <Row
            key={place}
            {...{ grid, place, lefts, template, cellId, onOpen }}
            cells={result.rows[rows[place] ?? 0] ?? []}
            isSelected={selected.has(rows[place] ?? -1)}
            onPress={press}
            onMenu={pointAt}
          />
        ))}
        <div role="presentation" style={{ height: Math.max(0, rows.length - list.lastRow - 1) * ROW }} />
      </div>
      {menu ? (
        <CellMenu
          place={menu}
          {...{ grid, pivots }}
          onClose={() => setMenu(null)}
          onClosed={() => frame.current?.focus()}
        />
      ) : null}
    </>
  );
}

interface RowProps {
  readonly grid: Grid;
  readonly place: number;
  readonly cells: Grid['result']['rows'][number];
  readonly isSelected: boolean;
  readonly lefts: readonly (string | undefined)[];
  readonly template: { readonly gridTemplateColumns: string };
  readonly cellId: (place: GridPlace) => string;
  readonly onPress: (event: MouseEvent, place: GridPlace) => void;
  readonly onMenu: (event: MouseEvent, place: GridPlace, column: GridColumn) => void;
  readonly onOpen: () => void;
}

function Row(props: RowProps) {
  const { grid, place, cells, isSelected, lefts, template, cellId, onPress, onMenu, onOpen } = props;
  const { at } = grid;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, its active cell is told
    <div
      role="row"
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      className={cx(
        'grid h-[26px] w-max min-w-full border-b',
        isSelected ? 'bg-selected' : place === at.row ? 'bg-hover' : 'bg-surface hover:bg-hover',
      )}
      style={template}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      <div role="gridcell" aria-colindex={1} className="sticky left-0 z-10 bg-inherit px-2.5 pt-[5px]">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select row ${place + 1}`}
          className="size-4 accent-accent"
          checked={isSelected}
          onChange={() => undefined}
          onClick={(event) => (event.shiftKey ? grid.extend(place) : grid.toggle(place))}
        />
      </div>
      {grid.columns.map((column, index) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
        <div
          key={column.index}
          id={cellId({ row: place, column: index })}
          role="gridcell"
          aria-colindex={index + 2}
          onClick={(event) => onPress(event, { row: place, column: index })}
          onDoubleClick={onOpen}
          onContextMenu={(event) => onMenu(event, { row: place, column: index }, column)}
          className={cx(
            'truncate bg-inherit px-2 leading-[26px]',
            isAligned(column.type) && 'text-right tabular-nums',
            lefts[index] !== undefined && 'sticky z-[5]',
            place === at.row && index === at.column && '-outline-offset-1 outline outline-1 outline-accent',
          )}
          style={lefts[index] === undefined ? undefined : { left: lefts[index] }}
        >
          {cellText(cells[column.index] ?? null).slice(0, 400)}
        </div>
      ))}
    </div>
  );
}

const isAligned = (type: string): boolean =>
  type === 'long' || type === 'int' || type === 'real' || type === 'decimal';
