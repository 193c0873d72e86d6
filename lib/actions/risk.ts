'use server';
import { riskActionInput } from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import { actOnUser } from '@/lib/server/risk/commands';

export const actOnUserRisk = action
  .metadata({ permission: 'risk:remediate' })
  .inputSchema(riskActionInput)
  .action(({ parsedInput, ctx }) => actOnUser(ctx.actor, ctx.requestId, parsedInput));
