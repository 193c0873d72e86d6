'use server';
import { addTaskInput, assignTaskInput, moveTaskInput, taskStatusInput } from '@/lib/domain/inputs/task';
import { action } from '@/lib/server/action';
import * as commands from '@/lib/server/tasks/commands';

export const addTask = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(addTaskInput)
  .action(({ parsedInput, ctx }) => commands.addTask(ctx.actor, ctx.requestId, parsedInput));

export const assignTask = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(assignTaskInput)
  .action(({ parsedInput, ctx }) => commands.assignTask(ctx.actor, ctx.requestId, parsedInput));

export const setTaskStatus = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(taskStatusInput)
  .action(({ parsedInput, ctx }) => commands.setTaskStatus(ctx.actor, ctx.requestId, parsedInput));

export const moveTask = action
  .metadata({ permission: 'incident:write' })
  .inputSchema(moveTaskInput)
  .action(({ parsedInput, ctx }) => commands.moveTask(ctx.actor, ctx.requestId, parsedInput));
