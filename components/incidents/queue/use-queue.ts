'use client';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { ListLayout, type Section } from '@/components/lists/list-layout';
import { type BlockCache, useBlockCache } from '@/lib/client/blocks';
import { type IncidentParams, rowsSearch } from '@/lib/client/incidents';
import { countQueue, queueSource } from '@/lib/client/incidents-query';
import { type ListPlace, recallPlace } from '@/lib/client/place';
import type { FacetCount, IncidentCount, IncidentRow, QueueBlock } from '@/lib/domain/views/incident';
import { orderGroups } from './groups';

/** The queue as its page brings it. */
export interface QueueStart {
  /** The rows that these are: `rowsSearch` of the address that was asked for. */
  readonly search: string;
  readonly head: QueueBlock;
  /** Which group the head belongs to; null without groups. */
  readonly section: string | null;
  readonly asOf: string;
  /** Streamed after the rows; with groups it is there from the beginning. */
  readonly count: IncidentCount | Promise<IncidentCount>;
}

/** Which moment of the queue is shown: its rows keep their places until another one is asked for. */
export interface QueueSnapshot {
  readonly asOf: string;
  readonly count: IncidentCount | null;
}

export interface Queue {
  readonly search: string;
  readonly cache: BlockCache<IncidentRow>;
  readonly layout: ListLayout;
  readonly groups: readonly FacetCount[];
  readonly snapshot: QueueSnapshot;
  /** Exact, or null while it is being counted. */
  readonly total: number | null;
  readonly kept: ListPlace<QueueSnapshot> | null;
  /** Shows the queue as it is now. */
  readonly reload: () => Promise<void>;
}

/** Rows, groups and counts of the queue of an address, at one moment. */
export function useQueue(params: IncidentParams, start: QueueStart): Queue {
  const search = rowsSearch(params);
  const source = useMemo(() => queueSource(search), [search]);
  const [kept] = useState(() => recallPlace<QueueSnapshot>(search));
  // Going back, the address can be there before what its page brings: these are then the rows of another one.
  const isOwn = start.search === search;
  const [snapshot, setSnapshot] = useState<QueueSnapshot>(
    kept?.snapshot ?? { asOf: start.asOf, count: !isOwn || isComing(start.count) ? null : start.count },
  );
  const cache = useBlockCache(source, snapshot.asOf);
  useState(() => {
    if (isOwn && snapshot.asOf === start.asOf) cache.put({ section: start.section, block: 0 }, start.head);
  });
  useEffect(() => {
    if (!isOwn || !isComing(start.count)) return;
    let isOver = false;
    start.count.then(
      (count) => !isOver && setSnapshot((now) => (now.asOf === start.asOf ? { ...now, count } : now)),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [start, isOwn]);
  const folded = params.folded.join();
  const groups = useMemo(
    () => (params.group === null ? [] : orderGroups(params.group, snapshot.count?.groups ?? [])),
    [params.group, snapshot.count],
  );
  const head = cache.get({ section: null, block: 0 });
  const layout = useMemo(() => {
    if (params.group === null) return new ListLayout([wholeList(snapshot, head)], false);
    const closed = new Set(folded.split(','));
    return new ListLayout(
      groups.map(({ value, count }) => ({ key: value, count, isFolded: closed.has(value) })),
      true,
    );
  }, [params.group, groups, folded, snapshot, head]);
  const reload = useCallback(async () => {
    const [block, count] = await Promise.all([
      params.group === null ? source.load(null, null, new AbortController().signal) : null,
      countQueue(search),
    ]);
    if (block) cache.at(count.asOf).put({ section: null, block: 0 }, block);
    setSnapshot({ asOf: count.asOf, count });
  }, [params.group, source, search, cache]);
  const begin = useEffectEvent(() => {
    if (!isOwn && !kept) void reload();
  });
  useEffect(() => begin(), []);
  return { search, cache, layout, groups, snapshot, total: snapshot.count?.total ?? null, kept, reload };
}

/** What a page streams is like a promise, but none. */
const isComing = (count: IncidentCount | Promise<IncidentCount>): count is Promise<IncidentCount> =>
  'then' in count;

/** A list that ends on its first page is as long as that, whatever was counted an instant later. */
function wholeList(
  snapshot: QueueSnapshot,
  head: { rows: readonly unknown[]; next: string | null } | undefined,
): Section {
  const read = head?.rows.length ?? 0;
  const count = head?.next === null ? read : Math.max(snapshot.count?.total ?? 0, read);
  return { key: null, count, isFolded: false };
}
