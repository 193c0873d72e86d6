import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { deleteQueryInput, SaveQueryInput } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '../command';
import { AppError } from '../errors';
import { requireNewest, requireOwner } from '../owned';
import { versionChange } from '../stale';
import { visibleQueries } from './saved';

interface Saved {
  readonly id: string;
  readonly version: number;
}

/** Keeps a query: a new one, or a new version of one that the person was looking at in its newest. */
export function saveQuery(actor: Actor, requestId: string | null, input: SaveQueryInput): Promise<Saved> {
  return command(actor, 'hunting:write', requestId, (context) =>
    input.target === undefined ? create(context, input) : update(context, input, input.target),
  );
}

async function create(context: CommandContext, { target: _, ...content }: SaveQueryInput): Promise<Saved> {
  const { tx, actor, audit, publish, now } = context;
  const id = randomUUID();
  await tx.huntingQuery.create({
    data: {
      ...content,
      tenantId: actor.tenantId,
      id,
      ownerId: actor.id,
      ownerName: actor.name,
      updatedBy: actor.name,
      createdAt: now,
      updatedAt: now,
    },
  });
  audit({
    action: 'query.save',
    target: { type: 'query', id },
    changes: [
      { field: 'name', from: null, to: content.name },
      { field: 'text', from: null, to: content.text },
    ],
  });
  publish({ type: 'query.saved', targetId: id });
  return { id, version: 1 };
}

async function update(
  context: CommandContext,
  { target: _, ...content }: SaveQueryInput,
  target: Saved,
): Promise<Saved> {
  const { tx, actor, audit, publish, now } = context;
  const old = await lockQuery(context, target);
  if (content.isShared !== old.isShared) requireOwner(context, old, 'query', 'shares');
  await tx.huntingQuery.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: target.id } },
    data: {
      ...content,
      version: old.version + 1,
      updatedAt: now,
      updatedBy: actor.name,
      // What a person wrote here, no later import takes away.
      isEdited: old.sourceId !== null,
      ...(content.text === old.text ? {} : { state: 'waiting' }),
    },
  });
  const changed = (['name', 'folder', 'description', 'text', 'isShared'] as const).filter(
    (field) => old[field] !== content[field],
  );
  audit({
    action: 'query.save',
    target: { type: 'query', id: target.id },
    changes: [
      ...changed.map((field) => ({ field, from: old[field], to: content[field] })),
      versionChange(old.version),
    ],
  });
  publish({ type: 'query.saved', targetId: target.id });
  return { id: target.id, version: old.version + 1 };
}

/** Takes a query away, by whoever made it. */
export function deleteQuery(
  actor: Actor,
  requestId: string | null,
  input: z.output<typeof deleteQueryInput>,
): Promise<void> {
  return command(actor, 'hunting:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    const old = await lockQuery(context, input);
    requireOwner(context, old, 'query', 'deletes');
    await tx.huntingQuery.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id: input.id } } });
    audit({
      action: 'query.delete',
      target: { type: 'query', id: input.id },
      changes: [
        { field: 'name', from: old.name, to: null },
        { field: 'text', from: old.text, to: null },
      ],
    });
    publish({ type: 'query.deleted', targetId: input.id });
  });
}

/** The stored query, locked. @throws AppError notFound, or conflict when somebody saved it in between */
async function lockQuery(context: CommandContext, target: Saved) {
  const { tx, actor } = context;
  const { id } = target;
  await tx.$queryRaw`SELECT 1 FROM hunting_query WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
  const old = await tx.huntingQuery.findFirst({ where: { ...visibleQueries(actor), id } });
  if (old === null) throw new AppError('notFound', `query ${id}`);
  await requireNewest(context, old, 'query', target);
  return old;
}
