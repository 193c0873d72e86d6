'use client';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { columnFilter } from './column-filter';
import type { GridPlace } from './grid-keys';
import { type ColumnSetting, layoutText, moved, ordered, parseLayout, withSetting } from './grid-layout';
import { gridColumns, gridRows, type RowTest, type Sorting } from './result-rows';

export type Grid = ReturnType<typeof useGrid>;

/**
 * What is shown of a result and what is selected in it. How the columns stand is kept with the address (`layout`),
 * everything else lives as long as the result.
 */
export function useGrid(result: HuntResult, layout: string, onLayout: (layout: string) => void) {
  const [needle, setNeedle] = useState('');
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [filters, setFilters] = useState<ReadonlyMap<number, string>>(new Map());
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef(0);
  const wanted = useDeferredValue(needle);
  const wantedFilters = useDeferredValue(filters);
  const all = useMemo(() => gridColumns(result), [result]);
  const settings = useMemo(() => parseLayout(layout), [layout]);
  const every = useMemo(() => ordered(all, settings), [all, settings]);
  const columns = useMemo(() => every.filter(({ isShown }) => isShown), [every]);
  const tests = useMemo(
    () =>
      [...wantedFilters].flatMap(([index, text]): RowTest[] => {
        const test = columnFilter(result.columns[index]?.type ?? '', text);
        return typeof test === 'function' ? [{ index, test }] : [];
      }),
    [result, wantedFilters],
  );
  const rows = useMemo(() => gridRows(result, wanted, sorting, tests), [result, wanted, sorting, tests]);
  const set = (name: string, change: Partial<ColumnSetting>) =>
    onLayout(layoutText(withSetting(all, settings, name, change)));
  /** Rows from where the selection began to a place, beside those that are selected. */
  const extend = (to: number) => {
    const [from, until] = [Math.min(anchor.current, to), Math.max(anchor.current, to)];
    setSelected((now) => new Set([...now, ...rows.slice(from, until + 1)]));
  };
  const toggle = (place: number) => {
    const row = rows[place];
    if (row === undefined) return;
    anchor.current = place;
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  };
  return {
    result,
    needle,
    find: (text: string) => {
      setNeedle(text);
      setAt(({ column }) => ({ row: 0, column }));
    },
    sorting,
    sort: (index: number) =>
      setSorting((now) =>
        now?.index !== index
          ? { index, descending: false }
          : now.descending
            ? null
            : { index, descending: true },
      ),
    sortBy: setSorting,
    filters,
    filter: (index: number, text: string) => {
      setFilters((now) => {
        const next = new Map(now);
        if (text === '') next.delete(index);
        else next.set(index, text);
        return next;
      });
      setAt(({ column }) => ({ row: 0, column }));
    },
    clearFilters: () => {
      setNeedle('');
      setFilters(new Map());
    },
    /** Every column, also those that are not shown. */
    every,
    columns,
    rows,
    show: (name: string, isShown: boolean) => set(name, { isShown }),
    pin: (name: string, isPinned: boolean) => set(name, { isPinned }),
    resize: (name: string, width: number | null) => set(name, { width }),
    move: (name: string, by: -1 | 1) => onLayout(layoutText(moved(all, settings, name, by))),
    resetColumns: () => onLayout(''),
    isArranged: settings.length > 0,
    at,
    moveTo: (place: GridPlace) => setAt(place),
    selected,
    toggle,
    extend,
    /** A press on the way of a range begins it. */
    begin: (place: number) => {
      anchor.current = place;
    },
    selectAll: () => setSelected(new Set(rows)),
    selectNone: () => setSelected(new Set()),
  };
}
