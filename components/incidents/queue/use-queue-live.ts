'use client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { queueChanges } from '@/lib/client/incidents-query';
import { useLive } from '@/lib/client/live';
import type { IncidentRow, QueueChanges } from '@/lib/domain/views/incident';
import type { Queue } from './use-queue';

/** At most one look at what changed in this time, ms. */
const EVERY = 500;

export interface QueueLiveOptions {
  readonly queue: Queue;
  /** The list is ordered by its last update, the newest first: what changes elsewhere would come to the top. */
  readonly byUpdate: boolean;
  /** The rows that are in sight. */
  readonly visible: () => readonly IncidentRow[];
  /** Nobody points at the list or works in it, and it stands at its top: new rows may come in at once. */
  readonly isFree: () => boolean;
  /** The queue is shown as it is now: it begins at its top. */
  readonly onLoad: () => void;
}

export interface QueueLive {
  /** Numbers of rows that no longer match. */
  readonly gone: ReadonlySet<number>;
  /** What waits until it is asked for. */
  readonly created: number;
  readonly updated: number;
  readonly isLoading: boolean;
  /** Shows the queue as it is now. */
  readonly load: () => void;
  /** Asks what happened to the rows that are in sight. */
  readonly check: () => void;
}

const NOTHING = { created: 0, updated: 0 };

/**
 * Keeps an open queue true: rows in sight change where they stand, what no longer matches says so and stays, and what is
 * new waits until somebody asks for it, or comes in by itself while nobody is at work in the list.
 */
export function useQueueLive({ queue, byUpdate, visible, isFree, onLoad }: QueueLiveOptions): QueueLive {
  const { search, cache, snapshot, reload } = queue;
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [waiting, setWaiting] = useState(NOTHING);
  const [isLoading, setIsLoading] = useState(false);
  const work = useRef({ isBusy: false, isAgain: false });
  const load = useEffectEvent(async () => {
    setIsLoading(true);
    await reload().then(
      () => {
        setWaiting(NOTHING);
        setGone(new Set());
        onLoad();
      },
      () => undefined,
    );
    setIsLoading(false);
  });
  const take = useEffectEvent((shown: readonly IncidentRow[], changes: QueueChanges) => {
    const newer = new Map(changes.changed.map((row) => [row.number, row]));
    if (newer.size > 0) cache.patch((row) => newest(row, newer.get(row.number)));
    setGone((now) => goneNow(now, shown, changes));
    const read = new Set(cache.rows().map((row) => row.number));
    const fresh = changes.fresh.filter(({ number }) => !read.has(number));
    const created = fresh.filter((row) => row.isNew).length;
    const next = { created, updated: byUpdate ? fresh.length - created : 0 };
    setWaiting((now) => (now.created === next.created && now.updated === next.updated ? now : next));
    return next.created + next.updated > 0 && isFree();
  });
  const look = useEffectEvent(async () => {
    work.current.isAgain = work.current.isBusy;
    if (work.current.isBusy) return;
    work.current.isBusy = true;
    do {
      work.current.isAgain = false;
      const shown = visible();
      const changes = await queueChanges(search, snapshot.asOf, shown).catch(() => null);
      if (changes && take(shown, changes)) await load();
    } while (work.current.isAgain);
    work.current.isBusy = false;
  });
  useLive({ types: ['incident.'], onEvents: () => void look(), every: EVERY });
  // What was kept from an earlier visit may be old.
  useEffect(() => {
    if (queue.kept) void look();
  }, [queue.kept]);
  return { gone, ...waiting, isLoading, load: () => void load(), check: () => void look() };
}

const newest = (row: IncidentRow, live: IncidentRow | undefined): IncidentRow =>
  live !== undefined && live.version > row.version ? live : row;

function goneNow(
  now: ReadonlySet<number>,
  shown: readonly IncidentRow[],
  { gone }: QueueChanges,
): ReadonlySet<number> {
  const next = new Set(now);
  for (const { number } of shown) next.delete(number);
  for (const number of gone) next.add(number);
  return next.size === now.size && [...next].every((number) => now.has(number)) ? now : next;
}
