import { SimilarIncidents } from '@/components/incidents/similar-incidents';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { similarIncidents } from '@/lib/server/incidents/similar';
import { type IncidentPageProps, openIncident } from '../../open-incident';

/** Incidents that have something in common with this one, and what was decided about them. */
export default async function SimilarIncidentsPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'similar');
  const similar = await similarIncidents(actor, incident);
  if (similar.length === 0) {
    return (
      <EmptyState title="Nothing like it">
        No incident of the last 180 days shares a rare entity, a detection or a technique with this one.
      </EmptyState>
    );
  }
  return <SimilarIncidents incidents={similar} />;
}
