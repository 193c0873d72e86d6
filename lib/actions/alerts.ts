'use server';
import { alertStatusInput, assignInput, closeAlertInput } from '@/lib/domain/commands';
import { action } from '@/lib/server/action';
import { closeAlert as close } from '@/lib/server/alerts/close';
import * as commands from '@/lib/server/alerts/commands';

export const assignAlert = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(assignInput)
  .action(({ parsedInput, ctx }) => commands.assignAlert(ctx.actor, ctx.requestId, parsedInput));

export const setAlertStatus = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(alertStatusInput)
  .action(({ parsedInput, ctx }) => commands.setAlertStatus(ctx.actor, ctx.requestId, parsedInput));

export const closeAlert = action
  .metadata({ permission: 'alert:write' })
  .inputSchema(closeAlertInput)
  .action(({ parsedInput, ctx }) => close(ctx.actor, ctx.requestId, parsedInput));
