import { type LakeTable, META, stagedTypes, storedSelect } from './schema';
import { ident, text, textList } from './sql';

/** Rows that wait to be sealed: NDJSON files (absolute paths) and lines that the inbox row itself holds. */
export interface StagedRows {
  readonly files: readonly string[];
  readonly lines: readonly string[];
  /** `_rowId`s of lines that turned out to be duplicates. */
  readonly dropped: readonly string[];
}

/** Longest line that is read: a row larger than this is refused by ingest long before. */
const MAX_LINE = 16 * 1024 * 1024;

/** A relation with the table's stored columns over rows that wait to be sealed. `undefined` when there are none. */
export function stagedRelation(table: LakeTable, rows: StagedRows, robust = false): string | undefined {
  const parts: string[] = [];
  if (rows.files.length > 0) parts.push(fromFiles(table, rows.files, robust));
  if (rows.lines.length > 0) parts.push(transformed(table, `SELECT unnest(${textList(rows.lines)}) AS json`));
  if (parts.length === 0) return undefined;
  const source = parts.join(' UNION ALL BY NAME ');
  const where =
    rows.dropped.length > 0 ? ` WHERE "_rowId" NOT IN (${rows.dropped.map(text).join(', ')})` : '';
  return `SELECT ${storedSelect(table)} FROM (${source})${where}`;
}

function fromFiles(table: LakeTable, files: readonly string[], robust: boolean): string {
  const list = textList(files);
  if (robust || table.columns.some(({ name, stored }) => name !== stored)) {
    const source = `SELECT json FROM read_ndjson_objects(${list}, maximum_object_size = ${MAX_LINE})`;
    return transformed(table, source);
  }
  const columns = stagedTypes(table).map(({ name, type }) => `${ident(name)}: ${text(type)}`);
  return `SELECT * FROM read_json(${list}, format = 'newline_delimited', columns = {${columns.join(', ')}},
    maximum_object_size = ${MAX_LINE})`;
}

/** Slower than read_json, but it can tell apart names that differ in case only: fields are taken by position. */
function transformed(table: LakeTable, source: string): string {
  const types = stagedTypes(table);
  const structure = `{${types.map(({ name, type }) => `${JSON.stringify(name)}:${JSON.stringify(type)}`).join(',')}}`;
  const stored = [...META.map(({ name }) => name as string), ...table.columns.map((column) => column.stored)];
  const fields = stored.map((name, index) => `struct_extract_at(row, ${index + 1}) AS ${ident(name)}`);
  return `SELECT ${fields.join(', ')} FROM (SELECT json_transform(json, ${text(structure)}) AS row FROM (${source}))`;
}
