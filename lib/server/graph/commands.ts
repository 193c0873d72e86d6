import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { deleteGraphInput, SaveGraphInput } from '@/lib/domain/inputs/investigation';
import type { GraphDocument } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import type { Prisma } from '@/lib/server/generated/prisma/client';
import { requireNewest, requireOwner } from '@/lib/server/owned';
import { versionChange } from '@/lib/server/stale';

interface Saved {
  readonly id: string;
  readonly version: number;
}

/** Keeps a graph: a new one, or a new version of one that the person was looking at in its newest. */
export function saveGraph(actor: Actor, requestId: string | null, input: SaveGraphInput): Promise<Saved> {
  return command(actor, 'incident:write', requestId, async (context) => {
    await requireIncident(context, input.incidentId);
    return input.target === undefined ? create(context, input) : update(context, input, input.target);
  });
}

async function create(
  { tx, actor, audit, publish, now }: CommandContext,
  input: SaveGraphInput,
): Promise<Saved> {
  const id = randomUUID();
  await tx.investigationGraph.create({
    data: {
      ...contentOf(input),
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
    action: 'graph.save',
    target: { type: 'graph', id },
    changes: [
      { field: 'name', from: null, to: input.name },
      { field: 'content', from: null, to: summary(input.document) },
    ],
  });
  publish({ type: 'graph.saved', targetId: input.incidentId ?? id });
  return { id, version: 1 };
}

async function update(context: CommandContext, input: SaveGraphInput, target: Saved): Promise<Saved> {
  const { tx, actor, audit, publish, now } = context;
  const old = await lockGraph(context, target);
  if (input.isShared !== old.isShared) requireOwner(context, old, 'graph', 'shares');
  await tx.investigationGraph.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: target.id } },
    data: { ...contentOf(input), version: old.version + 1, updatedAt: now, updatedBy: actor.name },
  });
  audit({
    action: 'graph.save',
    target: { type: 'graph', id: target.id },
    changes: [
      ...(old.name === input.name ? [] : [{ field: 'name', from: old.name, to: input.name }]),
      ...(old.isShared === input.isShared
        ? []
        : [{ field: 'shared', from: old.isShared, to: input.isShared }]),
      { field: 'content', from: `${old.nodeCount} things`, to: summary(input.document) },
      versionChange(old.version),
    ],
  });
  publish({ type: 'graph.saved', targetId: target.id });
  return { id: target.id, version: old.version + 1 };
}

/** Takes a graph away, by whoever made it. */
export function deleteGraph(
  actor: Actor,
  requestId: string | null,
  input: z.output<typeof deleteGraphInput>,
): Promise<void> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    const old = await lockGraph(context, input);
    requireOwner(context, old, 'graph', 'deletes');
    await tx.investigationGraph.delete({
      where: { tenantId_id: { tenantId: actor.tenantId, id: input.id } },
    });
    audit({
      action: 'graph.delete',
      target: { type: 'graph', id: input.id },
      changes: [{ field: 'name', from: old.name, to: null }],
    });
    publish({ type: 'graph.deleted', targetId: input.id });
  });
}

/** The stored graph, locked. @throws AppError notFound, or conflict when somebody saved it in between */
async function lockGraph(context: CommandContext, target: Saved) {
  const { tx, actor } = context;
  const { id } = target;
  await tx.$queryRaw`SELECT 1 FROM investigation_graph WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
  const old = await tx.investigationGraph.findFirst({
    where: { tenantId: actor.tenantId, id, OR: [{ ownerId: actor.id }, { isShared: true }] },
    omit: { document: true },
  });
  if (old === null) throw new AppError('notFound', `graph ${id}`);
  await requireNewest(context, old, 'graph', target);
  return old;
}

async function requireIncident({ tx, actor }: CommandContext, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await tx.incident.findUnique({
    where: { tenantId_id: { tenantId: actor.tenantId, id } },
    select: { id: true },
  });
  if (found === null) throw new AppError('notFound', `incident ${id}`);
}

const contentOf = ({ name, incidentId, isShared, document }: SaveGraphInput) => ({
  name,
  incidentId,
  isShared,
  document: document satisfies GraphDocument as unknown as Prisma.InputJsonObject,
  nodeCount: document.things.length,
});

const summary = ({ things, notes }: GraphDocument): string => {
  const count = Object.keys(notes).length;
  return count === 0 ? `${things.length} things` : `${things.length} things, ${count} notes`;
};
