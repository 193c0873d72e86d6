'use server';
import { jobIdInput } from '@/lib/domain/jobs';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/jobs/commands';

export const cancelJob = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(jobIdInput)
  .action(({ parsedInput, ctx }) => commands.cancelJob(ctx.actor, ctx.requestId, parsedInput.id));

export const undoJob = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(jobIdInput)
  .action(({ parsedInput, ctx }) => commands.undoJob(ctx.actor, ctx.requestId, parsedInput.id));
