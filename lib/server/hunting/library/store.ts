import 'server-only';
import { randomUUID } from 'node:crypto';
import type { CommandContext } from '../../command';
import { type HuntingSource, Prisma } from '../../generated/prisma/client';
import type { Filed, FiledNote, FiledQuery } from './files';

/** What became of the queries of some files. */
export interface Stored {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly kept: number;
  readonly skipped: number;
  readonly unreadable: number;
}

const FOLDER = 200;

/** Writes what files gave: by the key of each query, so that the same again is the same query. */
export async function store(context: CommandContext, source: HuntingSource, filed: Filed): Promise<Stored> {
  const { tx, actor } = context;
  const known = await tx.huntingQuery.findMany({
    where: {
      tenantId: actor.tenantId,
      sourceId: source.id,
      sourceKey: { in: filed.queries.map(({ key }) => key) },
    },
    select: { id: true, sourceKey: true, sourceHash: true, isEdited: true, text: true },
  });
  const byKey = new Map(known.map((row) => [row.sourceKey, row]));
  const found = filed.queries.map((query) => ({ query, row: byKey.get(query.key) }));
  const fresh = found.flatMap(({ query, row }) => (row ? [] : [query]));
  const edited = found.flatMap(({ query, row }) =>
    row?.isEdited && row.sourceHash !== query.hash ? [query] : [],
  );
  const moved = found.flatMap(({ query, row }) =>
    row && !row.isEdited && row.sourceHash !== query.hash ? [{ query, row }] : [],
  );
  await tx.huntingQuery.createMany({ data: fresh.map((query) => createdOf(context, source, query)) });
  for (const { query, row } of moved)
    await tx.huntingQuery.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id: row.id } },
      data: {
        ...contentOf(source, query),
        version: { increment: 1 },
        updatedAt: context.now,
        updatedBy: actor.name,
        ...(row.text === query.text ? {} : { state: 'waiting' }),
      },
    });
  await tx.huntingQuery.updateMany({
    where: { tenantId: actor.tenantId, id: { in: known.map(({ id }) => id) } },
    data: { importId: source.importId, vanishedAt: null },
  });
  const notes: readonly FiledNote[] = [
    ...filed.notes,
    ...edited.map(
      ({ path, name }): FiledNote => ({
        path,
        line: null,
        kind: 'edited',
        reason: `“${name}” was changed here: yours was kept, the source's newer one was not taken over.`,
      }),
    ),
  ];
  await writeNotes(context, source, notes);
  return {
    added: fresh.length,
    changed: moved.length,
    kept: edited.length,
    same: found.length - fresh.length - moved.length - edited.length,
    skipped: filed.notes.filter(({ kind }) => kind === 'skipped').length,
    unreadable: filed.notes.filter(({ kind }) => kind === 'unreadable').length,
  };
}

const contentOf = (source: HuntingSource, query: FiledQuery) => ({
  name: query.name,
  folder: folderOf(source.name, query.path),
  description: query.description,
  text: query.text,
  tags: [...query.tags],
  techniques: [...query.techniques],
  tactics: [...query.tactics],
  kind: query.kind,
  severity: query.severity,
  rule: query.rule === null ? Prisma.DbNull : (query.rule as unknown as Prisma.InputJsonValue),
  path: query.path,
  line: query.line,
  sourceHash: query.hash,
});

const createdOf = ({ actor, now }: CommandContext, source: HuntingSource, query: FiledQuery) => ({
  ...contentOf(source, query),
  tenantId: actor.tenantId,
  id: randomUUID(),
  sourceId: source.id,
  sourceKey: query.key,
  importId: source.importId,
  isShared: true,
  ownerId: actor.id,
  ownerName: actor.name,
  updatedBy: actor.name,
  createdAt: now,
  updatedAt: now,
});

/** `reprise99/Defender for Endpoint`: the source and the folder in it. */
const folderOf = (source: string, path: string): string =>
  [source, ...path.split('/').slice(0, -1)].join('/').slice(0, FOLDER);

async function writeNotes(
  { tx, actor }: CommandContext,
  source: HuntingSource,
  notes: readonly FiledNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const where = { tenantId: actor.tenantId, sourceId: source.id };
  const last = await tx.huntingSourceNote.findFirst({
    where,
    orderBy: { position: 'desc' },
    select: { position: true },
  });
  const from = (last?.position ?? 0) + 1;
  await tx.huntingSourceNote.createMany({
    data: notes.map(({ path, line, kind, reason }, index) => ({
      ...where,
      position: from + index,
      path,
      line,
      kind,
      reason: reason.slice(0, 500),
    })),
  });
}
