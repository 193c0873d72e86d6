import { notFound } from 'next/navigation';
import { IncidentAlerts } from '@/components/incidents/incident-alerts';
import { MoreLink } from '@/components/incidents/more-link';
import { EmptyState } from '@/components/ui/empty-state';
import { requireActor } from '@/lib/server/auth/session';
import { incidentAlerts } from '@/lib/server/incidents/alerts';
import { loadIncident } from '@/lib/server/incidents/detail';

interface PageProps {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export default async function IncidentAlertsPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('incident:read');
  const incident = await loadIncident(actor, (await params).number);
  if (incident === null) notFound();
  const { after } = await searchParams;
  const { rows, next } = await incidentAlerts(actor, incident.id, typeof after === 'string' ? after : null);
  if (rows.length === 0) return <EmptyState title="No alerts here" />;
  return (
    <>
      <IncidentAlerts alerts={rows} />
      <MoreLink
        label="Later alerts"
        href={next === null ? null : `/incidents/${incident.number}/alerts?after=${next}`}
      />
    </>
  );
}
