'use client';
import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react';
import { rowChanges } from '@/lib/client/list-query';
import { useLive } from '@/lib/client/live';
import type { ListChanges } from '@/lib/domain/views/list';
import type { ListKind } from './list-kind';
import type { LongList } from './use-list';

/** At most one look at what changed in this time, ms; where a look takes longer, as long a pause follows it. */
const EVERY = 500;
/** While nobody works in the list, new rows come in at most once in this time, ms: between, they can be read. */
const CALM = 2_000;

export interface ListLiveOptions<R> {
  readonly kind: ListKind<R>;
  readonly list: LongList<R>;
  /** The list is ordered by its last update, the newest first: what changes elsewhere would come to the top. */
  readonly byUpdate: boolean;
  /** The rows that are in sight. */
  readonly visible: () => readonly R[];
  /** Nobody points at the list or works in it, and it stands at its top: new rows may come in at once. */
  readonly isFree: () => boolean;
  /** The list is shown as it is now: it begins at its top. */
  readonly onLoad: () => void;
}

export interface ListLive {
  /** Ids of rows that no longer match. */
  readonly gone: ReadonlySet<string>;
  /** What waits until it is asked for. */
  readonly created: number;
  readonly updated: number;
  readonly isLoading: boolean;
  /** Shows the list as it is now. */
  readonly load: () => void;
  /** Asks what happened to the rows that are in sight. */
  readonly check: () => void;
}

const NOTHING = { created: 0, updated: 0 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Keeps an open list true: rows in sight change where they stand, what no longer matches says so and stays, and what is
 * new waits until somebody asks for it, or comes in by itself while nobody is at work in the list.
 */
export function useListLive<R>(options: ListLiveOptions<R>): ListLive {
  const { kind, list, byUpdate, visible, isFree, onLoad } = options;
  const { search, cache, snapshot, reload } = list;
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = useState(NOTHING);
  const [isLoading, setIsLoading] = useState(false);
  const work = useRef({ isBusy: false, isAgain: false, loaded: Number.NEGATIVE_INFINITY });
  const load = useEffectEvent(async () => {
    setIsLoading(true);
    await reload().then(
      () => {
        startTransition(() => {
          setWaiting(NOTHING);
          setGone(new Set());
        });
        onLoad();
      },
      () => undefined,
    );
    work.current.loaded = Date.now();
    setIsLoading(false);
  });
  const take = useEffectEvent((shown: readonly R[], changes: ListChanges<R>) => {
    const newer = new Map(changes.changed.map((row) => [kind.idOf(row), row]));
    if (newer.size > 0) cache.patch((row) => newest(kind, row, newer.get(kind.idOf(row))));
    setGone((now) => goneNow(now, shown.map(kind.idOf), changes.gone));
    const read = new Set(cache.rows().map(kind.idOf));
    const fresh = changes.fresh.filter(({ id }) => !read.has(id));
    const more = changes.total === null ? 0 : Math.max(0, changes.total - (list.total ?? changes.total));
    const created = fresh.filter((row) => row.isNew).length + more;
    const next = { created, updated: byUpdate ? fresh.filter((row) => !row.isNew).length : 0 };
    setWaiting((now) => (now.created === next.created && now.updated === next.updated ? now : next));
    return next.created + next.updated > 0 && isFree();
  });
  const look = useEffectEvent(async () => {
    work.current.isAgain = work.current.isBusy;
    if (work.current.isBusy) return;
    work.current.isBusy = true;
    do {
      work.current.isAgain = false;
      const begun = Date.now();
      const shown = visible();
      const stamps = shown.map((row) => ({ id: kind.idOf(row), stamp: kind.stampOf(row) }));
      const changes = await rowChanges<R>(kind.name, search, snapshot.asOf, stamps).catch(() => null);
      if (changes && take(shown, changes)) {
        const early = work.current.loaded + CALM - Date.now();
        if (early <= 0) await load();
        else later(early);
      }
      // Under a steady stream there is always more to see: it does not take every moment of the page and the server.
      if (work.current.isAgain) await pause(Math.max(EVERY, Date.now() - begun));
    } while (work.current.isAgain);
    work.current.isBusy = false;
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void look(), ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive({ types: kind.live, onEvents: () => void look(), every: EVERY });
  // What was kept from an earlier visit may be old.
  useEffect(() => {
    if (list.kept) void look();
  }, [list.kept]);
  return { gone, ...waiting, isLoading, load: () => void load(), check: () => void look() };
}

const newest = <R>(kind: ListKind<R>, row: R, live: R | undefined): R =>
  live !== undefined && kind.isNewer(live, row) ? live : row;

function goneNow(
  now: ReadonlySet<string>,
  shown: readonly string[],
  gone: readonly string[],
): ReadonlySet<string> {
  const next = new Set(now);
  for (const id of shown) next.delete(id);
  for (const id of gone) next.add(id);
  return next.size === now.size && [...next].every((id) => now.has(id)) ? now : next;
}
