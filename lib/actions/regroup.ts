'use server';
import { mergeInput, moveAlertsInput, unmergeInput } from '@/lib/domain/regroup';
import { action } from '@/lib/server/action';
import { moveAlerts } from '@/lib/server/incidents/move-alerts';
import { mergeIncidents, unmergeIncident } from '@/lib/server/incidents/regroup';

export const mergeIncidentsAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(mergeInput)
  .action(({ parsedInput, ctx }) => mergeIncidents(ctx.actor, ctx.requestId, parsedInput));

export const unmergeIncidentAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(unmergeInput)
  .action(({ parsedInput, ctx }) => unmergeIncident(ctx.actor, ctx.requestId, parsedInput));

export const moveAlertsAction = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(moveAlertsInput)
  .action(({ parsedInput, ctx }) => moveAlerts(ctx.actor, ctx.requestId, parsedInput));
