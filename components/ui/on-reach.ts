'use client';
import { type ComponentType, createElement, type ReactNode, useEffect, useReducer, useRef } from 'react';
import { holdKeys } from './hold-keys';

/** Something that is loaded when somebody reaches for it. */
export interface Reached<T> {
  /** Begins to load; with the pointer or the focus on what opens it, say. */
  readonly load: () => Promise<T>;
  /** What was loaded. An error before that. */
  readonly get: () => T;
  /** What was loaded, once it is wanted and there; null before that. */
  readonly useLoaded: (wanted: boolean) => T | null;
}

/** Runs when the page has come and has nothing else to do, at the latest a second later. */
function whenIdle(run: () => void): void {
  if (typeof window === 'undefined') return;
  const wait = () =>
    window.requestIdleCallback ? window.requestIdleCallback(run, { timeout: 1_000 }) : setTimeout(run, 500);
  if (document.readyState === 'complete') wait();
  else window.addEventListener('load', wait, { once: true });
}

/**
 * A part of the interface that no page needs at first: what a click opens. It comes by itself when the page has nothing
 * else to do, at once when somebody reaches for it, and only once.
 */
export function onReach<T>(get: () => Promise<T>): Reached<T> {
  let loaded: { readonly value: T } | null = null;
  let loading: Promise<T> | null = null;
  const load = (): Promise<T> => {
    loading ??= get().then(
      (value) => {
        loaded = { value };
        return value;
      },
      (error: unknown) => {
        // The next one to reach for it tries again.
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  whenIdle(() => void load().catch(() => undefined));
  return {
    load,
    get: () => {
      if (!loaded) throw new Error('What opens is not loaded yet');
      return loaded.value;
    },
    useLoaded: (wanted) => {
      const [rounds, again] = useReducer((count: number) => count + 1, 0);
      const held = useRef<ReturnType<typeof holdKeys>>(null);
      useEffect(() => {
        if (!wanted || loaded) return;
        held.current = holdKeys();
        const giveUp = () => void held.current?.(false);
        load().then(again, giveUp);
        return giveUp;
      }, [wanted]);
      useEffect(() => {
        if (rounds === 0) return;
        void held.current?.(true);
        held.current = null;
      }, [rounds]);
      return wanted ? (loaded?.value ?? null) : null;
    },
  };
}

/**
 * A component that is loaded like that, for what never stands in the first rendering of a page: the inside of a pane, a
 * dialog, a bar that comes with a selection.
 */
export function reached<P extends object>(
  get: () => Promise<ComponentType<P>>,
  waiting: ReactNode = null,
): ComponentType<P> {
  const part = onReach(get);
  return function Reached(props: P) {
    const Part = part.useLoaded(true);
    return Part ? createElement(Part, props) : waiting;
  };
}
