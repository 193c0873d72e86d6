import 'server-only';
import { randomUUID } from 'node:crypto';
import type { WatchlistUpload } from '@/lib/domain/inputs/watchlist';
import type { Actor } from '@/lib/domain/permissions';
import type { WatchlistUploaded } from '@/lib/domain/views/watchlist';
import { authorize } from '../authz/authorize';
import { type CommandContext, command } from '../command';
import { prisma } from '../db';
import { AppError } from '../errors';
import type { Watchlist } from '../generated/prisma/client';
import { asInput } from './fold';
import { type ListJob, listJob, type NewFiles, placeFiles, type Reached, takeOver } from './job';
import type { ConvertResult } from './protocol';
import { type UploadBody, writeBody } from './receive';
import { withLists } from './snapshot';
import { addVersion, lockList } from './versions';
import { write } from './writer';

/** A row of `WatchlistUploaded` without the rejects, which whoever answers reads. */
export type Uploaded = Omit<WatchlistUploaded, 'rejects'>;

interface Upload {
  readonly actor: Actor;
  readonly requestId: string | null;
  readonly alias: string;
  readonly options: WatchlistUpload;
  readonly body: UploadBody;
  readonly reached?: Reached;
}

/**
 * Makes a list, a new version of one, or adds rows to one, out of a CSV file that streams in. The list is what it was
 * until one transaction makes it the new one.
 *
 * @throws AppError `invalid` with what is wrong with the file, `conflict`, `tooLarge`
 */
export async function uploadWatchlist(upload: Upload): Promise<Uploaded> {
  const { actor, alias, options, body, reached = () => undefined } = upload;
  authorize(actor, 'watchlist:write');
  return listJob({ tenantId: actor.tenantId, aliasKey: alias.toLowerCase() }, reached, async (job) => {
    await requireExpected(actor, alias, options);
    await writeBody(job.folder, body);
    reached('received');
    return attempt(upload, job);
  });
}

const found = ({ tenantId }: Actor, alias: string): Promise<Watchlist | null> =>
  prisma().watchlist.findUnique({
    where: { tenantId_aliasKey: { tenantId, aliasKey: alias.toLowerCase() } },
  });

/** What can be known before the file is read. */
async function requireExpected(
  actor: Actor,
  alias: string,
  { expect, mode }: WatchlistUpload,
): Promise<void> {
  const old = await found(actor, alias);
  if (old && expect === 'new')
    throw new AppError('conflict', `watchlist ${alias} exists`, {
      userText: `There is a watchlist '${old.alias}' already.`,
      fields: { alias: `There is a watchlist '${old.alias}' already.` },
    });
  if (!old && (expect === 'existing' || mode === 'merge'))
    throw new AppError('notFound', `watchlist ${alias}`, { userText: `There is no watchlist '${alias}'.` });
}

async function attempt(upload: Upload, job: ListJob): Promise<Uploaded> {
  const { actor, alias, options, reached = () => undefined } = upload;
  const old = await found(actor, alias);
  const result = await converted(upload, job, old);
  reached('written');
  const watchlistId = old?.id ?? randomUUID();
  const files = await placeFiles(actor.tenantId, watchlistId, job);
  const number = await command(actor, 'watchlist:write', upload.requestId, async (context) => {
    await takeOver(context.tx, files);
    return options.mode === 'merge' || old
      ? renew(context, upload, { old, result, files })
      : create(context, upload, { id: watchlistId, result, files });
  });
  return {
    id: watchlistId,
    alias: old?.alias ?? alias,
    number,
    items: result.rows,
    uploaded: result.uploaded,
    rejected: result.rejected,
  };
}

/** Has the file read: with the list's other items where rows are merged into it. */
async function converted(
  { actor, options }: Upload,
  job: ListJob,
  old: Watchlist | null,
): Promise<ConvertResult> {
  const input = {
    jobId: job.id,
    now: Date.now(),
    searchKey: (options.mode === 'merge' ? old?.searchKey : options.key) ?? old?.searchKey ?? null,
    expiryColumn: settled(options.expiryColumn, old?.expiryColumn),
    itemDays: options.itemDays ?? old?.itemDays ?? null,
    firstItem: Number(old?.nextItem ?? 1),
  };
  if (options.mode !== 'merge' || !old) return write('convert', { ...input, into: null });
  return withLists(actor.tenantId, { id: old.id }, ([into]) =>
    write('convert', { ...input, into: into ? asInput(into) : null }),
  );
}

/** Empty text takes a choice back, none at all leaves it. */
const settled = (chosen: string | undefined, old: string | null | undefined): string | null =>
  chosen === undefined ? (old ?? null) : chosen === '' ? null : chosen;

interface Read {
  readonly result: ConvertResult;
  readonly files: NewFiles;
}

const versionOf = ({ result, files }: Read, { mode, source = '' }: WatchlistUpload) => ({
  ...files,
  columns: result.columns,
  searchKey: result.searchKey,
  rows: result.rows,
  bytes: result.bytes,
  rejected: result.rejected,
  how: mode,
  source,
});

async function create(
  context: CommandContext,
  { alias, options }: Upload,
  read: Read & { readonly id: string },
): Promise<number> {
  const { tx, actor, audit, publish, now } = context;
  const { id, result } = read;
  await tx.watchlist.create({
    data: {
      tenantId: actor.tenantId,
      id,
      alias,
      aliasKey: alias.toLowerCase(),
      name: options.name || alias,
      description: options.description ?? '',
      labels: options.labels ?? [],
      columns: [...result.columns],
      searchKey: result.searchKey,
      expiryColumn: settled(options.expiryColumn, null),
      itemDays: options.itemDays ?? null,
      expiresAt: options.expiresAt ?? null,
      current: 1,
      nextItem: result.nextItem,
      itemCount: result.rows,
      createdAt: now,
      createdBy: actor.name,
      updatedAt: now,
      updatedBy: actor.name,
    },
  });
  const number = await addVersion(context, id, versionOf(read, options));
  audit({
    action: 'watchlist.create',
    target: { type: 'watchlist', id },
    changes: [
      { field: 'alias', from: null, to: alias },
      { field: 'items', from: null, to: result.rows },
    ],
  });
  publish({ type: 'watchlist.created', targetId: id });
  return number;
}

async function renew(
  context: CommandContext,
  { options }: Upload,
  read: Read & { readonly old: Watchlist | null },
): Promise<number> {
  const { tx, actor, audit, publish, now } = context;
  const { result } = read;
  const list = await lockList(context, read.old?.id ?? '');
  // Rows were merged into what the list was then.
  if (options.mode === 'merge' && list.version !== read.old?.version)
    throw new AppError('conflict', `watchlist ${list.alias} changed while it was written`, {
      userText: 'Somebody changed this list while the file was read. Nothing was changed; upload it again.',
    });
  const number = await addVersion(context, list.id, versionOf(read, options));
  await tx.watchlist.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: list.id } },
    data: {
      name: options.name || list.name,
      description: options.description ?? list.description,
      labels: options.labels ?? list.labels,
      columns: [...result.columns],
      searchKey: result.searchKey,
      expiryColumn: settled(options.expiryColumn, list.expiryColumn),
      itemDays: options.itemDays ?? list.itemDays,
      expiresAt: options.expiresAt ?? list.expiresAt,
      current: number,
      nextItem: Math.max(result.nextItem, Number(list.nextItem)),
      itemCount: result.rows,
      editCount: 0,
      version: list.version + 1,
      updatedAt: now,
      updatedBy: actor.name,
    },
  });
  audit({
    action: options.mode === 'merge' ? 'watchlist.merge' : 'watchlist.replace',
    target: { type: 'watchlist', id: list.id },
    changes: [{ field: 'items', from: list.itemCount, to: result.rows }],
  });
  publish({ type: 'watchlist.updated', targetId: list.id });
  return number;
}
