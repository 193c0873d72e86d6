/** A list as its row tells it. */
export interface WatchlistRow {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly columns: readonly string[];
  readonly searchKey: string;
  readonly expiryColumn: string | null;
  readonly itemDays: number | null;
  readonly expiresAt: string | null;
  readonly items: number;
  readonly bytes: number;
  readonly source: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export const WATCHLIST_CHANGES = ['replace', 'merge', 'restore', 'fold'] as const;
export type WatchlistChange = (typeof WATCHLIST_CHANGES)[number];

/** What a list was. */
export interface WatchlistVersionRow {
  readonly number: number;
  readonly how: WatchlistChange;
  readonly rows: number;
  readonly bytes: number;
  readonly rejected: number;
  readonly source: string;
  readonly madeAt: string;
  readonly madeBy: string;
  /** Items that were changed one by one after it. */
  readonly edits: number;
  readonly isCurrent: boolean;
  /** Its file is kept, so that it can be brought back. */
  readonly isKept: boolean;
}

export interface WatchlistDetail extends WatchlistRow {
  readonly createdAt: string;
  readonly createdBy: string;
  readonly versions: readonly WatchlistVersionRow[];
}

export interface WatchlistItem {
  readonly item: string;
  readonly values: readonly string[];
  readonly updatedAt: string;
  readonly expiresAt: string | null;
}

export interface WatchlistItems {
  readonly items: readonly WatchlistItem[];
  /** Where the next page begins; null for none. */
  readonly next: string | null;
}

/** A row of an upload that is none. */
export interface WatchlistReject {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** What an upload did. */
export interface WatchlistUploaded {
  readonly id: string;
  readonly alias: string;
  readonly number: number;
  readonly items: number;
  readonly uploaded: number;
  readonly rejected: number;
  /** The first of those that are none. */
  readonly rejects: readonly WatchlistReject[];
}
