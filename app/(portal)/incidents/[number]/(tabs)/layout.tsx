import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { SavedGraphs } from '@/components/graph/explore/saved-graphs';
import { OpenInGraph } from '@/components/graph/open-in-graph';
import { IncidentStatusBadge, SeverityBadge } from '@/components/incidents/badges';
import { IncidentActions } from '@/components/incidents/incident-actions';
import { IncidentBanners } from '@/components/incidents/incident-banners';
import { FactsCard, PriorityCard } from '@/components/incidents/incident-facts';
import { IncidentTabs } from '@/components/incidents/incident-tabs';
import { IncidentTitle } from '@/components/incidents/incident-title';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { ManagePane } from '@/components/incidents/manage-pane';
import { QueueNavigation } from '@/components/incidents/queue-navigation';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import type { Actor } from '@/lib/domain/permissions';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { listGraphs } from '@/lib/server/graph/saved';
import { assignablePeople, loadIncident } from '@/lib/server/incidents/detail';
import { IncidentTasks } from '../incident-tasks';

interface LayoutProps {
  readonly params: Promise<{ readonly number: string }>;
  readonly children: ReactNode;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const incident = await loadIncident(await requireActor('incident:read'), (await params).number);
  return { title: incident ? `#${incident.number} ${incident.displayName}` : 'Incident' };
}

/** Head, tabs and side pane of an incident; the tab is the page inside. */
export default async function IncidentLayout({ params, children }: LayoutProps) {
  const actor = await requireActor('incident:read');
  const [incident, people] = await Promise.all([
    loadIncident(actor, (await params).number),
    assignablePeople(actor),
  ]);
  if (incident === null) notFound();
  const canWrite = can(actor, 'incident:write') && incident.status !== 'redirected';
  return (
    <>
      <LiveRefresh types={['incident.', 'comment.', 'graph.', 'task.']} targetIds={[incident.id]} />
      <PageHeader
        crumb={
          <span className="-ml-2.5 flex flex-wrap items-center gap-2">
            <Suspense>
              <QueueNavigation number={incident.number} />
            </Suspense>
            Incident #{incident.number}
            <SeverityBadge severity={incident.severity} />
            <IncidentStatusBadge status={incident.status} />
          </span>
        }
        title={<IncidentTitle incident={incident} canWrite={canWrite} />}
        actions={
          <>
            <OpenInGraph from={`incident:${incident.number}`} />
            <IncidentActions incident={incident} canWrite={canWrite} />
          </>
        }
      />
      <IncidentBanners incident={incident} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          <Suspense>
            <IncidentTabs
              number={incident.number}
              alertCount={incident.alertCount}
              entityCount={incident.entityCount}
            />
          </Suspense>
          <div className="pt-4">{children}</div>
        </div>
        <aside aria-label="Incident" className="flex flex-col gap-4">
          {canWrite ? (
            <ManagePane incident={incident} people={people} me={{ id: actor.id, name: actor.name }} />
          ) : null}
          <Suspense>
            <IncidentTasks actor={actor} incidentId={incident.id} people={people} canWrite={canWrite} />
          </Suspense>
          <PriorityCard incident={incident} />
          <FactsCard incident={incident} canWrite={canWrite} />
          <Suspense>
            <IncidentGraphs actor={actor} incidentId={incident.id} />
          </Suspense>
        </aside>
      </div>
    </>
  );
}

/** Graphs that were saved with the incident; nothing where there are none. */
async function IncidentGraphs({ actor, incidentId }: { readonly actor: Actor; readonly incidentId: string }) {
  const rows = await listGraphs(actor, incidentId);
  return rows.length === 0 ? null : (
    <Card title="Saved graphs" flush>
      <SavedGraphs rows={rows} />
    </Card>
  );
}
