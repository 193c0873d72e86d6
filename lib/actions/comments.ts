'use server';
import { z } from 'zod';
import { commentDeleteInput, commentEditInput, commentInput } from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import * as comments from '@/lib/server/comments';
import { seeMentions } from '@/lib/server/mentions';

export const addComment = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(commentInput)
  .action(({ parsedInput, ctx }) => comments.comment(ctx.actor, ctx.requestId, parsedInput));

export const editComment = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(commentEditInput)
  .action(({ parsedInput, ctx }) => comments.editComment(ctx.actor, ctx.requestId, parsedInput));

export const deleteComment = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(commentDeleteInput)
  .action(({ parsedInput, ctx }) => comments.deleteComment(ctx.actor, ctx.requestId, parsedInput.id));

/** Whoever opens the comments that name them has seen them. */
export const seeMentionsAction = action
  .metadata({ permission: 'incident:read' })
  .inputSchema(z.object({ targetId: z.string().min(1).max(200) }))
  .action(({ parsedInput, ctx }) => seeMentions(ctx.actor, parsedInput.targetId));
