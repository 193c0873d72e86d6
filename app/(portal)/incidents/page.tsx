import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { QueueWorkspace } from '@/components/incidents/queue/queue-workspace';
import { viewHref } from '@/components/lists/view-href';
import { loadIncidentParams } from '@/lib/client/incidents';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openQueue } from './open-queue';

export const metadata: Metadata = { title: 'Incidents' };

/** The incident queue. A bare address opens the view that the person chose for it. */
export default async function IncidentsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('incident:read');
  const query = await searchParams;
  const chosen = Object.keys(query).length === 0 ? await defaultView(actor, 'incidents') : null;
  if (chosen) redirect(viewHref('/incidents', chosen));
  const params = loadIncidentParams(query);
  const [start, saved, people] = await Promise.all([
    openQueue(actor, params),
    listViews(actor, 'incidents'),
    params.assignee === 'any' ? [] : assignablePeople(actor),
  ]);
  return (
    <QueueWorkspace
      start={start}
      saved={saved}
      people={people}
      me={{ id: actor.id, name: actor.name }}
      can={{
        write: can(actor, 'incident:write'),
        keep: can(actor, 'view:write'),
        share: can(actor, 'view:share'),
      }}
    />
  );
}
