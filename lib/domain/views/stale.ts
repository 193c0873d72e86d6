/** One field that somebody changed while a person was about to change the same thing. */
export interface StaleChange {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Why a write was refused as stale, and what to name to write over it knowingly. */
export interface StaleView {
  readonly changes: readonly StaleChange[];
  readonly version: number;
}
