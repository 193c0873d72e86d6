import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { log } from '../log';
import { pool } from '../pg';
import type { LakeContext } from './context';
import { removeAll } from './files';
import { groupBy } from './group';
import { jobLock, withLock } from './locks';
import { absolutePath, INBOX, jobOf, LAKE, WORK } from './paths';

/** Files that no row names are removed when they are older than this: ingest writes a batch's files before its row. */
const ORPHAN_MS = 60 * 60 * 1000;
const BATCH = 500;

/**
 * Removes what nobody needs any more: files that a transaction handed over, once the grace period is over and no query
 * pins them, and what jobs that died had registered. A file goes before its row, so a kill in between is made good by
 * the next run. @returns the number of files removed
 */
export async function collectGarbage(context: LakeContext): Promise<number> {
  await pool().query('DELETE FROM lake_pin WHERE expires_at < clock_timestamp()');
  const { rows } = await pool().query<{ path: string }>(
    `SELECT path FROM lake_file AS f WHERE state = 'garbage' AND at < clock_timestamp() - $1 * interval '1 millisecond'
       AND NOT EXISTS (SELECT FROM lake_pin AS p WHERE f.path = ANY(p.paths) AND p.expires_at >= clock_timestamp())
     ORDER BY at LIMIT $2`,
    [context.graceMs, BATCH],
  );
  const paths = rows.map((row) => row.path);
  for (const file of paths) await removeAll(absolutePath(context.dataDir, file));
  await pool().query(`DELETE FROM lake_file WHERE path = ANY($1) AND state = 'garbage'`, [paths]);
  return paths.length + (await collectDeadJobs(context));
}

/** A job holds a lock while it lives: whatever is registered for one that does not is left over. */
async function collectDeadJobs(context: LakeContext): Promise<number> {
  const { rows } = await pool().query<{ path: string }>(`SELECT path FROM lake_file WHERE state = 'writing'`);
  const jobs = groupBy(rows, (row) => jobOf(row.path));
  let removed = 0;
  for (const [jobId, files] of jobs) {
    if (jobId === undefined) continue;
    await withLock(jobLock(jobId), async () => {
      // Read again under the lock: between our first look and the lock, the job may have committed.
      const left = await pool().query<{ path: string }>(
        `SELECT path FROM lake_file WHERE path = ANY($1) AND state = 'writing'`,
        [files.map((file) => file.path)],
      );
      for (const { path: file } of left.rows) await removeAll(absolutePath(context.dataDir, file));
      await pool().query(`DELETE FROM lake_file WHERE path = ANY($1) AND state = 'writing'`, [
        left.rows.map((file) => file.path),
      ]);
      removed += left.rows.length;
    });
  }
  return removed;
}

/**
 * Removes files that no row names. None comes from a kill of ours; a restored backup or a kill of ingest between a
 * batch's file and its row leaves them. @returns their number
 */
export async function collectOrphans(context: LakeContext, olderThanMs = ORPHAN_MS): Promise<number> {
  const oldest = Date.now() - olderThanMs;
  let removed = 0;
  for (const folder of [LAKE, INBOX]) {
    // Listed before the rows are read: whatever was listed had its row by then, or has none.
    const files = (await listFiles(context.dataDir, folder)).filter((file) => !file.startsWith(`${WORK}/`));
    for (let at = 0; at < files.length; at += BATCH) {
      for (const file of await unnamed(files.slice(at, at + BATCH))) {
        const absolute = absolutePath(context.dataDir, file);
        const { mtimeMs } = await stat(absolute).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
        if (mtimeMs > oldest) continue;
        log().warn({ file }, 'a file that no row names is removed');
        await removeAll(absolute);
        removed++;
      }
    }
  }
  return removed;
}

async function unnamed(files: readonly string[]): Promise<string[]> {
  const { rows } = await pool().query<{ path: string }>(
    `SELECT path FROM unnest($1::text[]) AS listed(path)
     WHERE NOT EXISTS (SELECT FROM lake_segment AS s WHERE s.path = listed.path)
       AND NOT EXISTS (SELECT FROM watchlist_version AS w WHERE w.path = listed.path)
       AND NOT EXISTS (SELECT FROM watchlist_version AS w WHERE w.rejects_path = listed.path)
       AND NOT EXISTS (SELECT FROM lake_file AS f WHERE f.path = listed.path)
       AND NOT EXISTS (SELECT FROM inbox_batch AS b WHERE listed.path IN (b.staged_path, b.events_path))`,
    [files],
  );
  return rows.map((row) => row.path);
}

async function listFiles(dataDir: string, folder: string): Promise<string[]> {
  const root = path.join(dataDir, folder);
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(dataDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    );
}
