import { notFound } from 'next/navigation';
import { IncidentEntities } from '@/components/incidents/incident-entities';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { loadIncident } from '@/lib/server/incidents/detail';
import { INCIDENT_ENTITY_CAP, incidentEntities } from '@/lib/server/incidents/entities';

interface PageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export default async function IncidentEntitiesPage({ params }: PageProps) {
  const actor = await requireActor('incident:read');
  const incident = await loadIncident(actor, (await params).number);
  if (incident === null) notFound();
  const entities = await incidentEntities(actor, incident.id);
  if (entities.length === 0) return <EmptyState title="No entities here" />;
  return (
    <>
      <IncidentEntities entities={entities} />
      <p className="mt-2 text-muted text-xs">
        {entities.length === INCIDENT_ENTITY_CAP
          ? `The ${INCIDENT_ENTITY_CAP} entities in most alerts are shown. `
          : ''}
        Prevalence counts the accounts and devices that an entity touched in ordinary telemetry before the
        alert; what touches many links nothing.
      </p>
    </>
  );
}
