'use client';
import { useState } from 'react';

/** Rows that are picked one by one, or everything that matches, with the count frozen that was on the screen. */
export type Selection =
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly expected: number };

const NONE: Selection = { kind: 'ids', ids: new Set() };

export interface ListSelection {
  readonly selection: Selection;
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  readonly selectAll: (expected: number) => void;
  readonly clear: () => void;
}

/** The selection of a list. While everything is selected single rows can be neither added nor taken away. */
export function useSelection(): ListSelection {
  const [selection, setSelection] = useState<Selection>(NONE);
  const change = (edit: (ids: Set<string>) => void) =>
    setSelection((now) => {
      if (now.kind === 'all') return now;
      const ids = new Set(now.ids);
      edit(ids);
      return { kind: 'ids', ids };
    });
  return {
    selection,
    size: selection.kind === 'all' ? selection.expected : selection.ids.size,
    has: (id) => selection.kind === 'all' || selection.ids.has(id),
    toggle: (id) =>
      change((ids) => {
        if (!ids.delete(id)) ids.add(id);
      }),
    add: (added) =>
      change((ids) => {
        for (const id of added) ids.add(id);
      }),
    selectAll: (expected) => setSelection({ kind: 'all', expected }),
    clear: () => setSelection(NONE),
  };
}
