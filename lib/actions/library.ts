'use server';
import {
  beginImportInput,
  checkAgainInput,
  endImportInput,
  importFilesInput,
  sourceInput,
  startRunInput,
} from '@/lib/domain/inputs/library';
import { action } from '@/lib/server/action';
import * as imports from '@/lib/server/hunting/library/import';
import * as runs from '@/lib/server/hunting/library/runs';

export const beginImport = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(beginImportInput)
  .action(({ parsedInput, ctx }) => imports.beginImport(ctx.actor, ctx.requestId, parsedInput));

export const importFiles = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(importFilesInput)
  .action(({ parsedInput, ctx }) => imports.importFiles(ctx.actor, ctx.requestId, parsedInput));

export const endImport = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(endImportInput)
  .action(async ({ parsedInput, ctx }) => {
    await imports.endImport(ctx.actor, ctx.requestId, parsedInput);
  });

export const removeSource = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(sourceInput)
  .action(({ parsedInput, ctx }) => imports.removeSource(ctx.actor, ctx.requestId, parsedInput));

export const startRun = action
  .metadata({ permission: 'hunting:read' })
  .inputSchema(startRunInput)
  .action(({ parsedInput, ctx }) => runs.startRun(ctx.actor, ctx.requestId, parsedInput));

export const cancelRun = action
  .metadata({ permission: 'hunting:read' })
  .action(({ ctx }) => runs.cancelRun(ctx.actor, ctx.requestId));

export const checkAgain = action
  .metadata({ permission: 'hunting:write' })
  .inputSchema(checkAgainInput)
  .action(({ parsedInput, ctx }) => runs.checkAgain(ctx.actor, ctx.requestId, parsedInput));
