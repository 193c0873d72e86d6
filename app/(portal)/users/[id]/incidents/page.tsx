import { AlertTable } from '@/components/alerts/alert-table';
import { IncidentList } from '@/components/incidents/incident-list';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { entityAlerts, entityIncidents } from '@/lib/server/entities/queries';

export default async function UserIncidentsPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const actor = await requireActor('incident:read');
  const id = decodeURIComponent((await params).id);
  const [incidents, alerts] = await Promise.all([entityIncidents(actor, id), entityAlerts(actor, id)]);
  return (
    <div className="flex flex-col gap-4">
      <Card title="Incidents">
        <IncidentList rows={incidents} />
      </Card>
      {alerts.length === 0 ? (
        <EmptyState title="No alerts name this user" />
      ) : (
        <AlertTable label="Alerts that name this user" rows={alerts} />
      )}
    </div>
  );
}
