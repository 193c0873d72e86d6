import 'server-only';
import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@/lib/domain/live';
import type { Actor } from '@/lib/domain/permissions';
import { changesOf, withAudit } from '../audit/with-audit';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';
import { AppError } from '../errors';
import { post } from './send';
import { newSecret, SIGNATURE_HEADER, sign } from './sign';

export interface NewWebhook {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

export interface CreatedWebhook {
  readonly id: string;
  /** Key of the signature: shown once. */
  readonly secret: string;
}

const webhookTarget = (id: string) => ({ type: 'webhook', id });

/** Adds a receiver of signed notifications. */
export function createWebhook(actor: Actor, requestId: string, webhook: NewWebhook): Promise<CreatedWebhook> {
  authorize(actor, 'settings:write');
  const id = randomUUID();
  const secret = newSecret();
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const events = [...new Set(webhook.events)];
    await tx.webhook.create({ data: { tenantId: actor.tenantId, id, url: webhook.url, secret, events } });
    audit({
      action: 'webhook.create',
      target: webhookTarget(id),
      changes: changesOf({}, { url: webhook.url, events }),
    });
    publish({ type: 'webhook.created', targetId: id });
    return { id, secret };
  });
}

/** Switches a webhook on or off. What was waiting for one that is off fails with that reason. */
export function setWebhookEnabled(
  actor: Actor,
  requestId: string,
  id: string,
  enabled: boolean,
): Promise<void> {
  authorize(actor, 'settings:write');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const { count } = await tx.webhook.updateMany({
      where: { tenantId: actor.tenantId, id, enabled: !enabled },
      data: { enabled },
    });
    if (count === 0) throw new AppError('notFound', `webhook ${id}`);
    audit({
      action: 'webhook.update',
      target: webhookTarget(id),
      changes: [{ field: 'enabled', from: !enabled, to: enabled }],
    });
    publish({ type: 'webhook.updated', targetId: id });
  });
}

/** Removes a webhook with what still waits for it. */
export function deleteWebhook(actor: Actor, requestId: string, id: string): Promise<void> {
  authorize(actor, 'settings:write');
  return withAudit(actor, requestId, async (tx, audit, publish) => {
    const webhook = await tx.webhook.findUnique({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
    if (!webhook) throw new AppError('notFound', `webhook ${id}`);
    await tx.webhookDelivery.deleteMany({ where: { tenantId: actor.tenantId, webhookId: id } });
    await tx.webhook.delete({ where: { tenantId_id: { tenantId: actor.tenantId, id } } });
    audit({
      action: 'webhook.delete',
      target: webhookTarget(id),
      changes: [{ field: 'url', from: webhook.url, to: null }],
    });
    publish({ type: 'webhook.deleted', targetId: id });
  });
}

export interface TestOutcome {
  readonly delivered: boolean;
  readonly reason: string | null;
}

/** Sends a signed test message now and tells how the receiver answered. */
export async function testWebhook(actor: Actor, requestId: string, id: string): Promise<TestOutcome> {
  authorize(actor, 'settings:write');
  const webhook = await prisma().webhook.findUnique({
    where: { tenantId_id: { tenantId: actor.tenantId, id } },
  });
  if (!webhook) throw new AppError('notFound', `webhook ${id}`);
  const body = JSON.stringify({
    id: randomUUID(),
    type: 'test',
    targetId: id,
    createdAt: new Date(),
    data: {},
  });
  const reason = await post(webhook.url, body, {
    'x-throughline-event': 'test',
    [SIGNATURE_HEADER]: sign(webhook.secret, body, Math.floor(Date.now() / 1_000)),
  }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : 'unknown error'),
  );
  await withAudit(actor, requestId, async (_tx, audit) =>
    audit({
      action: 'webhook.test',
      target: webhookTarget(id),
      changes: [{ field: 'delivered', from: null, to: reason === null }],
    }),
  );
  return { delivered: reason === null, reason };
}
