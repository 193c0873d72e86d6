import type { QueryKind, QueryState, RunOutcome } from '../hunting/library';

/** Why a query does not run: a line of its text, and what is wrong there. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** From 1; 0 where it is about the whole. */
  readonly line: number;
}

/** What the analyser and the engine say of a query without running it. */
export interface QueryCheck {
  readonly state: Exclude<QueryState, 'waiting' | 'failed'>;
  readonly tables: readonly string[];
  readonly findings: readonly Finding[];
}

/** What came of a query in the newest run of whoever looks. */
export interface RunOutcomeView {
  readonly outcome: RunOutcome;
  readonly rows: number;
  /** There are more. */
  readonly isCut: boolean;
  readonly ms: number;
  readonly reason: string;
}

/** A saved query as the library lists it. */
export interface LibraryRow {
  readonly id: string;
  readonly name: string;
  readonly kind: QueryKind;
  readonly severity: string | null;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly tags: readonly string[];
  readonly tables: readonly string[];
  /** Name of the source that it was imported from; empty for one that was written here. */
  readonly source: string;
  readonly path: string;
  readonly ownerName: string;
  readonly state: QueryState;
  /** The first reason why it does not run; empty where it does. */
  readonly reason: string;
  readonly isEdited: boolean;
  readonly isVanished: boolean;
  readonly run: RunOutcomeView | null;
}

/** A source with what its last import did. */
export interface SourceView {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly state: 'reading' | 'done';
  readonly files: number;
  readonly queries: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly kept: number;
  readonly vanished: number;
  readonly skipped: number;
  readonly unreadable: number;
  readonly importedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** The newest run of whoever looks. */
export interface RunView {
  readonly id: string;
  readonly state: 'running' | 'done' | 'canceled';
  /** ISO 8601; null for all time. */
  readonly from: string | null;
  readonly to: string;
  readonly maxRows: number;
  readonly timeoutS: number;
  readonly total: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface Library {
  readonly rows: readonly LibraryRow[];
  /** How many there are; more than the rows where the list was cut. */
  readonly total: number;
  readonly sources: readonly SourceView[];
  readonly run: RunView | null;
}

/** How far the work in the background is. */
export interface LibraryProgress {
  /** Queries that are not checked yet. */
  readonly waiting: number;
  readonly total: number;
  /** Of the newest run. */
  readonly run: {
    readonly id: string;
    readonly state: RunView['state'];
    readonly done: number;
    readonly total: number;
  } | null;
}

/** What a source left out. */
export interface SourceNote {
  readonly position: number;
  readonly path: string;
  readonly line: number | null;
  readonly kind: string;
  readonly reason: string;
}

/** One query with all that is known of it. */
export interface LibraryQuery {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly text: string;
  readonly line: number | null;
  readonly licence: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly findings: readonly Finding[];
  /** Facts of a rule, in the source's own words. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly entities: readonly string[];
}
