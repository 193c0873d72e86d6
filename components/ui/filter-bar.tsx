'use client';
import { ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Menu, MenuCheckboxItem } from './dropdown-menu';

/** A row of filters that wraps. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">Filters</legend>
      {children}
    </fieldset>
  );
}

export interface FilterMenuProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
  readonly selected: readonly string[];
  /** The new selection, in the order of the options. */
  readonly onChange: (selected: string[]) => void;
}

/** A chip that opens a list of values; several may be chosen. */
export function FilterMenu({ label, options, selected, onChange }: FilterMenuProps) {
  const names = options.filter((option) => selected.includes(option.value)).map((option) => option.label);
  const toggle = (value: string, on: boolean) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((other) => (other === value ? on : selected.includes(other))),
    );
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={cx(
            'inline-flex h-7 max-w-64 items-center gap-1 rounded-md border px-2 text-xs',
            names.length > 0
              ? 'border-accent/40 bg-accent-bg text-accent-fg'
              : 'border-line-strong/50 border-dashed text-muted hover:bg-hover',
          )}
        >
          <span className="truncate">
            {label}
            {names.length > 0 ? `: ${names.length > 2 ? `${names.length} values` : names.join(', ')}` : ''}
          </span>
          <ChevronDown className="size-3.5 shrink-0" aria-hidden="true" />
        </button>
      }
    >
      {options.map((option) => (
        <MenuCheckboxItem
          key={option.value}
          checked={selected.includes(option.value)}
          onCheckedChange={(on) => toggle(option.value, on)}
        >
          <span className="flex-1">{option.label}</span>
          {option.count === undefined ? null : <span className="text-faint text-xs">{option.count}</span>}
        </MenuCheckboxItem>
      ))}
    </Menu>
  );
}

export interface FilterChipProps {
  readonly label: string;
  readonly onRemove: () => void;
}

/** A filter in force, with its cross. */
export function FilterChip({ label, onRemove }: FilterChipProps) {
  return (
    <span className="inline-flex h-7 items-center gap-1 rounded-md bg-accent-bg pr-1 pl-2 text-accent-fg text-xs">
      {label}
      <button
        type="button"
        aria-label={`Remove filter ${label}`}
        onClick={onRemove}
        className="rounded-sm p-0.5 hover:bg-hover"
      >
        <X className="size-3" aria-hidden="true" />
      </button>
    </span>
  );
}
