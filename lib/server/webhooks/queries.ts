import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';

export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
}

export interface DeliveryRow {
  readonly id: string;
  readonly url: string;
  readonly type: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextAt: string;
  readonly deliveredAt: string | null;
}

/** The webhooks of the tenant with how their deliveries went. */
export async function listWebhooks(actor: Actor): Promise<WebhookRow[]> {
  authorize(actor, 'settings:write');
  const { tenantId } = actor;
  const [webhooks, counts] = await Promise.all([
    prisma().webhook.findMany({ where: { tenantId }, orderBy: { createdAt: 'asc' } }),
    prisma().webhookDelivery.groupBy({ by: ['webhookId', 'status'], where: { tenantId }, _count: true }),
  ]);
  const count = (id: string, status: string) =>
    counts.find((row) => row.webhookId === id && row.status === status)?._count ?? 0;
  return webhooks.map(({ id, url, events, enabled }) => ({
    id,
    url,
    events,
    enabled,
    pending: count(id, 'pending'),
    delivered: count(id, 'delivered'),
    failed: count(id, 'failed'),
  }));
}

/** The newest deliveries. */
export async function listDeliveries(actor: Actor): Promise<DeliveryRow[]> {
  authorize(actor, 'settings:write');
  const { tenantId } = actor;
  const rows = await prisma().webhookDelivery.findMany({
    where: { tenantId },
    orderBy: { eventId: 'desc' },
    take: 50,
  });
  const [webhooks, events] = await Promise.all([
    prisma().webhook.findMany({ where: { tenantId }, select: { id: true, url: true } }),
    prisma().outboxEvent.findMany({
      where: { tenantId, id: { in: rows.map((row) => row.eventId) } },
      select: { id: true, type: true },
    }),
  ]);
  const urls = new Map(webhooks.map((webhook) => [webhook.id, webhook.url]));
  const types = new Map(events.map((event) => [event.id, event.type]));
  return rows.map((row) => ({
    id: row.id,
    url: urls.get(row.webhookId) ?? '',
    type: types.get(row.eventId) ?? 'no longer kept',
    status: row.status,
    attempts: row.attempts,
    lastError: row.lastError,
    nextAt: row.nextAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }));
}
