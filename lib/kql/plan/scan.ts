import type { Column, Span } from '../types';
import type { Base, Relation } from './relation';
import type { Scalar } from './scalar';

export interface ScanStep {
  readonly name: string;
  /** Reads the row, and what the steps hold by `stepColumn`. */
  readonly condition: Scalar;
  readonly output: 'all' | 'last' | 'none';
  readonly assignments: readonly { readonly name: string; readonly value: Scalar }[];
}

/** Rows matched to steps one after the other. */
export interface Scan extends Base {
  readonly kind: 'scan';
  readonly input: Relation;
  readonly declared: readonly (Column & { readonly fallback: Scalar })[];
  /** Name of the column that numbers the matches. */
  readonly matchId: string | null;
  readonly steps: readonly ScanStep[];
}

/** Name of a step's own value of a column, as no column of a table is called. */
export const stepColumn = (step: string, column: string): string => `${step}\n${column}`;

/** Rows from outside: a copy of the file that has this address. */
export interface External extends Base {
  readonly kind: 'external';
  readonly addresses: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly span: Span;
}

/** The items of a watchlist: its own columns are texts. */
export interface Watchlist extends Base {
  readonly kind: 'watchlist';
  readonly alias: string;
  readonly span: Span;
}
