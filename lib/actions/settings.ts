'use server';
import { z } from 'zod';
import { WEBHOOK_EVENTS } from '@/lib/domain/live';
import { action } from '@/lib/server/action';
import { verifyAudit } from '@/lib/server/audit/verify';
import { createWebhook, deleteWebhook, setWebhookEnabled, testWebhook } from '@/lib/server/webhooks/commands';

const Id = z.object({ id: z.string().min(1).max(100) });
const NewWebhook = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Enter an http:// or https:// address.' }).max(2_000),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1, 'Choose at least one event.'),
});

export const createWebhookAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(NewWebhook)
  .action(({ parsedInput, ctx }) => createWebhook(ctx.actor, ctx.requestId, parsedInput));

export const setWebhookEnabledAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(Id.extend({ enabled: z.boolean() }))
  .action(({ parsedInput, ctx }) =>
    setWebhookEnabled(ctx.actor, ctx.requestId, parsedInput.id, parsedInput.enabled),
  );

export const deleteWebhookAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(Id)
  .action(({ parsedInput, ctx }) => deleteWebhook(ctx.actor, ctx.requestId, parsedInput.id));

export const testWebhookAction = action
  .metadata({ permission: 'settings:write' })
  .inputSchema(Id)
  .action(({ parsedInput, ctx }) => testWebhook(ctx.actor, ctx.requestId, parsedInput.id));

export const verifyAuditAction = action
  .metadata({ permission: 'settings:read' })
  .action(({ ctx }) => verifyAudit(ctx.actor));
