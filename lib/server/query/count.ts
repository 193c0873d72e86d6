import type { DuckDBConnection } from '@duckdb/node-api';
import { DAY, dayNumber } from '@/lib/core/time';
import type { FacetCounts, FacetGroup } from '@/lib/domain/views/facet';
import type { DuckRow } from '../lake/duck';
import { tableRelation } from '../lake/relation';
import { lakeTable } from '../lake/schema';
import { timestamp } from '../lake/sql';
import type { FacetSource } from './facets';
import type { Snapshot } from './snapshot';
import { daysOf, readForgiving, rowsByDay, sourceIn } from './timeline';

export interface Count {
  readonly duck: DuckDBConnection;
  readonly dataDir: string;
  readonly snapshot: Snapshot;
  readonly sources: readonly FacetSource[];
  readonly days: number;
  /** Groups that are handed over, the largest. */
  readonly limit: number;
  readonly budgetMs: number;
}

/** More groups than this are not told apart any further: the counting stops there and says so. */
const MAX_GROUPS = 20_000;
/** Rows of the first window: few enough for any budget, and all that a small lake has. */
const FIRST_ROWS = 100_000;

/**
 * Counts rows in groups, from the newest day that the lake holds of these tables on. As many days are opened at once as
 * the catalog's row counts and the pace of the days before leave room for in the budget, so the answer is never much
 * later than that; how far back it counted is part of the answer.
 */
export async function countBack(count: Count): Promise<FacetCounts> {
  const started = performance.now();
  const to = newestOf(count.snapshot);
  const since = to - count.days * DAY;
  const before = { time: to, rowId: '' };
  const days = daysOf({ snapshot: count.snapshot, before, since }).filter((day) => day >= dayNumber(since));
  const found = new Map<string, FacetGroup>();
  const rowsOn = rowsByDay(count.snapshot);
  let at = 0;
  let room = FIRST_ROWS;
  while (at < days.length && found.size <= MAX_GROUPS) {
    const window = withinRows(days, at, rowsOn, room);
    if (window.length === 0) break;
    const opened = performance.now();
    for (const source of count.sources) add(found, source, await readWindow(count, source, window, since));
    const now = performance.now();
    const rows = window.reduce((sum, day) => sum + (rowsOn.get(day) ?? 0), 0);
    room = ((count.budgetMs - (now - started)) * Math.max(rows, 1)) / Math.max(now - opened, 1);
    at += window.length;
  }
  const oldest = days[at - 1];
  const partial = at < days.length;
  return {
    groups: [...found.values()].sort((a, b) => b.count - a.count || b.last - a.last).slice(0, count.limit),
    total: found.size,
    from: partial && oldest !== undefined ? Math.max(oldest * DAY, since) : since,
    to,
    partial,
  };
}

/** Days from a place on that hold so many rows together: at the very beginning at least one. */
function withinRows(
  days: readonly number[],
  at: number,
  rowsOn: ReadonlyMap<number, number>,
  room: number,
): readonly number[] {
  let rows = 0;
  let end = at;
  for (let day = days[end]; day !== undefined; day = days[++end]) {
    rows += rowsOn.get(day) ?? 0;
    if (rows > room && (at > 0 || end > at)) break;
  }
  return days.slice(at, end);
}

/** The newest event of what may be read: imported history is counted back from its own end. */
function newestOf({ segments, batches }: Snapshot): number {
  let newest = 0;
  for (const { maxTime } of [...segments, ...batches]) newest = Math.max(newest, maxTime?.getTime() ?? 0);
  return Math.min(newest === 0 ? Date.now() : newest + 1, Date.now());
}

async function readWindow(
  { duck, dataDir, snapshot }: Count,
  { table, where, name, detail, failed, risky, latitude, longitude }: FacetSource,
  days: readonly number[],
  since: number,
): Promise<DuckRow[]> {
  const source = sourceIn(snapshot, table, new Set(days));
  if (source.segments.length + source.batches.length === 0) return [];
  const from = Math.max(since, Math.min(...days) * DAY);
  const to = (Math.max(...days) + 1) * DAY;
  const select = (robust: boolean): string =>
    `SELECT name, detail, count(*)::INTEGER AS count, count_if(failed)::INTEGER AS failed,
       count_if(risky)::INTEGER AS risky, epoch_ms(min(moment))::DOUBLE AS first, epoch_ms(max(moment))::DOUBLE AS last,
       any_value(latitude) AS latitude, any_value(longitude) AS longitude
     FROM (SELECT ${name} AS name, ${detail ?? 'NULL'} AS detail, coalesce(${failed ?? 'false'}, false) AS failed,
         coalesce(${risky ?? 'false'}, false) AS risky, "_time" AS moment, ${latitude ?? 'NULL'}::DOUBLE AS latitude,
         ${longitude ?? 'NULL'}::DOUBLE AS longitude
       FROM (${tableRelation(dataDir, lakeTable(table), source, robust)})
       WHERE ${where} AND "_time" >= ${timestamp(from)} AND "_time" < ${timestamp(to)})
     WHERE name IS NOT NULL AND name <> '' GROUP BY name, detail`;
  return readForgiving(duck, source.batches.length > 0, select);
}

function add(found: Map<string, FacetGroup>, { type }: FacetSource, rows: readonly DuckRow[]): void {
  for (const row of rows) {
    const name = String(row.name);
    const detail = row.detail === null || row.detail === '' ? null : String(row.detail);
    const key = `${type}\0${name}\0${detail}`;
    const known = found.get(key);
    const [first, last] = [Number(row.first), Number(row.last)];
    found.set(key, {
      type,
      name,
      detail,
      count: (known?.count ?? 0) + Number(row.count),
      failed: (known?.failed ?? 0) + Number(row.failed),
      risky: (known?.risky ?? 0) + Number(row.risky),
      first: Math.min(known?.first ?? first, first),
      last: Math.max(known?.last ?? last, last),
      latitude: known?.latitude ?? numberOf(row.latitude),
      longitude: known?.longitude ?? numberOf(row.longitude),
    });
  }
}

const numberOf = (value: unknown): number | null => {
  const number = value === null || value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
};
