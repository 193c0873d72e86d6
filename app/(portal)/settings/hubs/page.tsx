import { Waypoints } from 'lucide-react';
import type { Metadata } from 'next';
import { HubTable } from '@/components/settings/hubs/hub-table';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { listHubs } from '@/lib/server/entities/hubs';

export const metadata: Metadata = { title: 'Hubs' };

/** What is too common to link alerts, by measurement or by a person's word. */
export default async function HubsPage() {
  const actor = await requireActor('settings:read');
  const { rows, total } = await listHubs(actor);
  return (
    <>
      <LiveRefresh types={['entity.']} />
      <PageHeader
        title="Hubs"
        description="What so many accounts and devices touch that sharing it says nothing: it links no alerts. Gateways, VPN pools, service accounts."
      />
      {rows.length > 0 ? (
        <HubTable hubs={rows} editable={can(actor, 'settings:write')} />
      ) : (
        <EmptyState icon={<Waypoints />} title="No hubs">
          No entity of an alert is that common, and nobody has pinned one. Any entity can be pinned on its own
          page.
        </EmptyState>
      )}
      {total > rows.length ? (
        <p className="mt-3 text-center text-muted text-xs">
          First {rows.length} of {total.toLocaleString('en')}, the most common first.
        </p>
      ) : null}
    </>
  );
}
