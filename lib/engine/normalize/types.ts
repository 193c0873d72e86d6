import type { CanonicalEvent, EventFacts } from '@/lib/domain/event';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { TableName } from '@/lib/domain/tables';

/** A row as the source sent it, after its container (JSON, CSV, `{"records":[…]}`, AuditData) was opened. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Why a row cannot be read: kept with it in the dead-letter table. */
export interface RowProblem {
  readonly field: string;
  readonly reason: string;
}

/** The row in the vendor's own column names, ready for the lake, and the event the engine reads. */
export interface NormalizedRow {
  readonly table: TableName;
  /** Event time, integer milliseconds since the epoch. */
  readonly time: number;
  /** What the lake stores: known columns under the table's own names (aliases folded), everything else in `overflow`. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly overflow: Readonly<Record<string, unknown>> | null;
  /** Names this row: hashed to 128 bits by ingest, unique per table and event day. `null` = hash the whole row. */
  readonly dedupKey: string | null;
  /** The table's principal (account, device, recipient), lower case: what compaction sorts by. */
  readonly principal: string;
  readonly event: Omit<CanonicalEvent<EventFacts>, 'rowId'>;
}

export type NormalizeOutcome =
  | { readonly ok: true; readonly row: NormalizedRow }
  | { readonly ok: false; readonly problem: RowProblem };

/** Offline look-up of an address; the engine gets it as an argument and never opens a file. */
export type GeoLookup = (ip: string) => GeoLocation | undefined;

/** What a normalizer may ask: configured NT domain → UPN suffix pairs and the geo look-up. */
export interface NormalizeContext {
  readonly geo: GeoLookup;
  /** Time of arrival, for rows of sources that carry none (stated per table). */
  readonly receivedAt: number;
}

/** One file per source: how its rows are read. */
export interface Normalizer {
  readonly table: TableName;
  /** Columns that carry the event time, best first. */
  readonly timeColumns: readonly string[];
  normalize(row: RawRow, ctx: NormalizeContext): NormalizeOutcome;
}
