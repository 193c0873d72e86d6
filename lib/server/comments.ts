import 'server-only';
import { randomUUID } from 'node:crypto';
import type { CommentEditInput, CommentInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { storeMentions } from '@/lib/server/mentions';

export interface CommentTarget {
  readonly type: CommentInput['targetType'];
  readonly id: string;
}

/** Writes a comment inside a running command. The target is known to exist. */
export async function addComment(
  context: CommandContext,
  target: CommentTarget,
  body: string,
  mentions: readonly string[] = [],
): Promise<string> {
  const { tx, actor, audit, publish, now } = context;
  const id = randomUUID();
  await tx.comment.create({
    data: {
      tenantId: actor.tenantId,
      id,
      targetType: target.type,
      targetId: target.id,
      body,
      authorId: actor.id,
      authorName: actor.name,
      createdAt: now,
    },
  });
  await storeMentions(context, id, body, mentions);
  audit({ action: 'comment.add', target, changes: [{ field: 'comment', from: null, to: id }] });
  publish({
    type: 'comment.added',
    targetId: target.id,
    payload: { targetType: target.type, targetId: target.id, commentId: id },
  });
  return id;
}

/** Comments on an incident, an alert or a user. */
export function comment(
  actor: Actor,
  requestId: string | null,
  input: CommentInput,
): Promise<{ readonly id: string }> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const target = { type: input.targetType, id: input.targetId };
    await requireTarget(context, target);
    return { id: await addComment(context, target, input.body, input.mentions) };
  });
}

/** Changes one's own comment; what it said before stays in the audit log. */
export function editComment(actor: Actor, requestId: string | null, input: CommentEditInput): Promise<void> {
  return changeOwn(actor, requestId, input.id, 'comment.edit', async (context, before) => {
    if (before.body === input.body) return null;
    await context.tx.comment.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id: input.id } },
      data: { body: input.body, editedAt: context.now },
    });
    await storeMentions(context, input.id, input.body, input.mentions ?? []);
    return { from: before.body, to: input.body };
  });
}

/** Takes one's own comment back: who wrote one here and when stays, what it said is in the audit log alone. */
export function deleteComment(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return changeOwn(actor, requestId, id, 'comment.delete', async ({ tx, now }, before) => {
    await tx.comment.update({
      where: { tenantId_id: { tenantId: actor.tenantId, id } },
      data: { body: '', deletedAt: now },
    });
    await tx.commentMention.deleteMany({ where: { tenantId: actor.tenantId, commentId: id } });
    return { from: before.body, to: null };
  });
}

/** @throws AppError notFound, forbidden for somebody else's, conflict for one that was taken back */
function changeOwn(
  actor: Actor,
  requestId: string | null,
  id: string,
  action: string,
  change: (
    context: CommandContext,
    before: { readonly body: string },
  ) => Promise<{ readonly from: string; readonly to: string | null } | null>,
): Promise<void> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const { tx, audit, publish } = context;
    await tx.$queryRaw`SELECT 1 FROM comment WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
    const found = await tx.comment.findUnique({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
    if (found === null) throw new AppError('notFound', `comment ${id}`);
    if (found.authorId !== actor.id) {
      throw new AppError('forbidden', `comment ${id} is somebody else's`, {
        userText: 'A comment is changed by who wrote it.',
      });
    }
    if (found.deletedAt !== null) {
      throw new AppError('conflict', `comment ${id} was deleted`, {
        userText: 'This comment was taken back.',
      });
    }
    const changed = await change(context, found);
    if (changed === null) return;
    const target = { type: found.targetType, id: found.targetId };
    audit({ action, target, changes: [{ field: `comment ${id}`, ...changed }] });
    publish({
      type: 'comment.changed',
      targetId: target.id,
      payload: { targetType: target.type, targetId: target.id, commentId: id },
    });
  });
}

async function requireTarget({ tx, actor }: CommandContext, target: CommentTarget): Promise<void> {
  const where = { tenantId_id: { tenantId: actor.tenantId, id: target.id } };
  const select = { id: true } as const;
  const found =
    target.type === 'incident'
      ? await tx.incident.findUnique({ where, select })
      : target.type === 'alert'
        ? await tx.alert.findUnique({ where, select })
        : await tx.entity.findUnique({ where, select });
  if (found === null) throw new AppError('notFound', `${target.type} ${target.id}`);
}
