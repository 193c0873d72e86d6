import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import type { TableName } from '@/lib/domain/tables';
import { type ColumnType, tableColumns } from './columns';
import type { Fields } from './fields';
import { type Aliases, ColumnFolder } from './shape';
import { parseTime } from './time';
import type { NormalizeContext, NormalizeOutcome, Normalizer, RawRow } from './types';

/** What a source reads from: the row under the table's own names, and what these do not hold. */
export interface SourceRow {
  readonly c: Fields;
  readonly overflow: Fields;
  /** The row as lifted, before its names were folded. */
  readonly raw: RawRow;
  /** The row as it came. */
  readonly source: RawRow;
  readonly time: number;
  readonly ctx: NormalizeContext;
}

/** What a source makes of a row. */
export interface Reading {
  readonly facts: EventFacts;
  readonly actor?: EntityMention | undefined;
  readonly host?: EntityMention | undefined;
  readonly target?: EntityMention | undefined;
  readonly principal: string;
  readonly dedupKey: string | null;
}

/** A row that lacks what the event cannot be without. */
export class Unreadable {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {}
}

export interface SourceDefinition {
  readonly table: TableName;
  /** Columns that carry the event time, best first; names outside the schema are read from the row itself. */
  readonly timeColumns: readonly string[];
  /** The table's rows reach us as they happen: one without any time is stamped with its arrival. */
  readonly stampOnArrival?: boolean;
  readonly aliases?: Aliases;
  /** Opens the envelope of a native shape (diagnostic record, Graph resource, nested event data). */
  readonly lift?: (row: RawRow) => RawRow;
  readonly read: (row: SourceRow) => Reading | Unreadable;
}

const NOTHING: Fields = Object.freeze({});

/** Builds a normalizer out of what differs between sources. */
export function defineSource(source: SourceDefinition): Normalizer {
  const folder = new ColumnFolder(source.table, source.aliases);
  const stamps = timeNames(tableColumns(source.table));
  return {
    table: source.table,
    timeColumns: source.timeColumns,
    normalize(row, ctx) {
      const raw = source.lift ? source.lift(row) : row;
      const { columns, overflow } = folder.fold(raw);
      const time = timeOf(source, columns, raw, ctx);
      if (typeof time !== 'number') return { ok: false, problem: { field: time.field, reason: time.reason } };
      const reading = source.read({ c: columns, overflow: overflow ?? NOTHING, raw, source: row, time, ctx });
      if (reading instanceof Unreadable) {
        return { ok: false, problem: { field: reading.field, reason: reading.reason } };
      }
      return {
        ok: true,
        row: assemble(source.table, time, withStamps(columns, stamps, time), overflow, reading),
      };
    },
  };
}

/** Names the columns under which queries expect the event time. */
const timeNames = (columns: ReadonlyMap<string, ColumnType>): readonly string[] =>
  ['TimeGenerated', 'Timestamp'].filter((name) => columns.has(name));

/** Every row in the lake has its time under each name that its table's queries use. */
function withStamps(columns: Fields, names: readonly string[], time: number): Fields {
  const missing = names.filter((name) => columns[name] === undefined || columns[name] === null);
  if (missing.length === 0) return columns;
  const known = names.map((name) => columns[name]).find((value) => value !== undefined && value !== null);
  const stamp = known ?? new Date(time).toISOString();
  return { ...columns, ...Object.fromEntries(missing.map((name) => [name, stamp])) };
}

function timeOf(
  source: SourceDefinition,
  columns: Fields,
  raw: RawRow,
  ctx: NormalizeContext,
): number | Unreadable {
  let bad: string | undefined;
  for (const name of source.timeColumns) {
    const value = columns[name] ?? raw[name] ?? raw[`${name} [UTC]`];
    if (value === undefined || value === null || value === '') continue;
    const time = parseTime(value);
    if (time !== undefined) return time;
    bad ??= name;
  }
  if (bad !== undefined)
    return new Unreadable(bad, `not a time between 1980 and 2200: ${shown(columns[bad] ?? raw[bad])}`);
  if (source.stampOnArrival) return ctx.receivedAt;
  return new Unreadable(
    source.timeColumns[0] ?? '',
    `the row has no time: none of ${source.timeColumns.join(', ')}`,
  );
}

const shown = (value: unknown): string =>
  String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 60);

function assemble(
  table: TableName,
  time: number,
  columns: Fields,
  overflow: Fields | null,
  reading: Reading,
): Extract<NormalizeOutcome, { ok: true }>['row'] {
  const { facts, actor, host, target, principal, dedupKey } = reading;
  return {
    table,
    time,
    columns,
    overflow,
    dedupKey,
    principal,
    // Members without a value stay undefined: spreading them in one by one would cost more than all the rest here.
    event: { table, time, actor, host, target, facts },
  };
}
