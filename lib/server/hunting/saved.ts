import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { SavedQuery, SavedQueryRow } from '@/lib/domain/views/hunting';
import { prisma } from '../db';
import type { HuntingQuery } from '../generated/prisma/client';

/** More than this a person does not leaf through; an import of a whole repository has less. */
const LISTED = 5_000;

/** Queries that an actor may see: their own and the shared ones of their tenant. */
export const visibleQueries = (actor: Actor) => ({
  tenantId: actor.tenantId,
  OR: [{ ownerId: actor.id }, { isShared: true }],
});

type Listed = Pick<
  HuntingQuery,
  | ('id' | 'name' | 'folder' | 'description' | 'tags' | 'techniques' | 'isShared')
  | ('ownerId' | 'ownerName' | 'version' | 'updatedAt')
>;

const LISTED_COLUMNS = {
  ...{ id: true, name: true, folder: true, description: true, tags: true, techniques: true, isShared: true },
  ...{ ownerId: true, ownerName: true, version: true, updatedAt: true },
} as const satisfies Record<keyof Listed, true>;

const toRow = (actor: Actor, row: Listed): SavedQueryRow => ({
  id: row.id,
  name: row.name,
  folder: row.folder,
  description: row.description,
  tags: row.tags,
  techniques: row.techniques,
  isShared: row.isShared,
  isMine: row.ownerId === actor.id,
  ownerName: row.ownerName,
  version: row.version,
  updatedAt: row.updatedAt.toISOString(),
});

/** Saved queries that the actor may see, by folder and name. */
export async function listQueries(actor: Actor): Promise<readonly SavedQueryRow[]> {
  const rows = await prisma().huntingQuery.findMany({
    where: visibleQueries(actor),
    orderBy: [{ folder: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    select: LISTED_COLUMNS,
    take: LISTED,
  });
  return rows.map((row) => toRow(actor, row));
}

/** One saved query, whole; null for what the actor may not see. */
export async function getQuery(actor: Actor, id: string): Promise<SavedQuery | null> {
  const row = await prisma().huntingQuery.findFirst({ where: { ...visibleQueries(actor), id } });
  return row && { ...toRow(actor, row), text: row.text };
}
