'use client';
import { useQueryClient } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import { EVERY_TARGET, type LiveEvent } from '@/lib/domain/live';
import { connectLive, type LiveState } from './live-source';

export type { LiveState } from './live-source';

type Listener = (events: readonly LiveEvent[], reset: boolean) => void;

interface LiveHub {
  readonly state: LiveState;
  readonly subscribe: (listener: Listener) => () => void;
  /** What was heard while the page that is shown now can have been on its way. */
  readonly recent: () => readonly LiveEvent[];
}

const HubContext = createContext<LiveHub>({
  state: 'connecting',
  subscribe: () => () => {},
  recent: () => [],
});

/** A page to which one goes was written by the server at most so long before it is shown, ms. */
const ON_ITS_WAY = 10_000;

/** Events that come within this time are told together, ms: 50 alerts a second are 5 renders, not 50. */
const GATHER = 100;

/** At most one round in this time while a bulk job runs, ms. */
const MANY = 2_000;

/** `incident.` and `incident.updated` both hear of `incident.bulk`. */
const sameArea = (type: string, event: string): boolean => type.split('.', 1)[0] === event.split('.', 1)[0];

export interface LiveProviderProps {
  /** The newest event that the page knows of as the server wrote it; null where that is not known. */
  readonly since: string | null;
  readonly children: ReactNode;
}

/** Connects the tab to the browser's live stream; once, around the portal. */
export function LiveProvider({ since, children }: LiveProviderProps) {
  const [state, setState] = useState<LiveState>('connecting');
  const listeners = useRef(new Set<Listener>());
  const heard = useRef<{ readonly at: number; readonly events: readonly LiveEvent[] }[]>([]);
  const [recent] = useState(() => () => {
    heard.current = heard.current.filter(({ at }) => at > Date.now() - ON_ITS_WAY);
    return heard.current.flatMap(({ events }) => events);
  });
  // The stream goes on by itself: only where it began is the page's matter.
  const [first] = useState(since);
  const [subscribe] = useState(() => (listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  });
  useEffect(() => {
    let waiting: LiveEvent[] = [];
    let reset = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flushed = 0;
    const flush = () => {
      flushed = Date.now();
      const [events, wasReset] = [waiting, reset];
      recent();
      heard.current.push({ at: Date.now(), events });
      [waiting, reset, timer] = [[], false, undefined];
      for (const listener of listeners.current) listener(events, wasReset);
    };
    const soon = () => {
      // What comes alone is told at once.
      timer ??= setTimeout(flush, Math.max(0, flushed + GATHER - Date.now()));
    };
    const disconnect = connectLive(first, {
      onState: setState,
      onEvent: (event) => {
        waiting.push(event);
        soon();
      },
      onReset: () => {
        reset = true;
        soon();
      },
      onEnded: () => {
        const here = window.location.pathname + window.location.search;
        window.location.assign(`/signin?next=${encodeURIComponent(here)}`);
      },
    });
    return () => {
      clearTimeout(timer);
      disconnect();
    };
  }, [first, recent]);
  return <HubContext.Provider value={{ state, subscribe, recent }}>{children}</HubContext.Provider>;
}

export const useLiveState = (): LiveState => useContext(HubContext).state;

export interface LiveOptions {
  /** Event types by their beginning: `incident.` or `incident.updated`. */
  readonly types: readonly string[];
  /** Only events about these things. */
  readonly targetIds?: readonly string[];
  /** TanStack Query keys to invalidate. */
  readonly queryKeys?: readonly (readonly unknown[])[];
  /** Anything else to do in a round. */
  readonly onEvents?: () => void;
  /** Ask the server components of this page again. */
  readonly refresh?: boolean;
  /** At most one round in this time, ms; the last event is never lost. Default 500. */
  readonly every?: number;
}

/**
 * Keeps what is shown up to date with what happens on the server: on a matching event it invalidates query keys and,
 * with `refresh`, asks for the page's server components again, throttled. The first event is served at once.
 */
export function useLive(options: LiveOptions): void {
  const { types, targetIds, queryKeys, onEvents, refresh = false, every = 500 } = options;
  const { subscribe, recent } = useContext(HubContext);
  const client = useQueryClient();
  const router = useRouter();
  const path = usePathname();
  const update = useEffectEvent(() => {
    for (const queryKey of queryKeys ?? []) client.invalidateQueries({ queryKey });
    onEvents?.();
    if (refresh) router.refresh();
  });
  const matches = useEffectEvent(
    (event: LiveEvent) =>
      types.some((type) => event.type.startsWith(type)) &&
      (targetIds?.includes(event.targetId) ?? true) &&
      event.targetId !== EVERY_TARGET,
  );
  const matchesMany = useEffectEvent(
    (event: LiveEvent) => event.targetId === EVERY_TARGET && types.some((type) => sameArea(type, event.type)),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts its own round
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let due = Number.POSITIVE_INFINITY;
    let last = 0;
    const run = () => {
      [timer, due, last] = [undefined, Number.POSITIVE_INFINITY, Date.now()];
      update();
    };
    const schedule = (at: number) => {
      if (at >= due) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(run, Math.max(0, at - Date.now()));
    };
    const hear = (events: readonly LiveEvent[], reset: boolean) => {
      if (reset || events.some((event) => matches(event))) schedule(last + every);
      // A bulk job tells of itself several times a second: often enough is enough.
      else if (events.some((event) => matchesMany(event))) schedule(last + Math.max(every, MANY));
    };
    const unsubscribe = subscribe(hear);
    hear(recent(), false);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [subscribe, recent, every, path]);
}
