'use client';
import { startTransition, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { type BlockCache, useBlockCache } from '@/lib/client/blocks';
import { blockSource, countRows } from '@/lib/client/list-query';
import type { ListParams } from '@/lib/client/list-state';
import { type ListPlace, recallPlace } from '@/lib/client/place';
import type { FacetCount, ListBlock, ListCount } from '@/lib/domain/views/list';
import { orderGroups } from './facet-words';
import type { ListKind } from './list-kind';
import { ListLayout, type Section } from './list-layout';

/** A list as its page brings it. */
export interface ListStart<R> {
  /** The rows that these are: `rows` of the address that was asked for. */
  readonly search: string;
  readonly head: ListBlock<R>;
  /** Which group the head belongs to; null without groups. */
  readonly section: string | null;
  readonly asOf: string;
  /** Streamed after the rows; with groups it is there from the beginning. */
  readonly count: ListCount | Promise<ListCount>;
}

/** Which moment of the list is shown: its rows keep their places until another one is asked for. */
export interface ListSnapshot {
  readonly asOf: string;
  readonly count: ListCount | null;
}

export interface LongList<R> {
  readonly search: string;
  /** What its place is kept by. */
  readonly address: string;
  readonly cache: BlockCache<R>;
  readonly layout: ListLayout;
  readonly groups: readonly FacetCount[];
  readonly snapshot: ListSnapshot;
  /** Exact, or null while it is being counted. */
  readonly total: number | null;
  readonly kept: ListPlace<ListSnapshot> | null;
  /** Shows the list as it is now. */
  readonly reload: () => Promise<void>;
}

/** Rows, groups and counts of the list of an address, at one moment. */
export function useList<R>(
  kind: ListKind<R>,
  params: ListParams,
  search: string,
  start: ListStart<R>,
): LongList<R> {
  const address = kind.state.path + search;
  const source = useMemo(() => blockSource<R>(kind.name, search), [kind.name, search]);
  const [kept] = useState(() => recallPlace<ListSnapshot>(address));
  // Going back, the address can be there before what its page brings: these are then the rows of another one.
  const isOwn = start.search === search;
  const [snapshot, setSnapshot] = useState<ListSnapshot>(
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
    () => (params.group === null ? [] : orderGroups(kind.facets[params.group], snapshot.count?.groups ?? [])),
    [kind, params.group, snapshot.count],
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
      countRows(kind.name, search),
    ]);
    if (block) cache.at(count.asOf).put({ section: null, block: 0 }, block);
    // Drawn between other work: a screen of new rows never keeps a key waiting.
    startTransition(() => setSnapshot({ asOf: count.asOf, count }));
  }, [kind.name, params.group, source, search, cache]);
  const begin = useEffectEvent(() => {
    if (!isOwn && !kept) void reload();
  });
  useEffect(() => begin(), []);
  const total = snapshot.count?.total ?? null;
  return { search, address, cache, layout, groups, snapshot, total, kept, reload };
}

/** What a page streams is like a promise, but none. */
const isComing = (count: ListCount | Promise<ListCount>): count is Promise<ListCount> => 'then' in count;

/** A list that ends on its first page is as long as that, whatever was counted an instant later. */
function wholeList(
  snapshot: ListSnapshot,
  head: { rows: readonly unknown[]; next: string | null } | undefined,
): Section {
  const read = head?.rows.length ?? 0;
  const count = head?.next === null ? read : Math.max(snapshot.count?.total ?? 0, read);
  return { key: null, count, isFolded: false };
}
