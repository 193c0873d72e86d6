import { ASSET_TYPES, IncidentAssets } from '@/components/incidents/incident-assets';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { INCIDENT_ENTITY_CAP, incidentEntities } from '@/lib/server/incidents/entities';
import { type IncidentPageProps, openIncident } from '../../open-incident';

/** The devices, users, mailboxes and applications that took part. */
export default async function IncidentAssetsPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'assets');
  const assets = await incidentEntities(actor, incident.id, ASSET_TYPES);
  if (assets.length === 0) {
    return (
      <EmptyState title="No assets here">
        No alert of this incident names a device, a user, a mailbox or an application. What else took part is
        under Evidence.
      </EmptyState>
    );
  }
  return (
    <>
      <IncidentAssets assets={assets} />
      {assets.length === INCIDENT_ENTITY_CAP ? (
        <p className="mt-2 text-muted text-xs">The {INCIDENT_ENTITY_CAP} assets in most alerts are shown.</p>
      ) : null}
    </>
  );
}
