import { IncidentAlerts } from '@/components/incidents/incident-alerts';
import { MoreLink } from '@/components/incidents/more-link';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { incidentAlerts } from '@/lib/server/incidents/alerts';
import { type IncidentPageProps, openIncident } from '../../open-incident';

export default async function IncidentAlertsPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'alerts');
  const { after } = await props.searchParams;
  const { rows, next } = await incidentAlerts(actor, incident.id, typeof after === 'string' ? after : null);
  if (rows.length === 0) return <EmptyState title="No alerts here" />;
  return (
    <>
      <IncidentAlerts
        incident={incident}
        alerts={rows}
        canWrite={can(actor, 'incident:write') && incident.status !== 'redirected'}
      />
      <MoreLink
        label="Later alerts"
        href={next === null ? null : `/incidents/${incident.number}/alerts?after=${next}`}
      />
    </>
  );
}
