'use client';
import { type RefObject, useRef, useState } from 'react';
import type { VisibleRange } from '@/components/ui/virtual-table';

/** Rows around those in sight that are read as well. */
export const AHEAD = 15;
/** A list that moves by more rows at once is not read until it stands. */
const LEAP = 100;

export interface SeenRange {
  /** What is read and drawn for; it follows what is in sight, but not each step of it. */
  readonly range: VisibleRange;
  /** What is in sight at this moment. */
  readonly seen: RefObject<VisibleRange>;
  /** Whether the list stands, or moves so little that what comes is worth reading. */
  readonly isSettled: boolean;
  readonly onRange: (next: VisibleRange) => void;
}

/** Which rows are in sight. While the list moves within what has been read, only the table itself works. */
export function useSeenRange(): SeenRange {
  const [range, setRange] = useState<VisibleRange>({ first: 0, last: AHEAD, isScrolling: false });
  const seen = useRef(range);
  const [isSettled, setIsSettled] = useState(true);
  const onRange = (next: VisibleRange) => {
    const leap = Math.abs(next.first - seen.current.first);
    seen.current = next;
    const step = Math.abs(next.first - range.first);
    if (next.isScrolling && step < AHEAD / 2 && leap < LEAP) return;
    setIsSettled(!next.isScrolling || leap < LEAP);
    setRange(next);
  };
  return { range, seen, isSettled, onRange };
}
