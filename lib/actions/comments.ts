'use server';
import { commentInput } from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import { comment } from '@/lib/server/comments';

export const addComment = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(commentInput)
  .action(({ parsedInput, ctx }) => comment(ctx.actor, ctx.requestId, parsedInput));
