import type { EntityType } from '../entity';
import type { Cell } from './hunting';

/** A thing that a linked row names. */
export interface LinkedEntity {
  readonly type: EntityType;
  readonly name: string;
  /** Of an entity that is known; else `type:name`, which its page looks up. */
  readonly entityId: string;
}

/** A row of a hunt that was kept with an incident. */
export interface LinkedRow {
  readonly key: string;
  readonly itemId: string | null;
  /** Columns and values in the order of the result. */
  readonly cells: readonly (readonly [string, Cell])[];
  readonly entities: readonly LinkedEntity[];
}

/** Rows that somebody kept at once, with the query that found them. */
export interface RowLink {
  readonly id: string;
  readonly query: string;
  /** When the query ran. */
  readonly ranAt: string;
  readonly note: string;
  readonly by: string;
  readonly at: string;
  readonly rows: readonly LinkedRow[];
}

export interface HuntEvidence {
  /** Newest first. */
  readonly links: readonly RowLink[];
  /** Rows of the incident in all. */
  readonly total: number;
  readonly next: string | null;
}
