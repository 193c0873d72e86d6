'use server';
import { z } from 'zod';
import { action } from '@/lib/server/action';
import { discardLetters, retryLetters } from '@/lib/server/data-health/commands';
import { retryBatches, retryImport } from '@/lib/server/data-health/set-aside';

const lettersInput = z.object({ ids: z.array(z.string().min(1).max(200)).min(1).max(100) });

export const retryDeadLetterRows = action
  .metadata({ permission: 'ingest:retry' })
  .inputSchema(lettersInput)
  .action(({ parsedInput, ctx }) => retryLetters(ctx.actor, ctx.requestId, parsedInput.ids));

export const discardDeadLetterRows = action
  .metadata({ permission: 'ingest:retry' })
  .inputSchema(lettersInput)
  .action(({ parsedInput, ctx }) => discardLetters(ctx.actor, ctx.requestId, parsedInput.ids));

export const retrySetAsideBatches = action
  .metadata({ permission: 'ingest:retry' })
  .inputSchema(lettersInput)
  .action(({ parsedInput, ctx }) => retryBatches(ctx.actor, ctx.requestId, parsedInput.ids));

export const retryFailedImport = action
  .metadata({ permission: 'ingest:retry' })
  .inputSchema(z.object({ id: z.string().min(1).max(200) }))
  .action(({ parsedInput, ctx }) => retryImport(ctx.actor, ctx.requestId, parsedInput.id));
