import type { TableName } from '@/lib/domain/tables';
import { type ColumnType, tableColumns } from '@/lib/engine/normalize/columns';
import { ident, text } from './sql';

/** A column of a telemetry table as the lake stores it. */
export interface LakeColumn {
  /** The vendor's name. */
  readonly name: string;
  /** Its name in Parquet: differs where two of the vendor's names differ in case only. */
  readonly stored: string;
  readonly type: ColumnType;
}

export interface LakeTable {
  readonly table: TableName;
  readonly columns: readonly LakeColumn[];
}

/** Version of the columns written today; a segment's catalog row tells which it has. */
export const SCHEMA_VERSION = 1;

/** Our own columns, first in every segment: how the staged row is read, and the expression that is stored. */
export const META = [
  { name: '_rowId', read: 'VARCHAR', type: 'VARCHAR', expr: '"_rowId"' },
  { name: '_time', read: 'DOUBLE', type: 'TIMESTAMP', expr: micros('_time') },
  { name: '_principal', read: 'VARCHAR', type: 'VARCHAR', expr: `COALESCE("_principal", '')` },
  { name: '_ingestedAt', read: 'DOUBLE', type: 'TIMESTAMP', expr: micros('_ingestedAt') },
  { name: '_batch', read: 'VARCHAR', type: 'VARCHAR', expr: '"_batch"' },
  { name: '_origin', read: 'VARCHAR', type: 'VARCHAR', expr: `COALESCE("_origin", '')` },
  { name: '_schemaVersion', read: 'INTEGER', type: 'INTEGER', expr: '"_schemaVersion"' },
  { name: '_overflow', read: 'JSON', type: 'JSON', expr: '"_overflow"' },
  { name: '_geo', read: 'JSON', type: 'JSON', expr: '"_geo"' },
] as const;

const META_NAMES: ReadonlySet<string> = new Set(META.map((m) => m.name));

/** DuckDB type of each Kusto type. `dynamic` is JSON: as VARIANT the same hunts took 8 to 50 times as long. */
const STORED: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  guid: 'VARCHAR',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  bool: 'BOOLEAN',
  datetime: 'TIMESTAMP',
  dynamic: 'JSON',
};

/** Columns that name the moment of the event: where the source's own spelling cannot be read, `_time` stands in. */
const EVENT_TIME: ReadonlySet<string> = new Set(['TimeGenerated', 'Timestamp']);

/** Spellings of exports that are not ISO 8601. */
const OTHER_TIMES = [
  '%m/%d/%Y, %I:%M:%S.%g %p',
  '%m/%d/%Y, %I:%M:%S %p',
  '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y %H:%M:%S',
];

function micros(column: string): string {
  return `make_timestamp(CAST(round("${column}" * 1000) AS BIGINT))`;
}

const cache = new Map<TableName, LakeTable>();

/** The columns of a table as the lake stores them. */
export function lakeTable(table: TableName): LakeTable {
  const known = cache.get(table);
  if (known) return known;
  const made = { table, columns: mangle([...tableColumns(table)].map(([name, type]) => ({ name, type }))) };
  cache.set(table, made);
  return made;
}

/** DuckDB identifiers ignore case: the second of two names that differ in case only gets a suffix. */
export function mangle(columns: readonly { name: string; type: ColumnType }[]): LakeColumn[] {
  const taken = new Set<string>([...META_NAMES].map((name) => name.toLowerCase()));
  return columns.map(({ name, type }) => {
    let stored = name;
    for (let n = 2; taken.has(stored.toLowerCase()); n++) stored = `${name}__${n}`;
    taken.add(stored.toLowerCase());
    return { name, stored, type };
  });
}

/** `name TYPE` of every stored column, for an empty relation with the table's shape. */
export function storedTypes(table: LakeTable): { name: string; type: string }[] {
  return [
    ...META.map(({ name, type }) => ({ name, type: type as string })),
    ...table.columns.map(({ stored, type }) => ({ name: stored, type: STORED[type] })),
  ];
}

/** How a staged line is read: text as text, everything else as raw JSON, so that no value can fail the read. */
export function stagedTypes(table: LakeTable): { name: string; type: string }[] {
  return [
    ...META.map(({ name, read }) => ({ name, type: read as string })),
    ...table.columns.map(({ name, type }) => ({ name, type: isText(type) ? 'VARCHAR' : 'JSON' })),
  ];
}

const isText = (type: ColumnType): boolean => type === 'string' || type === 'guid';
const raw = (column: LakeColumn): string => ident(column.stored);
const rawText = (column: LakeColumn): string => `(${raw(column)} ->> '$')`;

/**
 * Select list that turns a staged line (columns named as stored, typed by `stagedTypes`) into a stored row. A value
 * that does not fit its column becomes null there and stays, as the source wrote it, in `_overflow`.
 */
export function storedSelect(table: LakeTable): string {
  const own = META.map(
    ({ name, expr }) => `${name === '_overflow' ? overflow(table) : expr} AS ${ident(name)}`,
  );
  const columns = table.columns.map((column) => `${stored(column)} AS ${raw(column)}`);
  return [...own, ...columns].join(',\n  ');
}

function stored(column: LakeColumn): string {
  if (EVENT_TIME.has(column.name)) return `COALESCE(${cast(column)}, ${micros('_time')})`;
  return cast(column);
}

function cast(column: LakeColumn): string {
  switch (column.type) {
    case 'string':
    case 'guid':
      return raw(column);
    case 'dynamic':
      // Exports write dynamic columns as text that holds JSON: stored as the value that the text describes.
      return `CASE WHEN (starts_with(${raw(column)}, '"{') OR starts_with(${raw(column)}, '"[')) AND json_valid(${rawText(column)})
    THEN CAST(${rawText(column)} AS JSON) ELSE ${raw(column)} END`;
    case 'datetime': {
      const formats = `[${OTHER_TIMES.map(text).join(', ')}]`;
      // By way of TIMESTAMPTZ, since a plain TIMESTAMP would drop the offset; the session's zone is UTC.
      return `COALESCE(CAST(TRY_CAST(${rawText(column)} AS TIMESTAMPTZ) AS TIMESTAMP), TRY_STRPTIME(${rawText(column)}, ${formats}))`;
    }
    default:
      return `TRY_CAST(${rawText(column)} AS ${STORED[column.type]})`;
  }
}

/** True where storing the value would lose something: its type is wrong, or it is finer than a microsecond. */
function loses(column: LakeColumn): string {
  const unreadable = `${raw(column)} IS NOT NULL AND (${cast(column)}) IS NULL`;
  switch (column.type) {
    case 'int':
    case 'long':
      return `(${unreadable} OR (${cast(column)}) <> TRY_CAST(${rawText(column)} AS DOUBLE))`;
    case 'datetime':
      return `(${unreadable} OR regexp_matches(${rawText(column)}, '\\.[0-9]{6}[0-9]*[1-9]'))`;
    default:
      return `(${unreadable})`;
  }
}

function overflow(table: LakeTable): string {
  const typed = table.columns.filter(({ type }) => !isText(type) && type !== 'dynamic');
  if (typed.length === 0) return '"_overflow"';
  const kept = typed.map(
    (c) =>
      `CASE WHEN ${loses(c)} THEN ${text(`${JSON.stringify(c.name)}:`)} || CAST(${raw(c)} AS VARCHAR) END`,
  );
  return `CASE WHEN ${typed.map(loses).join(' OR ')}
    THEN CAST('{' || array_to_string([${kept.join(', ')}], ',') ||
      CASE WHEN "_overflow" IS NULL OR CAST("_overflow" AS VARCHAR) IN ('{}', 'null') THEN '}'
        ELSE ',' || substr(CAST("_overflow" AS VARCHAR), 2) END AS JSON)
    ELSE "_overflow" END`;
}
