import type { DuckDBConnection } from '@duckdb/node-api';
import type { TableName } from '@/lib/domain/tables';
import { rowsOf } from '../lake/duck';
import { tableRelation } from '../lake/relation';
import { type LakeRow, rowSelect, toLakeRow } from '../lake/rows';
import { type LakeColumn, lakeTable } from '../lake/schema';
import { ident, text, timestamp } from '../lake/sql';
import type { CheckedInput } from './protocol';
import type { Snapshot, Wanted } from './snapshot';
import { type Match, matchOf } from './subjects';

/** One table of the search: what matches, and by which principals its segments can be told. */
interface Search extends Match {
  readonly table: TableName;
}

type Input = CheckedInput<'nearby'>;

/** Long columns that no chain reads. */
const BULKY = new Set(
  `AuthenticationDetails AuthenticationProcessingDetails ConditionalAccessPolicies NetworkLocationDetails
   AuthenticationRequirementPolicies MfaDetail TokenProtectionStatusDetails AuthenticationContextClassReferences
   AppliedEventListeners SessionLifetimePolicies AuthenticationMethodsUsed`.split(/\s+/),
);
const columnsOf = (table: TableName): readonly LakeColumn[] =>
  lakeTable(table).columns.filter(({ name }) => !BULKY.has(name));

/** Rows that tell the start of a process: in the Windows logs one event among many. */
const STARTS: Partial<Record<TableName, string>> = {
  DeviceProcessEvents: 'true',
  SecurityEvent: '"EventID" = 4688',
  Event: `"EventID" = 1 AND contains(lower("Source"), 'sysmon')`,
};

/** Which tables to look into, and how; a table that cannot know the subject is left out. */
export function searchesOf(input: Input): readonly Search[] {
  return input.tables.flatMap((table) => {
    if (input.messageIds.length > 0) return messageMatch(table, input.messageIds);
    const match = matchOf(table, input);
    if (!match) return [];
    const starts = input.processStarts === undefined ? null : startsOf(table, input.processStarts);
    if (starts === undefined) return [];
    return [{ table, ...match, where: starts === null ? match.where : `${match.where} AND (${starts})` }];
  });
}

function messageMatch(table: TableName, messageIds: readonly string[]): Search[] {
  const column = lakeTable(table).columns.find(({ name }) => name === 'NetworkMessageId');
  if (!column) return [];
  // Compared as they are stored, so that whole row groups are passed over.
  const ids = messageIds.flatMap((id) => [text(id.toLowerCase()), text(id.toUpperCase())]);
  return [{ table, where: `${ident(column.stored)} IN (${ids.join(', ')})` }];
}

/** With process ids or keys: those processes' own starts only. */
function startsOf(table: TableName, { ids, keys }: NonNullable<Input['processStarts']>): string | undefined {
  const starts = STARTS[table];
  if (starts === undefined || (ids.length === 0 && keys.length === 0)) return starts;
  const any = [
    ...ids.map((id) => processIdIs(table, id)),
    ...keys.map((key) => processKeyIs(table, key)),
  ].filter((condition) => condition !== null);
  return any.length === 0 ? undefined : `${starts} AND (${any.join(' OR ')})`;
}

function processIdIs(table: TableName, id: number): string | null {
  if (table === 'DeviceProcessEvents') return `"ProcessId" = ${id}`;
  if (table === 'SecurityEvent')
    return `lower("NewProcessId") IN (${text(`0x${id.toString(16)}`)}, ${text(String(id))})`;
  return `contains("EventData", ${text(`"ProcessId">${id}<`)})`;
}

const processKeyIs = (table: TableName, key: string): string | null =>
  table === 'Event' ? `contains(lower("EventData"), ${text(`"processguid">${key.toLowerCase()}`)})` : null;

export const wantedOf = (searches: readonly Search[], { from, to }: Input): Wanted[] =>
  searches.map(({ table, principals }) => ({ table, from, to, ...(principals ? { principals } : {}) }));

export interface NearbyRows {
  /** In the order of events. */
  readonly rows: readonly LakeRow[];
  /** There are more: these are the ones nearest to the moment. */
  readonly more: boolean;
}

/** The rows nearest to a moment that match, across tables, in the order of events. */
export async function findNearby(
  duck: DuckDBConnection,
  dataDir: string,
  input: Input,
  searches: readonly Search[],
  snapshot: Snapshot,
): Promise<NearbyRows> {
  const found: LakeRow[] = [];
  for (const search of searches) found.push(...(await readTable(duck, dataDir, input, search, snapshot)));
  const distance = (row: LakeRow): number => Math.abs(row.time - input.around);
  const kept = found.sort((a, b) => distance(a) - distance(b) || (a.rowId < b.rowId ? -1 : 1));
  const rows = kept.slice(0, input.limit);
  rows.sort((a, b) => a.time - b.time || (a.rowId < b.rowId ? -1 : 1));
  return { rows, more: found.length > input.limit };
}

async function readTable(
  duck: DuckDBConnection,
  dataDir: string,
  { around, from, to, limit }: Input,
  { table, where }: Search,
  snapshot: Snapshot,
): Promise<LakeRow[]> {
  const segments = snapshot.segments.filter((segment) => segment.table === table);
  const batches = snapshot.batches.filter((batch) => batch.table === table);
  if (segments.length + batches.length === 0) return [];
  const known = lakeTable(table);
  const columns = columnsOf(table);
  const select = (robust: boolean): string =>
    `SELECT ${rowSelect(columns)} FROM (${tableRelation(dataDir, known, { segments, batches }, robust)})
     WHERE ${where} AND "_time" BETWEEN ${timestamp(from)} AND ${timestamp(to)}
     ORDER BY abs(epoch_us("_time") - ${Math.round(around * 1000)}::BIGINT), "_rowId" LIMIT ${limit + 1}`;
  const rows = await rowsOf(duck, select(false)).catch((error: unknown) => {
    if (batches.length === 0) throw error;
    return rowsOf(duck, select(true));
  });
  return rows.map((row) => toLakeRow(known, columns, row));
}
