import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { MAX_FILES, MAX_QUERIES } from '@/lib/domain/hunting/library';
import type {
  beginImportInput,
  endImportInput,
  ImportFilesInput,
  sourceInput,
} from '@/lib/domain/inputs/library';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '../../command';
import { AppError } from '../../errors';
import type { HuntingSource } from '../../generated/prisma/client';
import { type Filed, readFiles } from './files';
import { type Stored, store } from './store';

export interface Importing {
  readonly sourceId: string;
  readonly importId: string;
}

/** Begins an import of a source: a new one, or one that was imported before under the same name. */
export function beginImport(
  actor: Actor,
  requestId: string | null,
  { name, licence }: z.output<typeof beginImportInput>,
): Promise<Importing> {
  return command(actor, 'hunting:write', requestId, async ({ tx, audit, now }) => {
    const importId = randomUUID();
    const known = await tx.huntingSource.findUnique({
      where: { tenantId_name: { tenantId: actor.tenantId, name } },
      select: { id: true, licence: true },
    });
    const begun = {
      ...{ importId, state: 'reading', importedBy: actor.name, startedAt: now, endedAt: null },
      ...{
        files: 0,
        queries: 0,
        added: 0,
        changed: 0,
        same: 0,
        kept: 0,
        vanished: 0,
        skipped: 0,
        unreadable: 0,
      },
      licence: licence || (known?.licence ?? ''),
    };
    const sourceId = known?.id ?? randomUUID();
    await tx.huntingSource.upsert({
      where: { tenantId_id: { tenantId: actor.tenantId, id: sourceId } },
      create: { tenantId: actor.tenantId, id: sourceId, name, ...begun },
      update: begun,
    });
    await tx.huntingSourceNote.deleteMany({ where: { tenantId: actor.tenantId, sourceId } });
    audit({
      action: 'library.importBegin',
      target: { type: 'querySource', id: sourceId },
      changes: [{ field: 'name', from: null, to: name }],
    });
    return { sourceId, importId };
  });
}

/** Takes over the queries of some files. What is there already as the source says it stays untouched. */
export async function importFiles(
  actor: Actor,
  requestId: string | null,
  input: ImportFilesInput,
): Promise<Stored> {
  const filed = readFiles(input.files, input.leftOut);
  return command(actor, 'hunting:write', requestId, async (context) => {
    const source = await lockSource(context, input);
    requireRoom(source, filed, input.files.length);
    const stored = await store(context, source, filed);
    await context.tx.huntingSource.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id: source.id } },
      data: {
        files: { increment: input.files.length + input.leftOut.length },
        queries: { increment: filed.queries.length },
        added: { increment: stored.added },
        changed: { increment: stored.changed },
        same: { increment: stored.same },
        kept: { increment: stored.kept },
        skipped: { increment: stored.skipped },
        unreadable: { increment: stored.unreadable },
      },
    });
    // An import that nobody ends has changed what people share all the same.
    if (stored.added + stored.changed > 0)
      context.audit({
        action: 'library.importFiles',
        target: { type: 'querySource', id: source.id },
        changes: [
          { field: 'added', from: null, to: stored.added },
          { field: 'changed', from: null, to: stored.changed },
        ],
      });
    return stored;
  });
}

/** Ends an import: what its source does not have any more is marked, and the trail says what was done. */
export function endImport(
  actor: Actor,
  requestId: string | null,
  input: z.output<typeof endImportInput>,
): Promise<HuntingSource> {
  return command(actor, 'hunting:write', requestId, async (context) => {
    const { tx, audit, publish, now } = context;
    const source = await lockSource(context, input);
    const vanished = await tx.huntingQuery.updateMany({
      where: {
        tenantId: actor.tenantId,
        sourceId: source.id,
        vanishedAt: null,
        NOT: { importId: input.importId },
      },
      data: { vanishedAt: now },
    });
    const done = await tx.huntingSource.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id: source.id } },
      data: {
        state: 'done',
        endedAt: now,
        vanished: vanished.count,
        ...(input.licence ? { licence: input.licence } : {}),
      },
    });
    const counts = [
      'files',
      'queries',
      'added',
      'changed',
      'same',
      'kept',
      'vanished',
      'skipped',
      'unreadable',
    ] as const;
    audit({
      action: 'library.import',
      target: { type: 'querySource', id: source.id },
      changes: [
        { field: 'name', from: null, to: source.name },
        ...counts.map((field) => ({ field, from: null, to: done[field] })),
      ],
    });
    publish({ type: 'query.imported', targetId: source.id });
    return done;
  });
}

/** Takes a source away with its queries; those that people changed here stay, as queries of their own. */
export function removeSource(
  actor: Actor,
  requestId: string | null,
  { sourceId }: z.output<typeof sourceInput>,
): Promise<{ readonly removed: number; readonly kept: number }> {
  return command(actor, 'hunting:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    const source = await lockSource(context, { sourceId, importId: null });
    const where = { tenantId: actor.tenantId, sourceId };
    const removed = await tx.huntingQuery.deleteMany({ where: { ...where, isEdited: false } });
    const kept = await tx.huntingQuery.updateMany({
      where,
      data: { sourceId: null, sourceKey: null, sourceHash: null, vanishedAt: null, isEdited: false },
    });
    await tx.huntingSourceNote.deleteMany({ where });
    await tx.huntingSource.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id: sourceId } } });
    audit({
      action: 'library.remove',
      target: { type: 'querySource', id: sourceId },
      changes: [
        { field: 'name', from: source.name, to: null },
        { field: 'removed', from: null, to: removed.count },
        { field: 'kept', from: null, to: kept.count },
      ],
    });
    publish({ type: 'query.imported', targetId: sourceId });
    return { removed: removed.count, kept: kept.count };
  });
}

/** @throws AppError notFound, or conflict when another import of the source began meanwhile */
async function lockSource(
  { tx, actor }: CommandContext,
  { sourceId, importId }: { readonly sourceId: string; readonly importId: string | null },
): Promise<HuntingSource> {
  await tx.$queryRaw`SELECT 1 FROM hunting_source WHERE tenant_id = ${actor.tenantId} AND id = ${sourceId} FOR UPDATE`;
  const source = await tx.huntingSource.findUnique({
    where: { tenantId_id: { tenantId: actor.tenantId, id: sourceId } },
  });
  if (source === null) throw new AppError('notFound', `source ${sourceId}`);
  if (importId !== null && (source.importId !== importId || source.state !== 'reading'))
    throw new AppError('conflict', 'another import of the source began', {
      userText: `${source.importedBy} imports “${source.name}” anew. This import has ended.`,
    });
  return source;
}

function requireRoom(source: HuntingSource, filed: Filed, files: number): void {
  if (source.files + files > MAX_FILES)
    throw new AppError('badRequest', 'too many files in an import', {
      userText: `An import takes ${MAX_FILES.toLocaleString('en')} files. Import the folders one by one, under names of their own.`,
    });
  if (source.queries + filed.queries.length > MAX_QUERIES)
    throw new AppError('badRequest', 'too many queries in a source', {
      userText: `A source has ${MAX_QUERIES.toLocaleString('en')} queries at most. Import the folders one by one, under names of their own.`,
    });
}
