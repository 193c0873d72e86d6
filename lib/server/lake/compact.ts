import { unlink } from 'node:fs/promises';
import path from 'node:path';
import { pool } from '../pg';
import type { LakeContext } from './context';
import { rowsOf } from './duck';
import { groupBy } from './group';
import { dayLock, withLock } from './locks';
import { absolutePath } from './paths';
import { publish } from './publish';
import { SEGMENT_COLUMNS, type Segment, withdrawSegments } from './segments';
import { text, textList } from './sql';

/** Segments of one day that should become fewer. */
export interface CompactionJob {
  readonly tenantId: string;
  readonly table: string;
  readonly origin: string;
  readonly day: number;
  readonly segments: readonly (Segment & { compacted: boolean })[];
}

/**
 * Rows of one file and of one row group after compaction. Files of a day follow each other by principal, so the
 * catalog's principal range names the one file that can hold an account; inside it, the row group's range and Bloom
 * filter leave one group of 4,096 rows to read. Larger groups made the look-up slower, smaller ones the file larger.
 */
const FILE_ROWS = 65_536;
const ROW_GROUP = 4_096;
const PARQUET = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}`;

/** So many segments of about the same size are merged into one of the next size: each row is rewritten a few times only. */
const FAN_IN = 8;
/** A merge takes no more rows than this: what it costs, and what a kill throws away, stays bounded. */
const MAX_MERGE_ROWS = 2_000_000;
/** A day that got nothing for so long is merged as a whole. */
const QUIET = "interval '10 minutes'";

type Row = Segment & { tenantId: string; compacted: boolean; quiet: boolean };

/** The next pieces of work, at most one per (tenant, table, origin, day), those with most segments first. */
export async function compactionJobs(limit: number): Promise<CompactionJob[]> {
  const { rows } = await pool().query<Row>(
    `SELECT s.tenant_id AS "tenantId", s.compacted, d.quiet, ${SEGMENT_COLUMNS}
     FROM (SELECT tenant_id, table_name, origin, day, count(*) AS n, max(created_at) < clock_timestamp() - ${QUIET} AS quiet
           FROM lake_segment GROUP BY 1, 2, 3, 4
           HAVING count(*) >= $1 OR (bool_or(NOT compacted) AND max(created_at) < clock_timestamp() - ${QUIET})
           ORDER BY count(*) DESC LIMIT $2) AS d
     JOIN lake_segment AS s USING (tenant_id, table_name, origin, day)
     ORDER BY d.n DESC, s.tenant_id, s.table_name, s.origin, s.day, s.row_count`,
    [FAN_IN, limit],
  );
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const key = [row.tenantId, row.table, row.origin, row.day].join('\0');
    days.set(key, [...(days.get(key) ?? []), row]);
  }
  return [...days.values()].flatMap((day) => {
    const segments = chooseSegments(day);
    const [first] = day;
    return first && segments.length > 0 ? [{ ...first, segments }] : [];
  });
}

/**
 * Which segments of a day to merge now: of a quiet day all, unless they are in order already; of a busy one, the
 * smallest size class (factor 8) that has eight members.
 */
export function chooseSegments<S extends { rowCount: number; compacted: boolean; quiet: boolean }>(
  day: readonly S[],
): S[] {
  const bySize = [...day].sort((a, b) => a.rowCount - b.rowCount);
  const small = bySize.filter((segment) => !segment.compacted || segment.rowCount < FILE_ROWS / 2);
  if (bySize[0]?.quiet) {
    const total = bySize.reduce((sum, segment) => sum + segment.rowCount, 0);
    if (small.every((segment) => segment.compacted) && small.length < 2) return [];
    return bySize.length === 1 && bySize[0].compacted ? [] : upTo(total <= MAX_MERGE_ROWS ? bySize : small);
  }
  const classes = groupBy(small, (segment) => Math.floor(Math.log(segment.rowCount) / Math.log(FAN_IN)));
  const ripe = [...classes.values()].find((members) => members.length >= FAN_IN);
  return ripe ? upTo(ripe) : [];
}

function upTo<S extends { rowCount: number }>(segments: readonly S[]): S[] {
  let rows = 0;
  return segments.filter((segment) => {
    rows += segment.rowCount;
    return rows <= MAX_MERGE_ROWS;
  });
}

/**
 * Merges segments of a day into files sorted by principal and time.
 * @returns false when somebody else works on that day
 */
export async function compact(context: LakeContext, job: CompactionJob): Promise<boolean> {
  const { tenantId, table, origin, day, segments } = job;
  const done = await withLock(dayLock(tenantId, table, day), async () => {
    const files = segments.map((segment) => absolutePath(context.dataDir, segment.path));
    await publish(context, {
      tenantId,
      table,
      origin,
      compacted: true,
      rows: segments.reduce((sum, segment) => sum + segment.rowCount, 0),
      write: (folder) => writeSorted(context, files, job, folder),
      replace: (tx) => withdrawSegments(tx, tenantId, segments),
    });
    return true;
  });
  return done ?? false;
}

/** Rows of a table that were sorted at once without running out of memory: learnt, since rows differ widely in size. */
const sortable = new Map<string, number>();
const MIN_SORT = 1_024;

/** One file per range of principals. What does not fit into memory is sorted in parts, which then follow each other. */
async function writeSorted(
  context: LakeContext,
  files: readonly string[],
  { table, day }: Pick<CompactionJob, 'table' | 'day'>,
  folder: string,
): Promise<void> {
  const source = `read_parquet(${textList(files)}, union_by_name = true)`;
  const found = await rowsOf(
    context.duck,
    `SELECT "_principal" AS principal, count(*)::INTEGER AS rows FROM ${source} GROUP BY 1 ORDER BY 1`,
  );
  const counts = found.map(({ principal, rows }) => ({ principal: String(principal), rows: Number(rows) }));
  for (const [index, range] of principalRanges(counts).entries()) {
    const file = path.join(folder, `_day=${day}.${String(index).padStart(5, '0')}.parquet`);
    // By place, not by comparison: DuckDB's order of characters is not JavaScript's.
    const at = (name: string): number => counts.findIndex(({ principal }) => principal === name);
    const within = counts.slice(at(range.from), at(range.to) + 1);
    await writeRange(context, { source, table, counts: within }, file);
  }
}

interface SortedRange {
  readonly source: string;
  readonly table: string;
  readonly counts: readonly { principal: string; rows: number }[];
}

async function writeRange(context: LakeContext, range: SortedRange, file: string): Promise<void> {
  for (;;) {
    const atOnce = sortable.get(range.table) ?? FILE_ROWS;
    try {
      return await writeParts(context, range, principalRanges(range.counts, atOnce), file);
    } catch (error) {
      if (!/out of memory/i.test(String(error)) || atOnce <= MIN_SORT) throw error;
      sortable.set(range.table, Math.floor(atOnce / 4));
    }
  }
}

async function writeParts(
  context: LakeContext,
  { source }: SortedRange,
  parts: readonly { from: string; to: string }[],
  file: string,
): Promise<void> {
  const sorted = ({ from, to }: { from: string; to: string }): string =>
    `SELECT * FROM ${source} WHERE "_principal" BETWEEN ${text(from)} AND ${text(to)} ORDER BY "_principal", "_time", "_rowId"`;
  const [only] = parts;
  if (only && parts.length === 1) {
    await context.duck.run(`COPY (${sorted(only)}) TO ${text(file)} (${PARQUET})`);
    return;
  }
  const names = parts.map((_, index) => `${file}.part${index}`);
  for (const [index, part] of parts.entries())
    await context.duck.run(`COPY (${sorted(part)}) TO ${text(names[index] ?? '')} (${PARQUET})`);
  await context.duck.run(
    `COPY (SELECT * FROM read_parquet(${textList(names)})) TO ${text(file)} (${PARQUET})`,
  );
  for (const name of names) await unlink(name);
}

/** Cuts principals, in order, into ranges of about a file's rows; a principal is never cut in two. */
export function principalRanges(
  counts: readonly { principal: string; rows: number }[],
  fileRows = FILE_ROWS,
): { from: string; to: string }[] {
  const ranges: { from: string; to: string; rows: number }[] = [];
  for (const { principal, rows } of counts) {
    const last = ranges.at(-1);
    if (last && last.rows + rows <= fileRows) {
      last.to = principal;
      last.rows += rows;
    } else {
      ranges.push({ from: principal, to: principal, rows });
    }
  }
  return ranges.map(({ from, to }) => ({ from, to }));
}
