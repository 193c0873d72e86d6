'use server';
import { deleteQueryInput, saveQueryInput } from '@/lib/domain/inputs/hunting';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/hunting/commands';

export const saveQuery = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(saveQueryInput)
  .action(({ parsedInput, ctx }) => commands.saveQuery(ctx.actor, ctx.requestId, parsedInput));

export const deleteQuery = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(deleteQueryInput)
  .action(({ parsedInput, ctx }) => commands.deleteQuery(ctx.actor, ctx.requestId, parsedInput));
