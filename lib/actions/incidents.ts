'use server';
import {
  assignInput,
  classifyInput,
  incidentStatusInput,
  renameInput,
  reopenInput,
  resolveInput,
  severityInput,
  tagsInput,
} from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/incidents/commands';
import * as resolution from '@/lib/server/incidents/resolve';

export const assignIncident = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(assignInput)
  .action(({ parsedInput, ctx }) => commands.assignIncident(ctx.actor, ctx.requestId, parsedInput));

export const setIncidentStatus = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(incidentStatusInput)
  .action(({ parsedInput, ctx }) => commands.setIncidentStatus(ctx.actor, ctx.requestId, parsedInput));

export const classifyIncident = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(classifyInput)
  .action(({ parsedInput, ctx }) => commands.classifyIncident(ctx.actor, ctx.requestId, parsedInput));

export const resolveIncident = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(resolveInput)
  .action(({ parsedInput, ctx }) => resolution.resolveIncident(ctx.actor, ctx.requestId, parsedInput));

export const reopenIncident = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(reopenInput)
  .action(({ parsedInput, ctx }) => resolution.reopenIncident(ctx.actor, ctx.requestId, parsedInput));

export const setIncidentTags = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(tagsInput)
  .action(({ parsedInput, ctx }) => commands.setIncidentTags(ctx.actor, ctx.requestId, parsedInput));

export const setIncidentSeverity = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(severityInput)
  .action(({ parsedInput, ctx }) => commands.setIncidentSeverity(ctx.actor, ctx.requestId, parsedInput));

export const renameIncident = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(renameInput)
  .action(({ parsedInput, ctx }) => commands.renameIncident(ctx.actor, ctx.requestId, parsedInput));
