import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { RetentionForm } from '@/components/settings/retention/retention-form';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getRetention } from '@/lib/server/retention/queries';

export const metadata: Metadata = { title: 'Retention' };

/** How long telemetry stays in the lake. */
export default async function RetentionPage() {
  const actor = await requireActor('settings:read');
  const view = await getRetention(actor);
  return (
    <>
      <LiveRefresh types={['setting.']} />
      <PageHeader
        title="Retention"
        description="How long telemetry is kept. Alerts, incidents, their evidence and the audit log stay."
      />
      {/* Somebody else's change starts the form anew: what is shown is what a save compares with. */}
      <RetentionForm key={JSON.stringify(view.policy)} view={view} editable={can(actor, 'settings:write')} />
    </>
  );
}
