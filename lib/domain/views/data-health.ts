/** How a source is doing, judged against its own rhythm. */
export interface SourceHealthRow {
  readonly table: string;
  readonly isDemo: boolean;
  readonly rows: number;
  readonly duplicates: number;
  readonly deadLetters: number;
  readonly lastEventAt: string | null;
  readonly lastIngestAt: string | null;
  /** Smoothed seconds between arrival and event time; null while only imports brought rows. */
  readonly lag: number | null;
  /** Seconds since the last arrival. */
  readonly quietFor: number | null;
  /** True when it has been quiet for far longer than it usually is. */
  readonly isSilent: boolean;
}

export interface DeadLetterRow {
  readonly id: string;
  readonly table: string;
  readonly batchId: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly raw: string;
  readonly at: string;
}

export interface ImportSessionRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly mode: string;
  readonly rows: number;
  readonly duplicates: number;
  readonly deadLetters: number;
  /** Events that have been through detection, of how many. */
  readonly done: number;
  readonly total: number;
  readonly error: string | null;
  readonly createdAt: string;
  readonly closedAt: string | null;
}

/** A batch that could not be processed, kept whole. */
export interface SetAsideRow {
  readonly id: string;
  readonly table: string;
  readonly rows: number;
  readonly error: string | null;
  readonly receivedAt: string;
}

/** A source that has been quiet for far longer than it usually is. */
export interface SilentSource {
  readonly table: string;
  /** Its last arrival. */
  readonly since: string;
}
