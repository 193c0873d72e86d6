import 'server-only';
import type { WatchlistSettings } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import { changesOf } from '../audit/changes';
import { command } from '../command';
import { AppError } from '../errors';
import { refuseStale, versionChange } from '../stale';
import { addVersion, discardAll, lockList } from './versions';

/** Changes what a list is called, what its key is and when it ends; its items stay. */
export function changeSettings(
  actor: Actor,
  requestId: string | null,
  { id, version, expiresAt, ...input }: WatchlistSettings,
): Promise<{ readonly version: number }> {
  return command(actor, 'watchlist:write', requestId, async (context) => {
    const { tx, audit, publish, now } = context;
    const { tenantId } = actor;
    const list = await lockList(context, id);
    if (list.version !== version) await refuseStale(tx, tenantId, { type: 'watchlist', id }, version);
    if (!list.columns.includes(input.searchKey))
      throw new AppError('invalid', 'no such column', {
        fields: { searchKey: 'The list has no such column.' },
      });
    const data = { ...input, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
    await tx.watchlist.update({
      where: { tenantId_id: { tenantId, id } },
      data: { ...data, version: list.version + 1, updatedAt: now, updatedBy: actor.name },
    });
    const told = (one: typeof data) => ({
      ...one,
      labels: one.labels.join(', '),
      expiresAt: one.expiresAt?.toISOString() ?? null,
    });
    const { name, description, labels, searchKey, itemDays } = list;
    audit({
      action: 'watchlist.change',
      target: { type: 'watchlist', id },
      changes: [
        ...changesOf(
          told({ name, description, labels, searchKey, itemDays, expiresAt: list.expiresAt }),
          told(data),
        ),
        versionChange(list.version),
      ],
    });
    publish({ type: 'watchlist.updated', targetId: id });
    return { version: list.version + 1 };
  });
}

/** Takes a list away, with every version of it. */
export function deleteWatchlist(
  actor: Actor,
  requestId: string | null,
  { id }: { readonly id: string },
): Promise<void> {
  return command(actor, 'watchlist:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    const list = await lockList(context, id);
    await discardAll(tx, actor.tenantId, id);
    await tx.watchlist.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
    audit({
      action: 'watchlist.delete',
      target: { type: 'watchlist', id },
      changes: [
        { field: 'alias', from: list.alias, to: null },
        { field: 'items', from: list.itemCount, to: null },
      ],
    });
    publish({ type: 'watchlist.deleted', targetId: id });
  });
}

/** Makes an earlier version the newest again, with what was changed in it one by one. */
export function restoreVersion(
  actor: Actor,
  requestId: string | null,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<{ readonly number: number }> {
  return command(actor, 'watchlist:write', requestId, async (context) => {
    const { tx, audit, publish, now } = context;
    const { tenantId } = actor;
    const list = await lockList(context, id);
    const old = await tx.watchlistVersion.findUnique({
      where: { tenantId_watchlistId_number: { tenantId, watchlistId: id, number } },
    });
    if (!old?.path)
      throw new AppError('notFound', `version ${number} of ${id} is gone`, {
        userText: 'This version is not kept any more.',
      });
    const where = { tenantId, watchlistId: id, number };
    const edits = await tx.watchlistEdit.findMany({ where });
    const restored = await addVersion(context, id, {
      path: old.path,
      rejectsPath: old.rejectsPath,
      columns: old.columns,
      searchKey: old.searchKey,
      rows: old.rowCount,
      bytes: old.byteCount,
      rejected: old.rejectedCount,
      how: 'restore',
      source: old.source,
    });
    await tx.watchlistEdit.createMany({ data: edits.map((edit) => ({ ...edit, number: restored })) });
    const items = edits.reduce((sum, { delta }) => sum + delta, old.rowCount);
    await tx.watchlist.update({
      where: { tenantId_id: { tenantId, id } },
      data: {
        columns: old.columns,
        searchKey: old.searchKey,
        current: restored,
        itemCount: items,
        editCount: edits.length,
        version: list.version + 1,
        updatedAt: now,
        updatedBy: actor.name,
      },
    });
    audit({
      action: 'watchlist.restore',
      target: { type: 'watchlist', id },
      changes: [
        { field: 'items', from: list.itemCount, to: items },
        { field: 'restoredVersion', from: null, to: number },
      ],
    });
    publish({ type: 'watchlist.updated', targetId: id });
    return { number: restored };
  });
}
