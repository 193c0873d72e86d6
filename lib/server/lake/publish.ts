import { randomUUID } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { pool, withTransaction } from '../pg';
import type { LakeContext } from './context';
import { rowsOf } from './duck';
import { moveDurably, removeAll } from './files';
import { jobLock, withLock } from './locks';
import { absolutePath, segmentPath, workPath } from './paths';
import { SCHEMA_VERSION } from './schema';
import { text } from './sql';

/** Whose segments a job writes. */
export interface SegmentOwner {
  readonly tenantId: string;
  readonly table: string;
  readonly origin: string;
  readonly compacted: boolean;
}

interface WrittenFile {
  readonly day: number;
  readonly file: string;
}

interface NewSegment extends WrittenFile {
  readonly id: string;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly minTime: string;
  readonly maxTime: string;
  readonly minPrincipal: string;
  readonly maxPrincipal: string;
  readonly minIngested: string;
}

export interface Publication extends SegmentOwner {
  /** Writes Parquet files below the given absolute folder, which is empty; each path tells its day: `_day=20700…`. */
  readonly write: (folder: string) => Promise<void>;
  /** Exact number of rows that the new segments must have together. */
  readonly rows: number;
  /** In the transaction that makes the new segments visible: takes away what they replace, or throws. */
  readonly replace: (tx: PoolClient) => Promise<void>;
}

/**
 * The one way a segment comes into being. The work folder and then the final paths are registered before anything is
 * written there; files and folders are fsynced; one transaction makes the segments visible, takes away what they
 * replace and takes back the registration. Whatever moment the process dies at, either that transaction happened or
 * only registered files remain, which garbage collection removes.
 *
 * @throws when the rows written are not exactly `rows`, or when somebody else replaced the same rows meanwhile
 */
export async function publish(context: LakeContext, publication: Publication): Promise<void> {
  const jobId = randomUUID();
  const done = await withLock(jobLock(jobId), async () => {
    const work = workPath(jobId);
    await register(publication.tenantId, [work]);
    context.reached?.('registered');
    try {
      await inWorkFolder(context, jobId, publication);
      context.reached?.('committed');
    } finally {
      await removeAll(absolutePath(context.dataDir, work));
      await pool().query('DELETE FROM lake_file WHERE path = $1', [work]);
      context.reached?.('cleaned');
    }
    return true;
  });
  if (!done) throw new Error(`lake job ${jobId}: its own lock is held by somebody else`);
}

async function inWorkFolder(context: LakeContext, jobId: string, publication: Publication): Promise<void> {
  const folder = absolutePath(context.dataDir, workPath(jobId));
  await mkdir(folder, { recursive: true });
  await publication.write(folder);
  context.reached?.('written');
  const segments = await measure(context, jobId, publication, folder);
  const written = segments.reduce((sum, segment) => sum + segment.rows, 0);
  if (written !== publication.rows) {
    throw new Error(`lake job ${jobId}: ${written} rows written where ${publication.rows} were due`);
  }
  const paths = segments.map((segment) => segment.path);
  await register(publication.tenantId, paths);
  context.reached?.('announced');
  for (const segment of segments)
    await moveDurably(segment.file, absolutePath(context.dataDir, segment.path));
  context.reached?.('moved');
  await withTransaction(async (tx) => {
    const { rowCount } = await tx.query(`DELETE FROM lake_file WHERE path = ANY($1) AND state = 'writing'`, [
      paths,
    ]);
    if (rowCount !== paths.length) throw new Error(`lake job ${jobId}: its files were collected as garbage`);
    await insertSegments(tx, publication, segments);
    await publication.replace(tx);
  });
}

async function register(tenantId: string, paths: readonly string[]): Promise<void> {
  await pool().query(
    `INSERT INTO lake_file (path, tenant_id, state) SELECT unnest($2::text[]), $1, 'writing'`,
    [tenantId, paths],
  );
}

/** Hands files over to garbage collection, which removes them after the grace period and when no query pins them. */
export async function discard(tx: PoolClient, tenantId: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await tx.query(
    `INSERT INTO lake_file (path, tenant_id, state, at) SELECT unnest($2::text[]), $1, 'garbage', clock_timestamp()
     ON CONFLICT (path) DO UPDATE SET state = 'garbage', at = clock_timestamp()`,
    [tenantId, paths],
  );
}

/** The day that DuckDB's partitioned writer, or we in its manner, put into the path: `…/_day=20700/…`. */
function dayOf(file: string): number {
  const day = /_day=(-?\d+)/.exec(file)?.[1];
  if (day === undefined) throw new Error(`a lake file without its day: ${file}`);
  return Number(day);
}

async function writtenFiles(folder: string): Promise<WrittenFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => ({
      day: dayOf(path.join(entry.parentPath, entry.name)),
      file: path.join(entry.parentPath, entry.name),
    }))
    .sort((a, b) => a.file.localeCompare(b.file));
}

async function measure(
  context: LakeContext,
  jobId: string,
  owner: SegmentOwner,
  folder: string,
): Promise<NewSegment[]> {
  const segments: NewSegment[] = [];
  for (const [index, written] of (await writtenFiles(folder)).entries()) {
    const [stats] = await rowsOf(
      context.duck,
      `SELECT count(*) AS rows, min("_time") AS "minTime", max("_time") AS "maxTime", min("_principal") AS "minPrincipal",
         max("_principal") AS "maxPrincipal", min("_ingestedAt") AS "minIngested"
       FROM read_parquet(${text(written.file)})`,
    );
    const rows = Number(stats?.rows);
    if (!stats || rows === 0) continue;
    const id = `${jobId}-${index}`;
    segments.push({
      ...written,
      id,
      path: segmentPath(owner.tenantId, owner.table, written.day, id),
      rows,
      bytes: (await stat(written.file)).size,
      minTime: `${stats.minTime}Z`,
      maxTime: `${stats.maxTime}Z`,
      minPrincipal: String(stats.minPrincipal),
      maxPrincipal: String(stats.maxPrincipal),
      minIngested: `${stats.minIngested}Z`,
    });
  }
  return segments;
}

async function insertSegments(
  tx: PoolClient,
  owner: SegmentOwner,
  segments: readonly NewSegment[],
): Promise<void> {
  const column = <K extends keyof NewSegment>(key: K): NewSegment[K][] =>
    segments.map((segment) => segment[key]);
  await tx.query(
    `INSERT INTO lake_segment (tenant_id, table_name, origin, compacted, schema_version, id, day, path, row_count,
       byte_count, min_time, max_time, min_principal, max_principal, min_ingested)
     SELECT $1, $2, $3, $4, $5, t.* FROM unnest($6::text[], $7::int[], $8::text[], $9::int[], $10::bigint[],
       $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $15::timestamptz[]) AS t`,
    [
      owner.tenantId,
      owner.table,
      owner.origin,
      owner.compacted,
      SCHEMA_VERSION,
      column('id'),
      column('day'),
      column('path'),
      column('rows'),
      column('bytes'),
      column('minTime'),
      column('maxTime'),
      column('minPrincipal'),
      column('maxPrincipal'),
      column('minIngested'),
    ],
  );
}
