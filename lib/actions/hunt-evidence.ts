'use server';
import { linkRowsInput, unlinkRowsInput } from '@/lib/domain/inputs/hunt-evidence';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/incidents/hunt-evidence';

export const linkRowsAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(linkRowsInput)
  .action(({ parsedInput, ctx }) => commands.linkRows(ctx.actor, ctx.requestId, parsedInput));

export const unlinkRowsAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(unlinkRowsInput)
  .action(({ parsedInput, ctx }) => commands.unlinkRows(ctx.actor, ctx.requestId, parsedInput));
