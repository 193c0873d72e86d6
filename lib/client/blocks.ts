'use client';
import { type QueryClient, queryOptions, useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

/** Rows of a long list in a row, and the cursor of those below. */
export interface Block<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/**
 * A long list that is read in blocks of a fixed size, by key. `section` is a group of it, or null for the whole.
 * `anchors` are the cursors of the last row of every block, for a jump to where no neighbour has been read.
 */
export interface BlockSource<R> {
  /** Of the query cache; holds everything that decides which rows come in which order. */
  readonly key: readonly unknown[];
  readonly size: number;
  readonly load: (section: string | null, after: string | null, signal: AbortSignal) => Promise<Block<R>>;
  readonly anchors: (section: string | null, signal: AbortSignal) => Promise<readonly string[]>;
}

export interface BlockPlace {
  readonly section: string | null;
  readonly block: number;
}

/** How long blocks outlive their list: coming back from a row finds them. */
const KEEP = 10 * 60_000;

/**
 * The blocks of a list as it was at one moment (`snapshot`), in the query cache. A block is found by the last row of the
 * one above it when that has been read, else by its anchor; so scrolling on never repeats or skips a row.
 */
export class BlockCache<R> {
  constructor(
    private readonly client: QueryClient,
    readonly source: BlockSource<R>,
    readonly snapshot: string,
  ) {}

  /** The same list at another moment. */
  at(snapshot: string): BlockCache<R> {
    return new BlockCache(this.client, this.source, snapshot);
  }

  private keyOf({ section, block }: BlockPlace) {
    return [...this.source.key, this.snapshot, 'block', section, block];
  }

  get(place: BlockPlace): Block<R> | undefined {
    return this.client.getQueryData<Block<R>>(this.keyOf(place));
  }

  put(place: BlockPlace, block: Block<R>): void {
    this.client.setQueryData(this.keyOf(place), block);
  }

  row(section: string | null, index: number): R | undefined {
    const block = Math.floor(index / this.source.size);
    return this.get({ section, block })?.rows[index % this.source.size];
  }

  /** Every row that has been read. */
  rows(): readonly R[] {
    const queryKey = [...this.source.key, this.snapshot, 'block'];
    return this.client.getQueriesData<Block<R>>({ queryKey }).flatMap(([, block]) => block?.rows ?? []);
  }

  /** Changes rows in their places; `change` answers the same row for what stays. */
  patch(change: (row: R) => R): void {
    const queryKey = [...this.source.key, this.snapshot, 'block'];
    this.client.setQueriesData<Block<R>>({ queryKey }, (block) => {
      if (!block) return block;
      const rows = block.rows.map(change);
      return rows.every((row, i) => row === block.rows[i]) ? block : { ...block, rows };
    });
  }

  query(place: BlockPlace) {
    return queryOptions({
      queryKey: this.keyOf(place),
      queryFn: async ({ signal }): Promise<Block<R>> => {
        const after = await this.cursorOf(place);
        if (after === undefined) return { rows: [], next: null };
        return this.source.load(place.section, after, signal);
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEEP,
    });
  }

  fetch(place: BlockPlace): Promise<Block<R>> {
    return this.client.ensureQueryData(this.query(place));
  }

  /** What a block follows: null at the top, undefined beyond the end. */
  private async cursorOf({ section, block }: BlockPlace): Promise<string | null | undefined> {
    if (block === 0) return null;
    const above = { section, block: block - 1 };
    const isComing = this.client.getQueryState(this.keyOf(above))?.fetchStatus === 'fetching';
    const neighbour = isComing ? await this.fetch(above) : this.get(above);
    if (neighbour) return neighbour.next ?? undefined;
    const anchors = await this.client.ensureQueryData({
      queryKey: [...this.source.key, this.snapshot, 'anchors', section],
      queryFn: ({ signal }) => this.source.anchors(section, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: KEEP,
    });
    return anchors[block - 1];
  }
}

/** The cache of a list's blocks. */
export function useBlockCache<R>(source: BlockSource<R>, snapshot: string): BlockCache<R> {
  const client = useQueryClient();
  return useMemo(() => new BlockCache(client, source, snapshot), [client, source, snapshot]);
}

/** Reads the blocks that are wanted, and shows them again when they change. @returns whether one of them failed */
export function useBlocks<R>(
  cache: BlockCache<R>,
  wanted: readonly BlockPlace[],
  isSettled: boolean,
): { readonly isFailed: boolean; readonly retry: () => void } {
  const results = useQueries({
    queries: wanted.map((place) => ({
      ...cache.query(place),
      enabled: isSettled,
      // Rows are taken from the cache, not from here: say so, or nothing is told when they come.
      notifyOnChangeProps: ['data', 'isError'] as const,
    })),
  });
  return {
    isFailed: results.some((result) => result.isError),
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
  };
}
