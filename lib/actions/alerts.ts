'use server';
import { alertStatusInput, assignInput, classifyInput } from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/alerts/commands';

export const assignAlert = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(assignInput)
  .action(({ parsedInput, ctx }) => commands.assignAlert(ctx.actor, ctx.requestId, parsedInput));

export const setAlertStatus = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(alertStatusInput)
  .action(({ parsedInput, ctx }) => commands.setAlertStatus(ctx.actor, ctx.requestId, parsedInput));

export const classifyAlert = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(classifyInput)
  .action(({ parsedInput, ctx }) => commands.classifyAlert(ctx.actor, ctx.requestId, parsedInput));
