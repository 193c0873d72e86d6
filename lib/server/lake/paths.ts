import path from 'node:path';
import { DAY, isoDay } from '@/lib/core/time';
import { isTableName, type TableName } from '@/lib/domain/tables';

/**
 * Layout of the data folder, as far as the lake uses it. Every path that is stored (catalog, inbox, file register) is
 * relative to the data folder, with `/`, so that the folder can be moved or restored elsewhere.
 *
 *   lake/<tenant>/<table>/<yyyy-mm-dd>/<segment>.parquet   sealed rows
 *   lake/<tenant>/watchlists/<list>/<job>-<n>.parquet      items of a watchlist, rows of an upload that are none
 *   lake/.work/<job>/                                      files being written
 *   inbox/<tenant>/<yyyy-mm-dd>/<batch>.staged.ndjson      rows waiting to be sealed (written by ingest)
 */
export const LAKE = 'lake';
export const WORK = 'lake/.work';
export const INBOX = 'inbox';

const TENANT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const SEGMENT = /^[0-9a-f-]{36}-\d{1,6}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const JOB = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** Thrown when a name that would become part of a path is not one that we make ourselves. */
class UnsafePathError extends Error {
  constructor(what: string, value: string) {
    super(`${what} not allowed in a lake path: ${JSON.stringify(value.slice(0, 100))}`);
    this.name = 'UnsafePathError';
  }
}

/** @throws UnsafePathError unless the tenant's id may be a folder name */
export function safeTenant(tenantId: string): string {
  if (!TENANT.test(tenantId)) throw new UnsafePathError('tenant', tenantId);
  return tenantId;
}

/** @throws UnsafePathError unless the table is one that ingest accepts */
export function safeTable(table: string): TableName {
  if (!isTableName(table)) throw new UnsafePathError('table', table);
  return table;
}

/** Path of a segment. @param day UTC day of its events, days since 1970-01-01 */
export function segmentPath(tenantId: string, table: string, day: number, segmentId: string): string {
  if (!SEGMENT.test(segmentId)) throw new UnsafePathError('segment', segmentId);
  if (!Number.isInteger(day) || Math.abs(day) > 1e6) throw new UnsafePathError('day', String(day));
  return path.posix.join(
    LAKE,
    safeTenant(tenantId),
    safeTable(table),
    isoDay(day * DAY),
    `${segmentId}.parquet`,
  );
}

/** Path of a watchlist's file. @param n tells the files of one job apart */
export function watchlistPath(tenantId: string, watchlistId: string, jobId: string, n: number): string {
  if (!UUID.test(watchlistId)) throw new UnsafePathError('watchlist', watchlistId);
  if (!SEGMENT.test(`${jobId}-${n}`)) throw new UnsafePathError('job', jobId);
  return path.posix.join(LAKE, safeTenant(tenantId), 'watchlists', watchlistId, `${jobId}-${n}.parquet`);
}

/** Folder in which one job writes before it publishes. */
export const workPath = (jobId: string): string => path.posix.join(WORK, jobId);

/** The job that a registered file belongs to. */
export const jobOf = (relative: string): string | undefined => JOB.exec(path.posix.basename(relative))?.[0];

/**
 * Absolute path of a stored path.
 * @throws UnsafePathError when it would leave the lake or the inbox
 */
export function absolutePath(dataDir: string, relative: string): string {
  const root = path.resolve(dataDir);
  const target = path.resolve(root, relative);
  const inside = [LAKE, INBOX].some((folder) => target.startsWith(path.join(root, folder) + path.sep));
  if (!inside || path.isAbsolute(relative) || relative.includes('\0'))
    throw new UnsafePathError('path', relative);
  return target;
}
