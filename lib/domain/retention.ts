import { z } from 'zod';
import { TABLES } from './tables';

export const RETENTION_LIMITS = { least: 1, most: 3_650 } as const;

const days = z.number().int().min(RETENTION_LIMITS.least).max(RETENTION_LIMITS.most);

/** How long telemetry is kept, counted from arrival: for all tables, and for some their own. */
export const retentionPolicy = z.object({
  days,
  tables: z.partialRecord(z.enum(TABLES), days),
});
export type RetentionPolicy = z.infer<typeof retentionPolicy>;

export const retentionInput = z.object({ from: retentionPolicy, to: retentionPolicy });

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
