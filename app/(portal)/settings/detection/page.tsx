import { VolumeX } from 'lucide-react';
import type { Metadata } from 'next';
import { AddExclusion } from '@/components/settings/detection/add-exclusion';
import { DomainMappings } from '@/components/settings/detection/domain-mappings';
import { ExclusionTable } from '@/components/settings/detection/exclusion-table';
import { NetworksForm } from '@/components/settings/detection/networks-form';
import { ServiceLevels } from '@/components/settings/detection/service-levels';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import {
  detectorChoices,
  getNetworks,
  listExclusions,
  listMappings,
  listServiceLevels,
} from '@/lib/server/detection-settings/queries';

export const metadata: Metadata = { title: 'Detection' };

/** What the engine reads of the organisation: what to stay quiet about, what becomes an alert, what is its own. */
export default async function DetectionSettingsPage() {
  const actor = await requireActor('settings:read');
  const editable = can(actor, 'settings:write');
  const [exclusions, levels, networks, mappings] = await Promise.all([
    listExclusions(actor),
    listServiceLevels(actor),
    getNetworks(actor),
    listMappings(actor),
  ]);
  return (
    <>
      <LiveRefresh types={['setting.']} />
      <PageHeader
        title="Detection"
        description="The engine reads this with every batch: a change counts from the next batch on and never alters what is stored already."
        actions={editable ? <AddExclusion detectors={detectorChoices()} /> : null}
      />
      <div className="flex flex-col gap-6">
        <section>
          <h2 className="mb-2 font-semibold">Exclusions</h2>
          {exclusions.length > 0 ? (
            <ExclusionTable exclusions={exclusions} editable={can(actor, 'exclusion:write')} />
          ) : (
            <EmptyState icon={<VolumeX />} title="No exclusions">
              Every detector speaks about everybody. Closing an alert as false positive offers the narrowest
              one.
            </EmptyState>
          )}
        </section>
        <section>
          <h2 className="font-semibold">Alert service levels</h2>
          <p className="mb-2 text-muted">
            A detection below its source's level is stored and counts for risk, but makes no alert and joins
            no incident.
          </p>
          <ServiceLevels levels={levels} editable={editable} />
        </section>
        <Card title="Networks and mail domains">
          {/* Somebody else's change starts the form anew: what is shown is what a save compares with. */}
          <NetworksForm key={JSON.stringify(networks)} networks={networks} editable={editable} />
        </Card>
        <Card
          title="Domain pairs"
          description="DOMAIN\name and name@suffix are one person. Removing a pair does not take apart what it joined."
        >
          <DomainMappings mappings={mappings} editable={editable} />
        </Card>
      </div>
    </>
  );
}
