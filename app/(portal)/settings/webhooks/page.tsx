import { Webhook } from 'lucide-react';
import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { CreateWebhook } from '@/components/settings/webhooks/create-webhook';
import { DeliveryTable, WebhookTable } from '@/components/settings/webhooks/webhook-tables';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { listDeliveries, listWebhooks } from '@/lib/server/webhooks/queries';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage() {
  const actor = await requireActor('settings:write');
  const [webhooks, deliveries] = await Promise.all([listWebhooks(actor), listDeliveries(actor)]);
  return (
    <>
      <LiveRefresh types={['webhook.']} />
      <PageHeader
        title="Webhooks"
        description="Signed notifications to other systems: after the change is stored, at least once, with retries for a day."
        actions={<CreateWebhook />}
      />
      {webhooks.length > 0 ? (
        <WebhookTable webhooks={webhooks} />
      ) : (
        <EmptyState icon={<Webhook />} title="No webhooks yet">
          Add one to tell a ticket system or a chat about new incidents.
        </EmptyState>
      )}
      {deliveries.length > 0 ? (
        <section className="mt-6">
          <h2 className="mb-2 font-semibold">Newest deliveries</h2>
          <DeliveryTable deliveries={deliveries} />
        </section>
      ) : null}
    </>
  );
}
