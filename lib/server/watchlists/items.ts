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
import type { Watchlist, WatchlistEdit } from '../generated/prisma/client';
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
  const saved = await edit(actor, requestId, list, async (context, current) => {
    const { audit, now } = context;
    const number = old ? BigInt(old.item) : current.nextItem;
    const before = (await editsOf(context, current, [number])).get(number);
    if (before?.isDeleted) throw gone();
    const was = before?.values ?? old?.values;
    const until = expiresAt ?? (old === undefined ? afterDays(now, current.itemDays) : null);
    const put = { values: clean, expiresAt: until, isDeleted: false };
    await putEdit(context, current, number, { ...put, delta: (before?.delta ?? 0) + (old ? 0 : 1) });
    audit({
      action: old ? 'watchlist.item.change' : 'watchlist.item.add',
      target: { type: 'watchlist', id },
      changes: current.columns.flatMap((field, place) =>
        was?.[place] === clean[place] ? [] : [{ field, from: was?.[place] ?? null, to: clean[place] ?? '' }],
      ),
    });
    const counted = { items: old ? 0 : 1, nextItem: old ? current.nextItem : number + 1n };
    return { result: String(number), ...counted };
  });
  return { item: saved };
}

/** Takes items away. */
export async function deleteItems(
  actor: Actor,
  requestId: string | null,
  { id, items }: z.output<typeof deleteItemsInput>,
): Promise<{ readonly deleted: number }> {
  const { list, found } = await seen(actor, id, items);
  const deleted = await edit(actor, requestId, list, async (context, current) => {
    const edits = await editsOf(
      context,
      current,
      found.map(({ item }) => BigInt(item)),
    );
    const here = found.filter(({ item }) => !edits.get(BigInt(item))?.isDeleted);
    const put = { values: [], expiresAt: null, isDeleted: true };
    for (const item of here.map((one) => BigInt(one.item)))
      await putEdit(context, current, item, { ...put, delta: (edits.get(item)?.delta ?? 0) - 1 });
    const key = current.columns.indexOf(current.searchKey);
    context.audit({
      action: 'watchlist.item.delete',
      target: { type: 'watchlist', id },
      changes: here.map(({ item, values }) => {
        const from = (edits.get(BigInt(item))?.values ?? values)[key] ?? '';
        return { field: current.searchKey, from, to: null };
      }),
    });
    return { result: here.length, items: -here.length, nextItem: current.nextItem };
  });
  return { deleted };
}

interface Edited<T> {
  readonly result: T;
  /** What it does to the number of items. */
  readonly items: number;
  readonly nextItem: bigint;
}

/**
 * Changes items of a list under its lock. When many are changed they are written into the file afterwards, also where
 * this one was refused for that: nobody else would do it.
 */
async function edit<T>(
  actor: Actor,
  requestId: string | null,
  list: Watchlist,
  work: (context: CommandContext, current: Watchlist) => Promise<Edited<T>>,
): Promise<T> {
  let edits = 0;
  try {
    return await command(actor, 'watchlist:write', requestId, async (context) => {
      const current = await lockUnchanged(context, list);
      edits = current.editCount;
      if (edits >= MOST_EDITS) throw tooMany();
      const { result, items, nextItem } = await work(context, current);
      edits = await touch(context, current, items, nextItem);
      return result;
    });
  } finally {
    foldSoon(actor, list.id, edits);
  }
}

/** What was done to items so far, as it stands under the lock: what was seen before it may be old. */
async function editsOf(
  { tx, actor }: CommandContext,
  list: Watchlist,
  items: readonly bigint[],
): Promise<ReadonlyMap<bigint, WatchlistEdit>> {
  const edits = await tx.watchlistEdit.findMany({
    where: {
      tenantId: actor.tenantId,
      watchlistId: list.id,
      number: list.current,
      item: { in: [...items] },
    },
  });
  return new Map(edits.map((one) => [one.item, one]));
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

const tooMany = (): AppError =>
  new AppError('tooManyRequests', 'too many edits', {
    userText: 'Many items were changed one by one and are being written. Try again in a minute.',
    retryAfter: 60,
  });

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
  return list;
}

interface Put {
  readonly values: readonly string[];
  readonly expiresAt: Date | string | null;
  readonly isDeleted: boolean;
  /** With what was done before: 0 for an item that was added since and taken away again. */
  readonly delta: number;
}

/** Notes what was done to an item. */
async function putEdit(
  { tx, actor, now }: CommandContext,
  list: Watchlist,
  item: bigint,
  put: Put,
): Promise<void> {
  const where = { tenantId: actor.tenantId, watchlistId: list.id, number: list.current, item };
  const data = { ...put, values: [...put.values], updatedAt: now, updatedBy: actor.name };
  await tx.watchlistEdit.upsert({
    where: { tenantId_watchlistId_number_item: where },
    create: { ...where, ...data },
    update: data,
  });
}

/** @returns how many single changes the list has now */
async function touch(
  { tx, actor, now, publish }: CommandContext,
  list: Watchlist,
  items: number,
  nextItem: bigint,
): Promise<number> {
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
  return editCount;
}

const afterDays = (now: Date, days: number | null): Date | null =>
  days === null ? null : new Date(now.getTime() + days * DAY);

const kept = globalThis as typeof globalThis & { throughlineFolding?: Set<string> };

/** Each further change would ask for it again: one is enough. */
function foldSoon(actor: Actor, id: string, edits: number): void {
  kept.throughlineFolding ??= new Set();
  const folding = kept.throughlineFolding;
  const key = `${actor.tenantId} ${id}`;
  if (edits < FOLDED_AT || folding.has(key)) return;
  folding.add(key);
  foldEdits(actor, id)
    .catch((error: unknown) =>
      log().warn({ err: error, id }, 'the changes of a watchlist are not written yet'),
    )
    .finally(() => folding.delete(key));
}
