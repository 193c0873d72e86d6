'use server';
import { z } from 'zod';
import { action } from '@/lib/server/action';
import {
  addExclusion,
  addMapping,
  removeExclusion,
  removeMapping,
  setNetworks,
  setServiceLevel,
} from '@/lib/server/detection-settings/commands';
import {
  exclusionInput,
  hubPinInput,
  mappingInput,
  networksInput,
  serviceLevelInput,
} from '@/lib/server/detection-settings/input';
import { pinHub } from '@/lib/server/entities/hub';

export const addExclusionAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(exclusionInput)
  .action(({ parsedInput, ctx }) => addExclusion(ctx.actor, ctx.requestId, parsedInput));

export const removeExclusionAction = action
  .metadata({ permission: 'exclusion:write' })
  .inputSchema(z.object({ id: z.string().min(1).max(100) }))
  .action(({ parsedInput, ctx }) => removeExclusion(ctx.actor, ctx.requestId, parsedInput.id));

export const setServiceLevelAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(serviceLevelInput)
  .action(({ parsedInput, ctx }) => setServiceLevel(ctx.actor, ctx.requestId, parsedInput));

export const setNetworksAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(networksInput)
  .action(({ parsedInput, ctx }) => setNetworks(ctx.actor, ctx.requestId, parsedInput));

export const addMappingAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(mappingInput)
  .action(({ parsedInput, ctx }) => addMapping(ctx.actor, ctx.requestId, parsedInput));

export const removeMappingAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(mappingInput)
  .action(({ parsedInput, ctx }) => removeMapping(ctx.actor, ctx.requestId, parsedInput));

export const pinHubAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(hubPinInput)
  .action(({ parsedInput, ctx }) => pinHub(ctx.actor, ctx.requestId, parsedInput));
