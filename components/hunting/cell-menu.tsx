'use client';
import {
  ArrowDownNarrowWide,
  ArrowUpNarrowWide,
  Copy,
  ExternalLink,
  EyeOff,
  Filter,
  FilterX,
  Pin,
  Search,
  Telescope,
} from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { entityHref } from '@/components/entities/entity-link';
import { MenuAt, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { searchHref } from '@/lib/client/search';
import { entityOf } from '@/lib/domain/hunting/row-entities';
import { cellText, condition } from './cell-text';
import { entityWord } from './entity-word';
import type { GridColumn } from './result-rows';
import type { Grid } from './use-grid';

/** What leads on from a value. */
export interface Pivots {
  /** Adds a step to the query and runs it. */
  readonly onStep: (step: string) => void;
  /** Looks for a value in every table. */
  readonly onHunt: (value: string) => void;
}

export interface CellMenuPlace {
  readonly x: number;
  readonly y: number;
  /** Place in the result; null for a column's name. */
  readonly row: number | null;
  readonly column: GridColumn;
}

interface CellMenuProps {
  readonly place: CellMenuPlace;
  readonly grid: Grid;
  readonly pivots: Pivots;
  readonly onClose: () => void;
  readonly onClosed: () => void;
}

const LONGEST = 32;
const brief = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
const icon = (Icon: typeof Copy): ReactNode => <Icon className="size-3.5 shrink-0" aria-hidden="true" />;
const copy = (text: string) => void navigator.clipboard.writeText(text);

/** What can be done with a cell and with its column. */
export function CellMenu({ place, grid, pivots, onClose, onClosed }: CellMenuProps) {
  const { row, column } = place;
  const { name, index, isPinned } = column;
  return (
    <MenuAt
      label={row === null ? `Column ${name}` : `${name} of row ${row + 1}`}
      x={place.x}
      y={place.y}
      onClose={onClose}
      onClosed={onClosed}
    >
      {row === null ? null : <CellItems {...{ grid, row, column, pivots }} />}
      <MenuLabel>{name}</MenuLabel>
      <MenuItem icon={icon(ArrowDownNarrowWide)} onSelect={() => grid.sortBy({ index, descending: false })}>
        Sort, smallest first
      </MenuItem>
      <MenuItem icon={icon(ArrowUpNarrowWide)} onSelect={() => grid.sortBy({ index, descending: true })}>
        Sort, largest first
      </MenuItem>
      <MenuItem icon={icon(Pin)} onSelect={() => grid.pin(name, !isPinned)}>
        {isPinned ? 'Do not pin the column' : 'Pin the column'}
      </MenuItem>
      <MenuItem icon={icon(EyeOff)} onSelect={() => grid.show(name, false)}>
        Hide the column
      </MenuItem>
    </MenuAt>
  );
}

interface CellItemsProps {
  readonly grid: Grid;
  readonly row: number;
  readonly column: GridColumn;
  readonly pivots: Pivots;
}

function CellItems({ grid: { result }, row, column: { name, type, index }, pivots }: CellItemsProps) {
  const cells = result.rows[row] ?? [];
  const cell = cells[index] ?? null;
  const text = cellText(cell);
  const entity = entityOf(name, cell);
  const said = text === '' ? 'nothing' : brief(text);
  const asJson = () =>
    JSON.stringify(
      Object.fromEntries(result.columns.map((one, at) => [one.name, cells[at] ?? null])),
      null,
      2,
    );
  return (
    <>
      <MenuItem
        icon={icon(Filter)}
        onSelect={() => pivots.onStep(`where ${condition(name, cell, type, true)}`)}
      >
        Keep only {said}
      </MenuItem>
      <MenuItem
        icon={icon(FilterX)}
        onSelect={() => pivots.onStep(`where ${condition(name, cell, type, false)}`)}
      >
        Drop {said}
      </MenuItem>
      {entity ? (
        <MenuItem asChild>
          <Link href={entityHref(entity.type, `${entity.type}:${entity.value}`)}>
            {icon(ExternalLink)}
            Open the {entityWord(entity.type)}
          </Link>
        </MenuItem>
      ) : null}
      {type === 'string' && text.trim().length > 2 && text.length < 200 ? (
        <>
          <MenuItem icon={icon(Telescope)} onSelect={() => pivots.onHunt(text)}>
            Hunt for it in every table
          </MenuItem>
          <MenuItem asChild>
            <Link href={searchHref(text)}>
              {icon(Search)}
              Find it in the portal
            </Link>
          </MenuItem>
        </>
      ) : null}
      <MenuItem icon={icon(Copy)} onSelect={() => copy(text)}>
        Copy the value
      </MenuItem>
      <MenuItem icon={icon(Copy)} onSelect={() => copy(asJson())}>
        Copy the row as JSON
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
