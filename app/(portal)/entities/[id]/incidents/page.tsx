import { openEntity } from '@/app/(portal)/open-entity';
import { AlertTable } from '@/components/alerts/alert-table';
import { IncidentList } from '@/components/incidents/incident-list';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { entityAlerts, entityIncidents } from '@/lib/server/entities/queries';

/** The incidents that an entity took part in, and the alerts that name it. */
export default async function EntityIncidentsPage({
  params,
}: {
  readonly params: Promise<{ readonly id: string }>;
}) {
  const { actor, entity } = await openEntity({ params });
  const [incidents, alerts] = await Promise.all([
    entityIncidents(actor, entity.id),
    entityAlerts(actor, entity.id),
  ]);
  return (
    <div className="flex flex-col gap-4">
      <Card title="Incidents">
        <IncidentList rows={incidents} />
      </Card>
      {alerts.length === 0 ? (
        <EmptyState title="No alerts name it" />
      ) : (
        <AlertTable label="Alerts that name this entity" rows={alerts} />
      )}
    </div>
  );
}
