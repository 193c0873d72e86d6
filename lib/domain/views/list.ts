import type { Selection } from './filter';

/** Lists that scroll without an end, are filtered and sorted in their address, and can be kept as views. */
export const LISTS = ['incidents', 'alerts', 'users', 'riskDetections', 'riskySignIns'] as const;
export type ListName = (typeof LISTS)[number];

export const DIRECTIONS = ['desc', 'asc'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const DENSITIES = ['comfortable', 'compact'] as const;

/** The value of a facet that stands for nothing: nobody, no tag. */
export const NO_VALUE = 'none';

/** What every filter of a list says beside its own properties. */
export interface ListFilter {
  readonly direction: Direction;
  /** Only one group of the list: the rows with this value of a property. */
  readonly within: { readonly group: string; readonly value: string } | null;
}

/** What a filter keeps or leaves out, by property. */
export type Selections<K extends string> = Readonly<Record<K, Selection>>;

/** How many rows have a value of a facet. `name` where the value alone says nothing (a person's id). */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
  readonly name?: string;
}

/** How many rows a filter matches, exactly, and how many of them are in each group. */
export interface ListCount {
  /** When it was counted. */
  readonly asOf: string;
  readonly total: number;
  readonly groups: readonly FacetCount[];
}

/** A block of a list's rows; `next` is the cursor of the block below. */
export interface ListBlock<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/** What an open list learns of changes. */
export interface ListChanges<R> {
  /** Rows that it shows otherwise than they are now. */
  readonly changed: readonly R[];
  /** Ids of shown rows that the filter no longer matches. */
  readonly gone: readonly string[];
  /** What matches and came or changed since the list was read; at most 100. */
  readonly fresh: readonly { readonly id: string; readonly isNew: boolean }[];
  /** How many match now; only of lists whose rows do not know when they came. */
  readonly total: number | null;
}
