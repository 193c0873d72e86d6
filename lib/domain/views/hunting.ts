import type { Column, Diagnostic } from '@/lib/kql/types';

/** A value of a result: moments as ISO 8601 and spans as `d.hh:mm:ss.fffffff`, as the language writes them. */
export type Cell = string | number | boolean | null | Cell[] | { readonly [name: string]: Cell };

/** How the query asks to be drawn. */
export interface RenderHint {
  readonly chart: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface HuntStatistics {
  /** Of the tables that the query reads. */
  readonly segments: { readonly opened: number; readonly skipped: number };
  /** In the segments and waiting batches that were opened. */
  readonly rows: number;
  readonly bytes: number;
  /** Milliseconds by stage. */
  readonly analyse: number;
  readonly catalogue: number;
  readonly execute: number;
  readonly total: number;
}

export interface HuntResult {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether the query says how its rows are ordered. */
  readonly ordered: boolean;
  readonly render: RenderHint | null;
  /** There are more rows than the limit let through. */
  readonly truncated: boolean;
  /** The query names its times itself, so the chosen range was not used. */
  readonly ownTime: boolean;
  /** The Kusto cluster that answered; absent for the portal's own lake. */
  readonly backend?: string;
  readonly statistics: HuntStatistics;
}

/** A query's rows, or what the language has against it: that is an answer too. */
export type HuntAnswer = { readonly result: HuntResult } | { readonly refused: readonly Diagnostic[] };

/** A table that can be hunted in. */
export interface HuntTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Milliseconds since the epoch; null for a table without rows. */
  readonly newest: number | null;
}

/** A saved query without its text. */
export interface SavedQueryRow {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly techniques: readonly string[];
  readonly isShared: boolean;
  readonly isMine: boolean;
  readonly ownerName: string;
  readonly version: number;
  readonly updatedAt: string;
}

export interface SavedQuery extends SavedQueryRow {
  readonly text: string;
}

/** How a run ended. */
export type HuntRunState = 'done' | 'refused' | 'failed' | 'canceled';

/** A query that one ran in the console. */
export interface HuntRunRow {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  readonly durationMs: number;
  readonly state: HuntRunState;
  readonly rowCount: number | null;
  readonly truncated: boolean;
}

export interface HuntHistory {
  readonly runs: readonly HuntRunRow[];
  readonly next: string | null;
}
