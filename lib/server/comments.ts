import 'server-only';
import { randomUUID } from 'node:crypto';
import type { CommentInput } from '@/lib/domain/commands';
import type { Actor } from '@/lib/domain/permissions';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';

export interface CommentTarget {
  readonly type: CommentInput['targetType'];
  readonly id: string;
}

/** Writes a comment inside a running command. The target is known to exist. */
export async function addComment(
  context: CommandContext,
  target: CommentTarget,
  body: string,
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
    await requireTarget(context, { type: input.targetType, id: input.targetId });
    return { id: await addComment(context, { type: input.targetType, id: input.targetId }, input.body) };
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
