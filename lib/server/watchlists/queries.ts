import 'server-only';
import type { z } from 'zod';
import type { watchlistItemsQuery } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import type {
  WatchlistChange,
  WatchlistDetail,
  WatchlistItems,
  WatchlistReject,
  WatchlistRow,
  WatchlistVersionRow,
} from '@/lib/domain/views/watchlist';
import { prisma } from '../db';
import { AppError } from '../errors';
import type { Watchlist, WatchlistVersion } from '../generated/prisma/client';
import { watchlistItems, watchlistRejects } from '../query/client';

/** More lists than this nobody keeps. */
const LISTED = 1_000;
const HISTORY = 50;
const PAGE = 100;

const toRow = (list: Watchlist, current: WatchlistVersion | undefined): WatchlistRow => ({
  id: list.id,
  alias: list.alias,
  name: list.name,
  description: list.description,
  labels: list.labels,
  columns: list.columns,
  searchKey: list.searchKey,
  expiryColumn: list.expiryColumn,
  itemDays: list.itemDays,
  expiresAt: list.expiresAt?.toISOString() ?? null,
  items: list.itemCount,
  bytes: Number(current?.byteCount ?? 0),
  source: current?.source ?? '',
  version: list.version,
  updatedAt: list.updatedAt.toISOString(),
  updatedBy: list.updatedBy,
});

/** Every list of the actor's tenant, by alias. */
export async function listWatchlists({ tenantId }: Actor): Promise<readonly WatchlistRow[]> {
  const lists = await prisma().watchlist.findMany({
    where: { tenantId },
    orderBy: { aliasKey: 'asc' },
    take: LISTED,
  });
  const current = await prisma().watchlistVersion.findMany({
    where: { tenantId, OR: lists.map(({ id, current }) => ({ watchlistId: id, number: current })) },
  });
  const versions = new Map(current.map((version) => [version.watchlistId, version]));
  return lists.map((list) => toRow(list, versions.get(list.id)));
}

/** One list with what it was; null where there is none. */
export async function getWatchlist({ tenantId }: Actor, id: string): Promise<WatchlistDetail | null> {
  const list = await prisma().watchlist.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!list) return null;
  const [versions, edits] = await Promise.all([
    prisma().watchlistVersion.findMany({
      where: { tenantId, watchlistId: id },
      orderBy: { number: 'desc' },
      take: HISTORY,
    }),
    prisma().watchlistEdit.groupBy({
      by: ['number'],
      where: { tenantId, watchlistId: id },
      _count: { _all: true },
    }),
  ]);
  const edited = new Map(edits.map(({ number, _count }) => [number, _count._all]));
  const current = versions.find(({ number }) => number === list.current);
  return {
    ...toRow(list, current),
    createdAt: list.createdAt.toISOString(),
    createdBy: list.createdBy,
    versions: versions.map((version) => toVersion(version, edited.get(version.number) ?? 0, list.current)),
  };
}

const toVersion = (version: WatchlistVersion, edits: number, current: number): WatchlistVersionRow => ({
  number: version.number,
  how: version.how as WatchlistChange,
  rows: version.rowCount,
  bytes: Number(version.byteCount),
  rejected: version.rejectedCount,
  source: version.source,
  madeAt: version.madeAt.toISOString(),
  madeBy: version.madeBy,
  edits,
  isCurrent: version.number === current,
  isKept: version.path !== null,
});

/** The id of a list by its alias, in any case. @throws AppError notFound */
export async function watchlistId({ tenantId }: Actor, alias: string): Promise<string> {
  const list = await prisma().watchlist.findUnique({
    where: { tenantId_aliasKey: { tenantId, aliasKey: alias.toLowerCase() } },
    select: { id: true },
  });
  if (!list)
    throw new AppError('notFound', `watchlist ${alias}`, { userText: `There is no watchlist '${alias}'.` });
  return list.id;
}

/** A page of items, in the order in which they came. */
export async function findItems(
  { tenantId }: Actor,
  id: string,
  { find, in: where, after }: z.output<typeof watchlistItemsQuery>,
): Promise<WatchlistItems> {
  const items = await watchlistItems({
    tenantId,
    id,
    find,
    in: where,
    ...(after === undefined ? {} : { after }),
    limit: PAGE + 1,
  });
  const page = items.slice(0, PAGE);
  return { items: page, next: items.length > PAGE ? (page.at(-1)?.item ?? null) : null };
}

/** Rows of a version's upload that were none, a page at a time. */
export const findRejects = (
  { tenantId }: Actor,
  id: string,
  page: { readonly number: number; readonly after: number; readonly limit: number },
): Promise<readonly WatchlistReject[]> => watchlistRejects({ tenantId, id, ...page });
