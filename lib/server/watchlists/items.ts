import 'server-only';
import type { z } from 'zod';
import { storableText } from '@/lib/core/storable';
import { DAY } from '@/lib/core/time';
import type { deleteItemsInput, WatchlistItemInput } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import type { WatchlistItem } from '@/lib/domain/views/watchlist';
import { authorize } from '../authz/authorize';
import { type CommandContext, command } from '../command';
import { prisma } from '../db';
import { AppError } from '../errors';
import type { Watchlist } from '../generated/prisma/client';
import { log } from '../log';
import { watchlistItems } from '../query/client';
import { foldEdits } from './fold';
import { lockList } from './versions';

/** Every query reads the edits beside the file: as many are written into it. */
const FOLDED_AT = 500;
/** More than this wait until they are. */
const MOST_EDITS = 5_000;

/** Adds an item, or gives one that is there other values. @returns its number */
export async function saveItem(
  actor: Actor,
  requestId: string | null,
  { id, item, values, expiresAt }: WatchlistItemInput,
): Promise<{ readonly item: string }> {
  const { list, found } = await seen(actor, id, item === null ? [] : [item]);
  const [old] = found;
  if (item !== null && !old) throw gone();
  const clean = values.map(storableText);
  requireValues(list, clean);
  const saved = await command(actor, 'watchlist:write', requestId, async (context) => {
    const { audit, now } = context;
    const current = await lockUnchanged(context, list);
    const number = old ? BigInt(old.item) : current.nextItem;
    const until = expiresAt ?? (old === undefined ? afterDays(now, current.itemDays) : null);
    await putEdit(context, current, number, { values: clean, expiresAt: until, delta: old ? 0 : 1 });
    await touch(context, current, old ? 0 : 1, old ? current.nextItem : number + 1n);
    audit({
      action: old ? 'watchlist.item.change' : 'watchlist.item.add',
      target: { type: 'watchlist', id },
      changes: current.columns.flatMap((field, place) =>
        old?.values[place] === clean[place]
          ? []
          : [{ field, from: old?.values[place] ?? null, to: clean[place] ?? '' }],
      ),
    });
    return { item: String(number), edits: current.editCount + 1 };
  });
  foldSoon(actor, list.id, saved.edits);
  return { item: saved.item };
}

/** Takes items away. */
export async function deleteItems(
  actor: Actor,
  requestId: string | null,
  { id, items }: z.output<typeof deleteItemsInput>,
): Promise<{ readonly deleted: number }> {
  const { list, found } = await seen(actor, id, items);
  const edits = await command(actor, 'watchlist:write', requestId, async (context) => {
    const current = await lockUnchanged(context, list);
    for (const { item } of found)
      await putEdit(context, current, BigInt(item), { values: [], expiresAt: null, delta: -1 });
    await touch(context, current, -found.length, current.nextItem);
    const key = current.columns.indexOf(current.searchKey);
    context.audit({
      action: 'watchlist.item.delete',
      target: { type: 'watchlist', id },
      changes: found.map(({ values }) => ({ field: current.searchKey, from: values[key] ?? '', to: null })),
    });
    return current.editCount + found.length;
  });
  foldSoon(actor, list.id, edits);
  return { deleted: found.length };
}

/** The list, and those of the items that it has. */
async function seen(
  actor: Actor,
  id: string,
  items: readonly string[],
): Promise<{ readonly list: Watchlist; readonly found: readonly WatchlistItem[] }> {
  authorize(actor, 'watchlist:write');
  const { tenantId } = actor;
  const list = await prisma().watchlist.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!list) throw new AppError('notFound', `watchlist ${id}`);
  const found =
    items.length === 0 ? [] : await watchlistItems({ tenantId, id, items: [...items], limit: items.length });
  return { list, found };
}

const gone = (): AppError =>
  new AppError('notFound', 'no such item', { userText: 'This item is not in the list any more.' });

function requireValues(list: Watchlist, values: readonly string[]): void {
  if (values.length !== list.columns.length)
    throw new AppError('conflict', 'the columns changed', {
      userText: 'The list has other columns now. Load the page again.',
    });
  const key = list.columns.indexOf(list.searchKey);
  if (values[key] === '')
    throw new AppError('invalid', 'no search key', {
      fields: { [`c${key}`]: 'The search key cannot be empty.' },
    });
}

/** The list, locked, as long as it is the version that was looked at. */
async function lockUnchanged(context: CommandContext, seen: Watchlist): Promise<Watchlist> {
  const list = await lockList(context, seen.id);
  if (list.current !== seen.current)
    throw new AppError('conflict', 'another version meanwhile', {
      userText: 'The list was replaced in the meantime. Look again, then repeat your change.',
    });
  if (list.editCount >= MOST_EDITS)
    throw new AppError('tooManyRequests', 'too many edits', {
      userText: 'Many items were changed one by one and are being written. Try again in a minute.',
      retryAfter: 60,
    });
  return list;
}

interface Put {
  readonly values: readonly string[];
  readonly expiresAt: Date | string | null;
  readonly delta: -1 | 0 | 1;
}

/** Notes what was done to an item. One that was added since is simply changed or forgotten again. */
async function putEdit(
  { tx, actor, now }: CommandContext,
  list: Watchlist,
  item: bigint,
  { values, expiresAt, delta }: Put,
): Promise<void> {
  const where = { tenantId: actor.tenantId, watchlistId: list.id, number: list.current, item };
  const before = await tx.watchlistEdit.findUnique({
    where: { tenantId_watchlistId_number_item: where },
  });
  const isDeleted = delta === -1;
  const data = {
    isDeleted,
    values: [...values],
    expiresAt,
    delta: (before?.delta ?? 0) + delta,
    updatedAt: now,
    updatedBy: actor.name,
  };
  await tx.watchlistEdit.upsert({
    where: { tenantId_watchlistId_number_item: where },
    create: { ...where, ...data },
    update: data,
  });
}

async function touch(
  { tx, actor, now, publish }: CommandContext,
  list: Watchlist,
  items: number,
  nextItem: bigint,
): Promise<void> {
  const { tenantId } = actor;
  const editCount = await tx.watchlistEdit.count({
    where: { tenantId, watchlistId: list.id, number: list.current },
  });
  await tx.watchlist.update({
    where: { tenantId_id: { tenantId, id: list.id } },
    data: {
      itemCount: list.itemCount + items,
      nextItem,
      editCount,
      version: list.version + 1,
      updatedAt: now,
      updatedBy: actor.name,
    },
  });
  publish({ type: 'watchlist.updated', targetId: list.id });
}

const afterDays = (now: Date, days: number | null): Date | null =>
  days === null ? null : new Date(now.getTime() + days * DAY);

function foldSoon(actor: Actor, id: string, edits: number): void {
  if (edits < FOLDED_AT) return;
  foldEdits(actor, id).catch((error: unknown) =>
    log().warn({ err: error, id }, 'the changes of a watchlist are not written yet'),
  );
}
