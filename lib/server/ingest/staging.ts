import 'server-only';
import { dayNumber } from '@/lib/core/time';
import type { CanonicalEvent } from '@/lib/domain/event';
import type { NormalizedRow, RawRow } from '@/lib/engine/normalize/types';
import { ingestKey } from './keys';

/** Where a row came from, written beside it in the lake. */
export interface RowOrigin {
  readonly batchId: string;
  readonly line: number;
  readonly receivedAt: number;
  readonly origin: string;
}

/** One line of a batch's events file: the key that makes the row idempotent, its event day, and the event. */
export interface EventLine {
  readonly k: string;
  readonly d: number;
  readonly e: CanonicalEvent;
}

/** Version of the staged format; the lake stores it with every row. */
const SCHEMA_VERSION = 1;

/**
 * A row ready for the lake: our own columns first, then the table's. A row that already has the table's own column
 * names is not serialised again: its text is spliced in, which halves the cost of ingest.
 */
export function stagedLine(row: NormalizedRow, raw: RawRow, text: string, from: RowOrigin): string {
  const own = JSON.stringify({
    _rowId: `${from.batchId}:${from.line}`,
    _time: row.time,
    _principal: row.principal,
    _ingestedAt: from.receivedAt,
    _batch: from.batchId,
    _origin: from.origin,
    _schemaVersion: SCHEMA_VERSION,
    _overflow: row.overflow,
    _geo: 'geo' in row.event.facts ? row.event.facts.geo : null,
  });
  const columns = row.columns === raw && text !== '' ? text.trim() : JSON.stringify(row.columns);
  return columns === '{}' ? own : `${own.slice(0, -1)},${columns.slice(1)}`;
}

/** The engine's line for a row. */
export function eventLine(row: NormalizedRow, text: string, from: RowOrigin): string {
  const line: EventLine = {
    k: ingestKey(row.table, row.dedupKey, text),
    d: dayNumber(row.time),
    e: { ...row.event, rowId: `${from.batchId}:${from.line}` },
  };
  return JSON.stringify(line);
}
