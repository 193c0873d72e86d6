'use client';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** A list that has not moved for so long stands, ms. */
const REST = 150;
/** Rows beyond those in sight that are in the document, so that a small move shows no gap. */
const OVERSCAN = 8;

export interface RowWindowOptions {
  readonly frame: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Height of every row, px. */
  readonly height: number;
  /** Height of what covers the top of the frame, px. */
  readonly head: number;
  readonly initialOffset: number;
  /** Rows that are taken to be in sight before the frame is measured. */
  readonly guess: number;
}

/** Rows in sight and rows in the document, first and last. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly isScrolling: boolean;
  readonly reveal: (index: number) => void;
  readonly scrollTo: (offset: number) => void;
  readonly offset: () => number;
}

interface Seen {
  readonly first: number;
  readonly last: number;
}

/** Which rows of a list are in sight, all of one height: counted, never measured. */
export function useRowWindow(options: RowWindowOptions): RowWindow {
  const { frame, count, height, head, initialOffset, guess } = options;
  const [seen, setSeen] = useState<Seen>(() => {
    const first = Math.floor(initialOffset / height);
    return { first, last: first + guess };
  });
  const [isScrolling, setIsScrolling] = useState(false);
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const top = Math.max(0, element.scrollTop);
      const first = Math.floor(top / height);
      const last = Math.ceil((top + element.clientHeight - head) / height) - 1;
      setSeen((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    const onScroll = () => {
      look();
      setIsScrolling(true);
      clearTimeout(rest);
      rest = setTimeout(() => setIsScrolling(false), REST);
    };
    if (!isPlaced.current) {
      isPlaced.current = true;
      if (initialOffset > 0) element.scrollTop = initialOffset;
    }
    look();
    setIsScrolling(false);
    const size = new ResizeObserver(look);
    size.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', onScroll);
      clearTimeout(rest);
    };
  }, [frame, height, head, initialOffset]);
  const end = Math.max(0, count - 1);
  const first = Math.min(seen.first, end);
  const last = Math.min(Math.max(seen.last, first), end);
  return {
    first,
    last,
    firstRow: Math.max(0, first - OVERSCAN),
    lastRow: Math.min(count - 1, last + OVERSCAN),
    isScrolling,
    reveal: (index) => {
      const element = frame.current;
      if (!element) return;
      const least = head + (index + 1) * height - element.clientHeight;
      if (element.scrollTop > index * height) element.scrollTop = index * height;
      else if (element.scrollTop < least) element.scrollTop = least;
    },
    scrollTo: (offset) => {
      if (frame.current) frame.current.scrollTop = offset;
    },
    offset: () => frame.current?.scrollTop ?? initialOffset,
  };
}
