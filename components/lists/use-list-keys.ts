'use client';
import { type Shortcut, useShortcuts } from '@/components/shell/shortcuts';

export interface ListKeys {
  /** What the rows are: "incident". */
  readonly thing: string;
  readonly length: number;
  /** The line that the keys act on; -1 before the first. */
  readonly current: number;
  /** The row's own link has the focus: Enter opens it. */
  readonly hasFocus: boolean;
  /** Goes to a line. `extend`: everything on the way is selected. */
  readonly go: (line: number, extend: boolean) => void;
  readonly open: () => void;
  readonly search: () => void;
  /** Absent in lists without a selection. */
  readonly select?: {
    readonly isActive: boolean;
    readonly toggle: () => void;
    readonly all: () => void;
    readonly clear: () => void;
  };
}

/** The keys that all lists have in common: j k, arrows, Home, End, Enter, x, Shift and arrows, Ctrl A, Escape and /. */
export function useListKeys({ thing, length, current, hasFocus, go, open, search, select }: ListKeys): void {
  const step = (by: number, extend = false) => {
    if (length === 0) return;
    go(Math.min(Math.max(current + by, 0), length - 1), extend);
  };
  const shortcuts: Shortcut[] = [
    { keys: 'j', label: `Next ${thing}`, run: () => step(1), repeats: true },
    { keys: 'k', label: `Previous ${thing}`, run: () => step(-1), repeats: true },
    { keys: 'ArrowDown', label: `Next ${thing}`, run: () => step(1), repeats: true },
    { keys: 'ArrowUp', label: `Previous ${thing}`, run: () => step(-1), repeats: true },
    { keys: 'Home', label: `First ${thing}`, run: () => step(-length) },
    { keys: 'End', label: `Last ${thing}`, run: () => step(length) },
    { keys: '/', label: 'Search the list', run: search },
  ];
  if (hasFocus) shortcuts.push({ keys: 'Enter', label: `Open the ${thing}`, run: open });
  if (select) {
    shortcuts.push(
      { keys: 'x', label: `Select the ${thing}`, run: select.toggle },
      { keys: 'shift+ArrowDown', label: 'Select downwards', run: () => step(1, true), repeats: true },
      { keys: 'shift+ArrowUp', label: 'Select upwards', run: () => step(-1, true), repeats: true },
      { keys: 'mod+a', label: 'Select everything that matches', run: select.all },
    );
    if (select.isActive) shortcuts.push({ keys: 'Escape', label: 'Clear the selection', run: select.clear });
  }
  useShortcuts('List', shortcuts);
}
