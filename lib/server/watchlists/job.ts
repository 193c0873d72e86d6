import 'server-only';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Tx } from '../audit/with-audit';
import { env } from '../env';
import { AppError } from '../errors';
import { moveDurably, removeAll } from '../lake/files';
import { jobLock, withLock } from '../lake/locks';
import { absolutePath, watchlistPath, workPath } from '../lake/paths';
import { pool } from '../pg';
import { ITEMS, REJECTS } from './protocol';
import { inTurn } from './turns';

/** The moments between two durable steps, in order: tests end the process there. */
export const LIST_STEPS = [
  'registered',
  'received',
  'written',
  'announced',
  'moved',
  'committed',
  'cleaned',
] as const;
export type ListStep = (typeof LIST_STEPS)[number];
export type Reached = (step: ListStep) => void;

/** A job that writes the files of one list's next version. */
export interface ListJob {
  readonly id: string;
  /** Its folder, absolute. */
  readonly folder: string;
  readonly reached: Reached;
}

/** Files of a new version in their place, which no row names yet. */
export interface NewFiles {
  readonly path: string;
  readonly rejectsPath: string | null;
}

/** Whose next version a job writes. */
interface ListOfJob {
  readonly tenantId: string;
  readonly aliasKey: string;
}

/**
 * Runs a job when its turn comes, one for each list at a time: its folder is registered before anything is written
 * there and removed whatever happens, and it holds a lock of its own while it lives, so that garbage collection tells
 * its files from those that a kill left behind.
 *
 * @throws AppError `conflict` when the list is being written
 */
export async function listJob<T>(
  list: ListOfJob,
  reached: Reached,
  work: (job: ListJob) => Promise<T>,
): Promise<T> {
  const done = await inTurn(() => locked(list, reached, work));
  if (!done)
    throw new AppError('conflict', `watchlist ${list.aliasKey} is being written`, {
      userText: 'This list is being written already. Wait until that is done.',
    });
  return done.result;
}

function locked<T>(
  { tenantId, aliasKey }: ListOfJob,
  reached: Reached,
  work: (job: ListJob) => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  const id = randomUUID();
  const relative = workPath(id);
  return withLock([`watchlist ${tenantId} ${aliasKey}`, jobLock(id)], async () => {
    await register(tenantId, [relative]);
    reached('registered');
    const folder = absolutePath(env().dataDir, relative);
    try {
      await mkdir(folder, { recursive: true });
      const result = await work({ id, folder, reached });
      reached('committed');
      return { result };
    } finally {
      await removeAll(folder);
      await pool().query('DELETE FROM lake_file WHERE path = $1', [relative]);
      reached('cleaned');
    }
  });
}

/** Moves what a job has written to its place. Until a transaction takes the files over, they are registered as its own. */
export async function placeFiles(tenantId: string, watchlistId: string, job: ListJob): Promise<NewFiles> {
  const { dataDir } = env();
  const hasRejects = existsSync(path.join(job.folder, REJECTS));
  const files: NewFiles = {
    path: watchlistPath(tenantId, watchlistId, job.id, 0),
    rejectsPath: hasRejects ? watchlistPath(tenantId, watchlistId, job.id, 1) : null,
  };
  await register(tenantId, namesOf(files));
  job.reached('announced');
  await moveDurably(path.join(job.folder, ITEMS), absolutePath(dataDir, files.path));
  if (files.rejectsPath)
    await moveDurably(path.join(job.folder, REJECTS), absolutePath(dataDir, files.rejectsPath));
  job.reached('moved');
  return files;
}

const namesOf = ({ path: file, rejectsPath }: NewFiles): string[] => [
  file,
  ...(rejectsPath ? [rejectsPath] : []),
];

/** Takes the registration back: from this transaction on, a version names the files. */
export async function takeOver(tx: Tx, files: NewFiles): Promise<void> {
  const paths = namesOf(files);
  const taken = await tx.$executeRaw`DELETE FROM lake_file WHERE path = ANY(${paths}) AND state = 'writing'`;
  if (taken !== paths.length) throw new Error('the files of a watchlist were collected as garbage');
}

async function register(tenantId: string, paths: readonly string[]): Promise<void> {
  await pool().query(
    `INSERT INTO lake_file (path, tenant_id, state) SELECT unnest($2::text[]), $1, 'writing'`,
    [tenantId, paths],
  );
}

/** Hands files over to garbage collection, which waits for those who read them. */
export async function discard(tx: Tx, tenantId: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await tx.$executeRaw`INSERT INTO lake_file (path, tenant_id, state, at)
    SELECT unnest(${[...paths]}::text[]), ${tenantId}, 'garbage', clock_timestamp()
    ON CONFLICT (path) DO UPDATE SET state = 'garbage', at = clock_timestamp()`;
}
