'use client';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { VirtualTableHandle } from '@/components/ui/virtual-table';
import type { LibraryRow } from '@/lib/domain/views/library';
import type { RowKeys } from './library-table';

interface Rows {
  readonly rows: readonly LibraryRow[];
  readonly table: RefObject<VirtualTableHandle | null>;
  readonly onOpen: (id: string) => void;
}

/** Which row the keys act on, and which rows are selected. What a filter hides is not selected. */
export function useRows({ rows, table, onOpen }: Rows) {
  const [place, setPlace] = useState(0);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef(0);
  const at = Math.min(place, Math.max(0, rows.length - 1));
  const shown = new Set(rows.map(({ id }) => id));
  const selected: ReadonlySet<string> =
    ids.size === 0 ? ids : new Set([...ids].filter((id) => shown.has(id)));
  const newest = useRef({ rows, onOpen });
  useEffect(() => {
    newest.current = { rows, onOpen };
  });
  const toggle = (line: number, isRange: boolean): void => {
    const { rows: listed } = newest.current;
    const [from, to] = isRange
      ? [Math.min(anchor.current, line), Math.max(anchor.current, line)]
      : [line, line];
    const ranged = listed.slice(from, to + 1).map(({ id }) => id);
    setPlace(line);
    anchor.current = line;
    setIds((now) => {
      const next = new Set(now);
      const isOff = !isRange && ranged.every((id) => now.has(id));
      for (const id of ranged) isOff ? next.delete(id) : next.add(id);
      return next;
    });
  };
  // The same object for all rows and for as long as the page is open: rows are not drawn again for it.
  const [on] = useState<RowKeys>(() => ({
    toggle,
    open: (line) => {
      setPlace(line);
      anchor.current = line;
      const row = newest.current.rows[line];
      if (row) newest.current.onOpen(row.id);
    },
  }));
  const step = (by: number): void => {
    const line = Math.min(Math.max(at + by, 0), rows.length - 1);
    if (line < 0) return;
    setPlace(line);
    anchor.current = line;
    table.current?.reveal(line);
    requestAnimationFrame(() =>
      table.current
        ?.frame()
        ?.querySelector<HTMLElement>(`[data-index="${line}"] [data-row-link]`)
        ?.focus({ preventScroll: true }),
    );
  };
  return {
    at,
    selected,
    on,
    step,
    toggle,
    selectAll: () => setIds(selected.size === rows.length ? new Set() : shown),
    clear: () => setIds(new Set()),
  };
}
