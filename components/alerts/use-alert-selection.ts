'use client';
import { useState } from 'react';

/** Alerts that are picked one by one, or everything that matches, with the count frozen that was on the screen. */
export interface AlertPicks {
  readonly ids: ReadonlySet<string>;
  /** Set while everything that matches is selected. */
  readonly expected: number | null;
  readonly size: number;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  /** Picks all of these, or none where all are picked already. */
  readonly toggleAll: (ids: readonly string[]) => void;
  readonly selectAll: (expected: number) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useAlertSelection(): AlertPicks {
  const [ids, setIds] = useState(NONE);
  const [expected, setExpected] = useState<number | null>(null);
  const change = (next: ReadonlySet<string>) => {
    setIds(next);
    setExpected(null);
  };
  return {
    ids,
    expected,
    size: expected ?? ids.size,
    has: (id) => expected !== null || ids.has(id),
    toggle: (id) =>
      change(ids.has(id) ? new Set([...ids].filter((one) => one !== id)) : new Set([...ids, id])),
    toggleAll: (all) => change(all.every((id) => ids.has(id)) ? NONE : new Set([...ids, ...all])),
    selectAll: setExpected,
    clear: () => change(NONE),
  };
}

/** The alert whose row has the keyboard's focus. */
export function focusedRow(frame: HTMLElement | null): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-alert]');
  return row && frame?.contains(row) ? (row.dataset.alert ?? null) : null;
}
