import 'server-only';
import type { WatchlistChange } from '@/lib/domain/views/watchlist';
import type { Tx } from '../audit/with-audit';
import type { CommandContext } from '../command';
import { AppError } from '../errors';
import type { Watchlist } from '../generated/prisma/client';
import { discard, type NewFiles } from './job';

/** So many versions keep their file, so that one can be brought back. */
const KEPT = 3;
/** No version has a higher number. */
const NEWEST = 2_147_483_647;

export interface NewVersion extends NewFiles {
  readonly columns: readonly string[];
  readonly searchKey: string;
  readonly rows: number;
  readonly bytes: number | bigint;
  readonly rejected: number;
  readonly how: WatchlistChange;
  readonly source: string;
}

/** Adds a version to a list that is locked, and gives up the files of the oldest. @returns its number */
export async function addVersion(
  { tx, actor, now }: CommandContext,
  watchlistId: string,
  version: NewVersion,
): Promise<number> {
  const { tenantId } = actor;
  const last = await tx.watchlistVersion.aggregate({
    where: { tenantId, watchlistId },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  const { rows, bytes, rejected, columns, ...rest } = version;
  await tx.watchlistVersion.create({
    data: {
      ...rest,
      columns: [...columns],
      tenantId,
      watchlistId,
      number,
      rowCount: rows,
      byteCount: BigInt(bytes),
      rejectedCount: rejected,
      madeAt: now,
      madeBy: actor.name,
    },
  });
  await giveUp(tx, tenantId, watchlistId, number - KEPT);
  return number;
}

/** Takes the files and single changes of versions up to a number away; what another version names stays. */
async function giveUp(tx: Tx, tenantId: string, watchlistId: string, upTo: number): Promise<void> {
  const old = { tenantId, watchlistId, number: { lte: upTo } };
  const [gone, kept] = await Promise.all([
    tx.watchlistVersion.findMany({ where: { ...old, path: { not: null } } }),
    tx.watchlistVersion.findMany({ where: { tenantId, watchlistId, number: { gt: upTo } } }),
  ]);
  const inUse = new Set(kept.flatMap(({ path, rejectsPath }) => [path, rejectsPath]));
  const paths = gone.flatMap(({ path, rejectsPath }) => [path, rejectsPath]);
  await tx.watchlistVersion.updateMany({ where: old, data: { path: null, rejectsPath: null } });
  await tx.watchlistEdit.deleteMany({ where: old });
  await discard(tx, tenantId, [
    ...new Set(paths.filter((path): path is string => path !== null && !inUse.has(path))),
  ]);
}

/** Takes every file of a list away. */
export async function discardAll(tx: Tx, tenantId: string, watchlistId: string): Promise<void> {
  await giveUp(tx, tenantId, watchlistId, NEWEST);
  await tx.watchlistVersion.deleteMany({ where: { tenantId, watchlistId } });
}

/** The stored list, locked. @throws AppError notFound */
export async function lockList({ tx, actor }: CommandContext, id: string): Promise<Watchlist> {
  const { tenantId } = actor;
  await tx.$queryRaw`SELECT 1 FROM watchlist WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`;
  const list = await tx.watchlist.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!list) throw new AppError('notFound', `watchlist ${id}`, { userText: 'There is no such watchlist.' });
  return list;
}
