import { CsvSplitter } from './csv-splitter';
import { JsonSplitter } from './json-splitter';
import { parseLoose } from './loose-json';
import type { RawRow, RowProblem } from './types';

/**
 * One record of a file or request body, with exactly one of: `text`, the source's own JSON, unchanged; `row`, a CSV
 * row by header; `problem`, why there is neither.
 */
export interface SplitRecord {
  readonly line: number;
  readonly text?: string;
  readonly row?: RawRow;
  readonly problem?: RowProblem;
}

/** Text in, records out. Cutting the text elsewhere never changes the records. `line` counts from 1. */
export interface RowSplitter {
  push(chunk: string): SplitRecord[];
  end(): SplitRecord[];
}

export type FormatHint = 'json' | 'csv';

/** Waits for the first character that tells JSON from CSV, then hands over. */
class SniffingSplitter implements RowSplitter {
  private chosen: RowSplitter | undefined;
  private held = '';

  push(chunk: string): SplitRecord[] {
    if (this.chosen) return this.chosen.push(chunk);
    this.held += chunk;
    const first = /[^\s\uFEFF]/.exec(this.held)?.[0];
    if (first === undefined) return [];
    this.chosen = first === '{' || first === '[' ? new JsonSplitter() : new CsvSplitter();
    const text = this.held;
    this.held = '';
    return this.chosen.push(text);
  }

  end(): SplitRecord[] {
    return this.chosen ? this.chosen.end() : [];
  }
}

/**
 * Streaming reader of NDJSON, a JSON array of any size, one JSON object, `{"records": […]}` (Event Hubs, also one per
 * line), `{"Records": […]}` (CloudTrail), `{"value": […]}` (Graph), `{"items": […]}` (Google) and CSV (RFC 4180).
 * A record that cannot be separated is reported with its line and the stream goes on.
 */
export function createRowSplitter(hint?: FormatHint): RowSplitter {
  if (hint === 'csv') return new CsvSplitter();
  return hint === 'json' ? new JsonSplitter() : new SniffingSplitter();
}

/** Nothing that a product exports comes near; deeper values are an attack on recursive readers. */
const MAX_DEPTH = 48;

type Opened =
  | { readonly ok: true; readonly row: RawRow }
  | { readonly ok: false; readonly problem: RowProblem };
const refused = (field: string, reason: string): Opened => ({ ok: false, problem: { field, reason } });

/** Parses a record and opens the wrappers around a row: Purview's `AuditData` column, labelled test rows. Never throws. */
export function openRecord(record: SplitRecord): Opened {
  if (record.problem) return { ok: false, problem: record.problem };
  if (record.row) return openRow(record.row);
  const { text = '' } = record;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    value = parseLoose(text);
    if (value === undefined) return refused('', `not valid JSON: ${(error as Error).message}`);
  }
  return openRow(value);
}

/** As `openRecord`, for a value that was parsed already. */
export function openRow(value: unknown): Opened {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('', 'the record is not an object');
  const fault = structuralFault(value);
  if (fault) return { ok: false, problem: fault };
  return { ok: true, row: openAuditData(unwrapLabelled(value as RawRow)) };
}

function structuralFault(row: object): RowProblem | undefined {
  const reason = faultIn(row, 0);
  if (reason === undefined) return undefined;
  const field = Object.keys(row).find((key) => key === '__proto__' || faultIn((row as RawRow)[key], 1));
  return { field: field ?? '', reason };
}

/** Why a value cannot be taken. By values, not by names: looking up each key of a row by name takes twice as long. */
function faultIn(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
  if (Object.hasOwn(value, '__proto__')) return 'the key __proto__ is not allowed';
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof child !== 'object') continue;
    const fault = faultIn(child, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

/** Rows of a labelled rule-test set carry the event in `log`, beside the rule and the result that is expected. */
export function unwrapLabelled(row: RawRow): RawRow {
  const { log } = row;
  const labelled = 'rule_id' in row && 'log_types' in row && 'expected_result' in row;
  return labelled && typeof log === 'object' && log !== null && !Array.isArray(log) ? (log as RawRow) : row;
}

/** Purview's audit search downloads a CSV whose `AuditData` column holds the record itself. */
function openAuditData(row: RawRow): RawRow {
  // Nearly every row: taking it apart would copy it.
  if (row.AuditData === undefined) return row;
  const { AuditData, ...outer } = row;
  const inner = typeof AuditData === 'string' ? parseLoose(AuditData) : AuditData;
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return row;
  const { CreationDate, UserIds, Operations, RecordType, ResultIndex, ResultCount, Identity, ...rest } =
    outer;
  const fault = structuralFault(inner);
  return fault
    ? row
    : { CreationTime: CreationDate, UserId: UserIds, Operation: Operations, ...rest, ...inner };
}
