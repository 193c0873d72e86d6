'use client';
import { useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import type { ListSelection } from './use-selection';

/** Most rows that one range selects; more are selected by what they match. */
const MOST = 2_000;

export interface RangeSelectionOptions {
  readonly list: ListSelection;
  /** Ids of rows that have been read. */
  readonly idsOf: (first: number, last: number) => readonly string[];
  /** Reads the rows of a range, as far as they can be read. */
  readonly read: (first: number, last: number) => Promise<void>;
}

export interface RangeSelection {
  /** Every row from one line to another. */
  readonly select: (from: number, to: number) => Promise<void>;
  /** One row; with `isRange` everything from the row that was last picked to it. */
  readonly toggle: (line: number, isRange: boolean) => void;
  /** The next range begins here. */
  readonly begin: (line: number) => void;
}

/** Picks rows one by one and in ranges, which may reach over rows that have never been in sight. */
export function useRangeSelection({ list, idsOf, read }: RangeSelectionOptions): RangeSelection {
  const toast = useToast();
  const anchor = useRef(-1);
  const begin = (line: number) => {
    anchor.current = line;
  };
  const select = async (from: number, to: number) => {
    const [low, high] = from < to ? [from, to] : [to, from];
    if (high - low >= MOST) {
      toast({
        tone: 'error',
        title: `A range holds at most ${MOST.toLocaleString('en')} rows`,
        description: 'Narrow the filter and select all that match.',
      });
      return;
    }
    await read(low, high);
    list.add(idsOf(low, high));
  };
  const toggle = (line: number, isRange: boolean) => {
    const [id] = idsOf(line, line);
    if (id === undefined) return;
    if (isRange && anchor.current >= 0) void select(anchor.current, line);
    else list.toggle(id);
    begin(line);
  };
  return { select, toggle, begin };
}
