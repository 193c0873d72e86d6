import type { DuckDBConnection } from '@duckdb/node-api';

/** What every step of the lake works with. */
export interface LakeContext {
  readonly duck: DuckDBConnection;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** Milliseconds for which files that nothing names any more are kept, for queries that read the catalog just before. */
  readonly graceMs: number;
  /** Called between the durable steps of a job: tests end the process here. */
  readonly reached?: (step: LakeStep) => void;
}

/** The moments between two durable steps, in order. */
export const LAKE_STEPS = ['registered', 'written', 'announced', 'moved', 'committed', 'cleaned'] as const;
export type LakeStep = (typeof LAKE_STEPS)[number];
