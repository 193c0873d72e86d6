'use client';
import { Check, ChevronDown, Minus } from 'lucide-react';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import { cycleSelection, formatSelection, parseSelection } from '@/lib/domain/views/filter';

export interface SelectionOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
}

export interface SelectionMenuProps {
  readonly label: string;
  readonly options: readonly SelectionOption[];
  /** As the address carries it: `active,!resolved`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A filter of one property: the first click keeps a value, the second leaves it out, the third lets it be. */
export function SelectionMenu({ label, options, value, onChange }: SelectionMenuProps) {
  const selection = parseSelection(value);
  const isActive = selection.any.length + selection.none.length > 0;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={`inline-flex h-7 max-w-72 items-center gap-1 rounded-md border px-2 text-xs ${
            isActive
              ? 'border-accent/40 bg-accent-bg text-accent-fg'
              : 'border-line-strong/50 border-dashed text-muted hover:bg-hover'
          }`}
        >
          <span className="truncate">{summary(label, options, selection)}</span>
          <ChevronDown className="size-3.5 shrink-0" aria-hidden="true" />
        </button>
      }
    >
      <MenuLabel>Click to keep, again to leave out</MenuLabel>
      {options.map((option) => (
        <Option
          key={option.value}
          option={option}
          state={
            selection.any.includes(option.value)
              ? 'any'
              : selection.none.includes(option.value)
                ? 'none'
                : 'off'
          }
          onSelect={() => onChange(formatSelection(cycleSelection(selection, option.value)))}
        />
      ))}
      {isActive ? <MenuItem onSelect={() => onChange('any')}>Show all</MenuItem> : null}
    </Menu>
  );
}

const STATE_WORD = { any: 'kept', none: 'left out', off: 'not filtered' } as const;

function Option({
  option,
  state,
  onSelect,
}: {
  readonly option: SelectionOption;
  readonly state: 'any' | 'none' | 'off';
  readonly onSelect: () => void;
}) {
  return (
    <MenuItem
      onSelect={onSelect}
      icon={
        state === 'any' ? (
          <Check className="size-4" />
        ) : state === 'none' ? (
          <Minus className="size-4" />
        ) : (
          <span className="size-4" />
        )
      }
    >
      <span className={state === 'none' ? 'flex-1 line-through' : 'flex-1'}>{option.label}</span>
      <span className="sr-only">, {STATE_WORD[state]}</span>
      {option.count === undefined ? null : (
        <span className="ml-3 text-faint text-xs tabular-nums">{option.count}</span>
      )}
    </MenuItem>
  );
}

function summary(
  label: string,
  options: readonly SelectionOption[],
  selection: { readonly any: readonly string[]; readonly none: readonly string[] },
): string {
  const name = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const parts = [...selection.any.map(name), ...selection.none.map((value) => `not ${name(value)}`)];
  if (parts.length === 0) return label;
  return `${label}: ${parts.length > 2 ? `${parts.length} values` : parts.join(', ')}`;
}
