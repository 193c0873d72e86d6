import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import {
  type CreateViewInput,
  type DefaultViewInput,
  type UpdateViewInput,
  VIEW_LIMIT,
} from '@/lib/domain/views/saved-view';
import { changesOf } from '@/lib/server/audit/with-audit';
import { authorize } from '@/lib/server/authz/authorize';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { refuseStale, versionChange } from '@/lib/server/stale';
import { mayChange } from './queries';

/** Keeps a list under a name: for oneself, or with `view:share` for everybody. */
export function createView(
  actor: Actor,
  requestId: string | null,
  input: CreateViewInput,
): Promise<{ readonly id: string }> {
  return command(actor, 'view:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    if (input.shared) authorize(actor, 'view:share');
    const { list, name, search, shared } = input;
    const own = { tenantId: actor.tenantId, list, ownerId: actor.id };
    if ((await tx.savedView.count({ where: own })) >= VIEW_LIMIT) {
      throw new AppError('invalid', `more than ${VIEW_LIMIT} views`, {
        userText: `Nobody may own more than ${VIEW_LIMIT} views of a list. Delete one first.`,
      });
    }
    await refuseTakenName(context, { list, ownerId: actor.id, name });
    const id = randomUUID();
    await tx.savedView.create({ data: { ...own, id, name, search, shared } });
    audit({
      action: 'view.create',
      target: { type: 'view', id },
      changes: changesOf({}, { list, name, search, shared }),
    });
    publish({ type: 'view.created', targetId: id });
    return { id };
  });
}

/** Renames a view, shares it or takes it back, or lets it keep another state of its list. */
export function updateView(actor: Actor, requestId: string | null, input: UpdateViewInput): Promise<void> {
  return command(actor, 'view:write', requestId, async (context) => {
    const { tx, audit, publish, now } = context;
    const view = await lockView(context, input.id);
    if (view.version !== input.version)
      await refuseStale(tx, actor.tenantId, { type: 'view', id: view.id }, input.version);
    const next = {
      name: input.name ?? view.name,
      search: input.search ?? view.search,
      shared: input.shared ?? view.shared,
    };
    if (next.shared && !view.shared) authorize(actor, 'view:share');
    const changes = changesOf({ name: view.name, search: view.search, shared: view.shared }, next);
    if (changes.length === 0) return;
    if (next.name !== view.name) await refuseTakenName(context, { ...view, name: next.name });
    await tx.savedView.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id: view.id } },
      data: { ...next, version: view.version + 1, updatedAt: now },
    });
    audit({
      action: 'view.update',
      target: { type: 'view', id: view.id },
      changes: [...changes, versionChange(view.version)],
    });
    publish({ type: 'view.updated', targetId: view.id });
  });
}

/** Deletes a view; lists that opened with it open as they are by themselves again. */
export function deleteView(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return command(actor, 'view:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    const view = await lockView(context, id);
    await tx.savedView.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
    await tx.defaultView.deleteMany({ where: { tenantId: actor.tenantId, viewId: id } });
    audit({
      action: 'view.delete',
      target: { type: 'view', id },
      changes: [
        { field: 'name', from: view.name, to: null },
        { field: 'search', from: view.search, to: null },
      ],
    });
    publish({ type: 'view.deleted', targetId: id });
  });
}

/** Chooses what a list of one's own opens with when its address says nothing. */
export function setDefaultView(
  actor: Actor,
  requestId: string | null,
  { list, viewId }: DefaultViewInput,
): Promise<void> {
  return command(actor, 'view:write', requestId, async (context) => {
    const { tx, audit } = context;
    const key = { tenantId: actor.tenantId, userId: actor.id, list };
    const before = await tx.defaultView.findUnique({ where: { tenantId_userId_list: key } });
    if (viewId === null) await tx.defaultView.deleteMany({ where: key });
    else {
      const view = await tx.savedView.findFirst({
        where: { tenantId: actor.tenantId, id: viewId, list, OR: [{ ownerId: actor.id }, { shared: true }] },
      });
      if (view === null) throw new AppError('notFound', `view ${viewId}`);
      await tx.defaultView.upsert({
        where: { tenantId_userId_list: key },
        create: { ...key, viewId },
        update: { viewId },
      });
    }
    const changes = changesOf({ [list]: before?.viewId ?? null }, { [list]: viewId });
    if (changes.length > 0)
      audit({ action: 'view.default', target: { type: 'person', id: actor.id }, changes });
  });
}

/** A view that the actor may change, locked. One that they cannot see does not exist for them. */
async function lockView({ tx, actor }: CommandContext, id: string) {
  await tx.$queryRaw`SELECT 1 FROM saved_view WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
  const view = await tx.savedView.findUnique({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
  if (view === null || (!view.shared && view.ownerId !== actor.id))
    throw new AppError('notFound', `view ${id}`);
  if (!mayChange(actor, view)) throw new AppError('forbidden', `view ${id} belongs to ${view.ownerId}`);
  return view;
}

async function refuseTakenName(
  { tx, actor }: CommandContext,
  { list, ownerId, name }: { readonly list: string; readonly ownerId: string; readonly name: string },
): Promise<void> {
  const taken = await tx.savedView.findFirst({ where: { tenantId: actor.tenantId, list, ownerId, name } });
  if (taken === null) return;
  throw new AppError('invalid', `view ${name} exists`, {
    userText: 'There is already a view of that name. Choose another, or update that one.',
    fields: { name: 'Is taken.' },
  });
}
