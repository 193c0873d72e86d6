import { LinkedRows } from '@/components/incidents/hunts/linked-rows';
import { IncidentEntities } from '@/components/incidents/incident-entities';
import { ReplayCard } from '@/components/incidents/replay-card';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { INCIDENT_ENTITY_CAP, incidentEntities } from '@/lib/server/incidents/entities';
import { huntEvidence } from '@/lib/server/incidents/hunt-evidence-list';
import { replayWithout } from '@/lib/server/incidents/why';
import { type IncidentPageProps, openIncident } from '../../open-incident';

export default async function IncidentEntitiesPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'evidence');
  const { without, queue, rows } = await props.searchParams;
  const [entities, hunts, replay] = await Promise.all([
    incidentEntities(actor, incident.id),
    huntEvidence(actor, incident.id, typeof rows === 'string' ? rows : null),
    typeof without === 'string' ? replayWithout(actor, incident.id, without) : null,
  ]);
  const canWrite = can(actor, 'incident:write');
  const linked =
    hunts.total === 0 ? null : (
      <LinkedRows
        incident={incident}
        evidence={hunts}
        canWrite={canWrite && incident.status !== 'redirected'}
        canHunt={can(actor, 'hunting:read')}
      />
    );
  if (entities.length === 0)
    return (
      linked ?? (
        <EmptyState title="No evidence here">
          It has no alerts. Rows of a hunt can be linked to it in the hunting console.
        </EmptyState>
      )
    );
  return (
    <>
      {replay === null ? null : <ReplayCard replay={replay} />}
      <IncidentEntities
        incidentId={incident.id}
        entities={entities}
        canWrite={canWrite}
        queue={typeof queue === 'string' ? queue : ''}
      />
      <p className="mt-2 text-muted text-xs">
        {entities.length === INCIDENT_ENTITY_CAP
          ? `The ${INCIDENT_ENTITY_CAP} entities in most alerts are shown. `
          : ''}
        Prevalence counts the accounts and devices that an entity touched in ordinary telemetry before the
        alert; what touches many links nothing.
      </p>
      {linked}
    </>
  );
}
