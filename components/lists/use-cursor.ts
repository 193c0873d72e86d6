'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { VirtualTableHandle } from '@/components/ui/virtual-table';
import { lastVisit } from '@/lib/client/place';

export interface ListCursor {
  /** The line that the keys act on; -1 before the first. */
  readonly current: number;
  readonly hasFocus: boolean;
  /** Goes to a line and gives it the focus as soon as it is there. */
  readonly go: (line: number) => void;
  /** A line got the focus in some other way. */
  readonly note: (line: number) => void;
  readonly setHasFocus: (hasFocus: boolean) => void;
}

/** Which line of a list the keys act on. It outlives its row: a list that scrolls on keeps its place. */
export function useCursor(table: RefObject<VirtualTableHandle | null>, start: number | null): ListCursor {
  const [current, setCurrent] = useState(start ?? -1);
  const [hasFocus, setHasFocus] = useState(false);
  const wanted = useRef<number | null>(start);
  // After every render: a line that is wanted may just have come into the document.
  useEffect(() => {
    const line = wanted.current;
    if (line === null) return;
    const row = table.current?.frame()?.querySelector(`[data-index="${line}"]`);
    const stop = row?.querySelector<HTMLElement>('[data-row-link], button[aria-expanded]');
    if (!stop) return;
    wanted.current = null;
    const { activeElement } = document;
    const isElsewhere = activeElement?.closest(
      'input:not([type="checkbox"]), textarea, select, [role="dialog"]',
    );
    if (!isElsewhere) stop.focus({ preventScroll: true });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the list begins, once
  useEffect(() => {
    if (start !== null) table.current?.reveal(start);
  }, []);
  return {
    current,
    hasFocus,
    go: (line) => {
      wanted.current = line;
      setCurrent(line);
      table.current?.reveal(line);
    },
    note: setCurrent,
    setHasFocus,
  };
}

/** How far from the row that was opened the one that was looked at last is looked for. */
const NEAR = 200;

/** Where somebody goes on who comes back: at the row that they looked at last. */
export function resumeLine(
  opened: number | null,
  hrefAt: (line: number) => string | undefined,
): number | null {
  if (opened === null) return null;
  const last = lastVisit();
  if (last === null) return opened;
  for (let by = 0; by <= NEAR; by++) {
    if (hrefAt(opened + by) === last) return opened + by;
    if (hrefAt(opened - by) === last) return opened - by;
  }
  return opened;
}
