import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY, dayNumber } from '@/lib/core/time';
import type { TableName } from '@/lib/domain/tables';
import type { StagedBatch } from '../lake/batches';
import { type DuckRow, rowsOf } from '../lake/duck';
import { tableRelation } from '../lake/relation';
import { type LakeRow, rowSelect, toLakeRow } from '../lake/rows';
import { type LakeColumn, lakeTable } from '../lake/schema';
import type { Segment } from '../lake/segments';
import { text, timestamp } from '../lake/sql';
import type { Position, TimelinePage } from './protocol';
import type { Snapshot } from './snapshot';

/** Days with no more rows than this all together cost what one costs: they are opened at once. */
const FIRST_ROWS = 20_000;

/** One table of a walk: what matches, and which columns are read. */
export interface WalkTable {
  readonly table: TableName;
  readonly where: string;
  readonly columns: readonly LakeColumn[];
}

export interface Walk {
  readonly duck: DuckDBConnection;
  readonly dataDir: string;
  readonly snapshot: Snapshot;
  readonly tables: readonly WalkTable[];
  readonly before: Position;
  readonly since: number;
  readonly limit: number;
  /** Milliseconds after which no further window is opened. */
  readonly budgetMs: number;
}

/**
 * The newest rows that match, across tables. Days are opened from the newest on, one (or a few that hold little), then
 * twice, four times, eight times as many,
 * and the walk stops as soon as the limit is reached: a busy user's page reads one day, a sparse user's a few
 * row groups of each. A window holds whole UTC days, as segments do, so what it found is final.
 */
export async function walkBack(walk: Walk): Promise<TimelinePage> {
  const started = performance.now();
  const days = daysOf(walk);
  const found: LakeRow[] = [];
  let size = firstDays(days, rowsByDay(walk.snapshot));
  let at = 0;
  while (at < days.length && found.length < walk.limit) {
    const window = days.slice(at, at + size);
    found.push(...(await readWindow(walk, window, walk.limit - found.length)));
    at += size;
    size *= 2;
    const newest = window.at(-1);
    if (
      at < days.length &&
      found.length < walk.limit &&
      performance.now() - started > walk.budgetMs &&
      newest !== undefined
    ) {
      return { rows: found, next: { time: newest * DAY, rowId: '' }, partial: true };
    }
  }
  const last = found.at(-1);
  const more = found.length >= walk.limit && last !== undefined;
  return { rows: found, next: more ? { time: last.time, rowId: last.rowId } : null, partial: false };
}

/** Days that are opened first: the newest one, and those after it as long as they hold few rows all together. */
function firstDays(days: readonly number[], rowsOn: ReadonlyMap<number, number>): number {
  let rows = 0;
  const end = days.findIndex((day) => {
    rows += rowsOn.get(day) ?? 0;
    return rows > FIRST_ROWS;
  });
  return Math.max(1, end < 0 ? days.length : end);
}

/** Rows of a snapshot by the day of their events; a batch that spans days counts on its last. */
export function rowsByDay({ segments, batches }: Snapshot): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (const { day, rowCount } of segments) rows.set(day, (rows.get(day) ?? 0) + rowCount);
  for (const { maxTime, rowCount } of batches) {
    const day = dayNumber(maxTime?.getTime() ?? 0);
    rows.set(day, (rows.get(day) ?? 0) + rowCount);
  }
  return rows;
}

/** Days that have a segment or a waiting batch, newest first. */
export function daysOf({ snapshot, before, since }: Pick<Walk, 'snapshot' | 'before' | 'since'>): number[] {
  const days = new Set(snapshot.segments.map((segment) => segment.day));
  for (const { minTime, maxTime } of snapshot.batches) {
    if (!minTime || !maxTime) continue;
    const last = dayNumber(Math.min(maxTime.getTime(), before.time));
    for (let day = dayNumber(Math.max(minTime.getTime(), since)); day <= last; day++) days.add(day);
  }
  return [...days].sort((a, b) => b - a);
}

async function readWindow(walk: Walk, days: readonly number[], limit: number): Promise<LakeRow[]> {
  const inWindow = new Set(days);
  const rows: LakeRow[] = [];
  for (const table of walk.tables) {
    const source = sourceIn(walk.snapshot, table.table, inWindow);
    if (source.segments.length + source.batches.length > 0)
      rows.push(...(await readTable(walk, table, source, days, limit)));
  }
  return rows.sort(newestFirst).slice(0, limit);
}

/** What a snapshot holds of a table on some days. */
export const sourceIn = (
  { segments, batches }: Snapshot,
  table: TableName,
  days: ReadonlySet<number>,
): Snapshot => ({
  segments: segments.filter((s) => s.table === table && days.has(s.day)),
  batches: batches.filter((b) => b.table === table && touches(b, days)),
});

const touches = ({ minTime, maxTime }: StagedBatch, days: ReadonlySet<number>): boolean => {
  const [first, last] = [dayNumber(minTime?.getTime() ?? 0), dayNumber(maxTime?.getTime() ?? 0)];
  for (const day of days) if (day >= first && day <= last) return true;
  return false;
};

async function readTable(
  { duck, dataDir, before, since }: Walk,
  { table, where, columns }: WalkTable,
  source: { segments: readonly Segment[]; batches: readonly StagedBatch[] },
  days: readonly number[],
  limit: number,
): Promise<LakeRow[]> {
  const known = lakeTable(table);
  const from = Math.max(since, Math.min(...days) * DAY);
  const to = (Math.max(...days) + 1) * DAY;
  const conditions = [
    where,
    `"_time" >= ${timestamp(from)} AND "_time" < ${timestamp(to)}`,
    ...(before.time < to ? [olderThan(before)] : []),
  ];
  const select = (robust: boolean): string =>
    `SELECT ${rowSelect(columns)} FROM (${tableRelation(dataDir, known, source, robust)})
     WHERE ${conditions.join(' AND ')} ORDER BY "_time" DESC, "_rowId" DESC LIMIT ${limit}`;
  const rows = await readForgiving(duck, source.batches.length > 0, select);
  return rows.map((row) => toLakeRow(known, columns, row));
}

/** Reads once more with the slower reader of waiting rows where the fast one fails. */
export const readForgiving = (
  duck: DuckDBConnection,
  hasBatches: boolean,
  select: (robust: boolean) => string,
): Promise<DuckRow[]> =>
  rowsOf(duck, select(false)).catch((error: unknown) => {
    if (!hasBatches) throw error;
    return rowsOf(duck, select(true));
  });

const olderThan = ({ time, rowId }: Position): string =>
  `"_time" <= ${timestamp(time)} AND ("_time" < ${timestamp(time)} OR "_rowId" < ${text(rowId)})`;

/** Ties are broken as DuckDB breaks them, by the bytes of the row id, which is ASCII. */
const newestFirst = (a: LakeRow, b: LakeRow): number =>
  b.time - a.time || (a.rowId < b.rowId ? 1 : a.rowId > b.rowId ? -1 : 0);
