'use client';
import { ArrowDown, ArrowUp, Columns3, Minus, Pin, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Input } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { NARROWEST, WIDEST } from './grid-layout';
import type { GridColumn } from './result-rows';
import type { Grid } from './use-grid';

/** Characters that a column is made wider or narrower by. */
const STEP = 4;

/** Which columns are shown, in which order, how wide, and which of them stay when the others scroll. */
export function ColumnChooser({ grid }: { readonly grid: Grid }) {
  const [typed, setTyped] = useState('');
  const needle = typed.trim().toLowerCase();
  const found = grid.every.filter(({ name }) => name.toLowerCase().includes(needle));
  const hidden = grid.every.length - grid.columns.length;
  return (
    <Popover
      label="Columns"
      trigger={
        <Button size="sm" variant="ghost">
          <Columns3 className="size-3.5" aria-hidden="true" />
          Columns{hidden > 0 ? `, ${hidden} hidden` : ''}
        </Button>
      }
    >
      <div className="flex flex-col gap-2 p-3">
        <div className="flex items-center gap-2">
          <Input
            type="search"
            aria-label="Find a column"
            placeholder="Find a column"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button size="sm" variant="ghost" disabled={!grid.isArranged} onClick={grid.resetColumns}>
            Reset
          </Button>
        </div>
        <ul className="max-h-80 overflow-y-auto">
          {found.map((column) => (
            <ColumnLine key={column.index} {...{ grid, column }} />
          ))}
          {found.length === 0 ? <li className="p-2 text-muted text-xs">No column is called that.</li> : null}
        </ul>
      </div>
    </Popover>
  );
}

function ColumnLine({ grid, column }: { readonly grid: Grid; readonly column: GridColumn }) {
  const { name, isShown, isPinned, width } = column;
  return (
    <li className="flex items-center gap-0.5 rounded-sm px-1 text-xs hover:bg-hover">
      <label className="flex min-w-0 flex-1 items-center gap-2 py-1">
        <input
          type="checkbox"
          className="size-4 shrink-0 accent-accent"
          checked={isShown}
          onChange={() => grid.show(name, !isShown)}
        />
        <span className="truncate" title={name}>
          {name}
        </span>
      </label>
      <Tool
        label={isPinned ? `Do not pin ${name}` : `Pin ${name}`}
        isOn={isPinned}
        onPress={() => grid.pin(name, !isPinned)}
      >
        <Pin className="size-3.5" aria-hidden="true" />
      </Tool>
      <Tool label={`${name} narrower`} onPress={() => grid.resize(name, Math.max(NARROWEST, width - STEP))}>
        <Minus className="size-3.5" aria-hidden="true" />
      </Tool>
      <Tool label={`${name} wider`} onPress={() => grid.resize(name, Math.min(WIDEST, width + STEP))}>
        <Plus className="size-3.5" aria-hidden="true" />
      </Tool>
      <Tool label={`${name} further left`} onPress={() => grid.move(name, -1)}>
        <ArrowUp className="size-3.5" aria-hidden="true" />
      </Tool>
      <Tool label={`${name} further right`} onPress={() => grid.move(name, 1)}>
        <ArrowDown className="size-3.5" aria-hidden="true" />
      </Tool>
    </li>
  );
}

interface ToolProps {
  readonly label: string;
  readonly isOn?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ label, isOn, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      onClick={onPress}
      className={cx(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-selected hover:text-text',
        isOn ? 'text-accent-fg' : 'text-muted',
      )}
    >
      {children}
    </button>
  );
}
