'use server';
import { z } from 'zod';
import { action } from '@/lib/server/action';
import { pauseDemo, removeDemoData } from '@/lib/server/demo/commands';

/** Stops or resumes the demo company's live stream. */
export const pauseDemoAction = action
  .metadata({ permission: 'demo:manage' })
  .inputSchema(z.object({ paused: z.boolean() }))
  .action(({ parsedInput, ctx }) => pauseDemo(ctx.actor, ctx.requestId, parsedInput.paused));

/** Takes the demo company away, with everything learnt from it. */
export const removeDemoAction = action
  .metadata({ permission: 'demo:manage' })
  .inputSchema(z.object({ id: z.string().max(20) }))
  .action(({ ctx }) => removeDemoData(ctx.actor, ctx.requestId));
