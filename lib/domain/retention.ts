import type { RetentionPolicy } from './inputs/retention';

export type { RetentionPolicy } from './inputs/retention';

export const RETENTION_LIMITS = { least: 1, most: 3_650 } as const;

const isDays = (days: number): boolean =>
  Number.isInteger(days) && days >= RETENTION_LIMITS.least && days <= RETENTION_LIMITS.most;

/** Whether all of its spans are whole days within the limits. */
export const isRetentionPolicy = ({ days, tables }: RetentionPolicy): boolean =>
  [days, ...Object.values(tables)].every(isDays);

/** What a table holds, and what a policy would take from it. */
export interface RetentionRow {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** Oldest arrival; null while nothing is sealed. */
  readonly oldest: string | null;
  /** What is older than the policy allows: at most, since a file that also holds newer rows keeps those. */
  readonly goesRows: number;
  readonly goesBytes: number;
}

export interface RetentionView {
  readonly policy: RetentionPolicy;
  readonly tables: readonly RetentionRow[];
}
