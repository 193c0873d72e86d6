import 'server-only';
import type { NormalizedRow, RawRow } from '@/lib/engine/normalize/types';

/** Where the rows of a batch came from, written beside each in the lake. */
export interface BatchOrigin {
  readonly batchId: string;
  readonly receivedAt: number;
  readonly origin: string;
}

/** Version of the staged format; the lake stores it with every row. */
const SCHEMA_VERSION = 1;

/**
 * Makes the staged line of a row: the row, as it was parsed, its text, and its line in the batch from 0. In two parts,
 * to be written one after the other: joining them would copy every row once more.
 */
export type StagedLine = (
  row: NormalizedRow,
  raw: RawRow,
  text: string,
  line: number,
) => readonly [own: string, columns: string];

/**
 * Rows ready for the lake: our own columns first, then the table's. A row that already has the table's own column
 * names is not serialised again: its text is spliced in, which halves the cost of ingest.
 */
export function stagedLines({ batchId, receivedAt, origin }: BatchOrigin): StagedLine {
  const same = `"_ingestedAt":${receivedAt},"_batch":"${batchId}","_origin":${JSON.stringify(origin)},"_schemaVersion":${SCHEMA_VERSION}`;
  return (row, raw, text, line) => {
    const geo = 'geo' in row.event.facts ? row.event.facts.geo : undefined;
    const own = `{"_rowId":"${batchId}:${line}","_time":${row.time},"_principal":${JSON.stringify(row.principal)},${same},"_overflow":${jsonOf(row.overflow)},"_geo":${jsonOf(geo)}`;
    const columns = row.columns === raw && text !== '' ? text.trim() : JSON.stringify(row.columns);
    return columns === '{}' ? [own, '}'] : [`${own},`, columns.slice(1)];
  };
}

const jsonOf = (value: object | null | undefined): string => (value ? JSON.stringify(value) : 'null');
