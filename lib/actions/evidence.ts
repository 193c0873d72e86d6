'use server';
import { verdictInput } from '@/lib/domain/evidence';
import { action } from '@/lib/server/action';
import { setVerdict } from '@/lib/server/incidents/verdict';

export const setVerdictAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(verdictInput)
  .action(({ parsedInput, ctx }) => setVerdict(ctx.actor, ctx.requestId, parsedInput));
