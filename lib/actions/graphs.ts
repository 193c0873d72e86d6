'use server';
import { deleteGraphInput, saveGraphInput } from '@/lib/domain/inputs/investigation';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/graph/commands';

export const saveGraph = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(saveGraphInput)
  .action(({ parsedInput, ctx }) => commands.saveGraph(ctx.actor, ctx.requestId, parsedInput));

export const deleteGraph = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(deleteGraphInput)
  .action(({ parsedInput, ctx }) => commands.deleteGraph(ctx.actor, ctx.requestId, parsedInput));
