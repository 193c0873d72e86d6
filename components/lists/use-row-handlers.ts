'use client';
import { useEffect, useRef, useState } from 'react';
import type { RowHandlers } from './list-row';

/** Handlers that stay the same objects and always do what is newest: rows that did not change are not drawn again. */
export function useRowHandlers(newest: RowHandlers): RowHandlers {
  const now = useRef(newest);
  useEffect(() => {
    now.current = newest;
  });
  const [stable] = useState<RowHandlers>(() => ({
    focus: (line) => now.current.focus(line),
    toggle: (line, isRange) => now.current.toggle(line, isRange),
    fold: (value) => now.current.fold(value),
  }));
  return stable;
}
