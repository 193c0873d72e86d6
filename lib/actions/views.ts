'use server';
import {
  createViewInput,
  defaultViewInput,
  deleteViewInput,
  updateViewInput,
} from '@/lib/domain/views/saved-view';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/views/commands';

export const createView = action
  .metadata({ permission: 'view:write' })
  .inputSchema(createViewInput)
  .action(({ parsedInput, ctx }) => commands.createView(ctx.actor, ctx.requestId, parsedInput));

export const updateView = action
  .metadata({ permission: 'view:write' })
  .inputSchema(updateViewInput)
  .action(({ parsedInput, ctx }) => commands.updateView(ctx.actor, ctx.requestId, parsedInput));

export const deleteView = action
  .metadata({ permission: 'view:write' })
  .inputSchema(deleteViewInput)
  .action(({ parsedInput, ctx }) => commands.deleteView(ctx.actor, ctx.requestId, parsedInput.id));

export const setDefaultView = action
  .metadata({ permission: 'view:write' })
  .inputSchema(defaultViewInput)
  .action(({ parsedInput, ctx }) => commands.setDefaultView(ctx.actor, ctx.requestId, parsedInput));
