'use server';
import { retentionInput } from '@/lib/domain/inputs/retention';
import { action } from '@/lib/server/action';
import { setRetention } from '@/lib/server/retention/commands';

export const setRetentionAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(retentionInput)
  .action(({ parsedInput, ctx }) => setRetention(ctx.actor, ctx.requestId, parsedInput));
