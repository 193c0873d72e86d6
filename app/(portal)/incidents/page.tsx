import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { IncidentWorkspace } from '@/components/incidents/queue/incident-workspace';
import { INCIDENT_WORDS } from '@/components/incidents/queue/words';
import { viewHref } from '@/components/lists/view-href';
import { INCIDENT_STATE, loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import { namedTechniques } from '@/lib/domain/attack';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { incidentList } from '@/lib/server/incidents/list';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openList, queryOf } from '../open-list';

export const metadata: Metadata = { title: 'Incidents' };

/** The incident queue. A bare address opens the view that the person chose for it. */
export default async function IncidentsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('incident:read');
  const query = queryOf(await searchParams);
  const chosen = query === '' ? await defaultView(actor, 'incidents') : null;
  if (chosen) redirect(viewHref('/incidents', chosen));
  const params = loadIncidentParams(new URLSearchParams(query));
  const filter = toIncidentFilter({ ...params, within: null });
  const [start, saved, people] = await Promise.all([
    openList(actor, { list: incidentList, state: INCIDENT_STATE, words: INCIDENT_WORDS, filter }, query),
    listViews(actor, 'incidents'),
    params.assignee === 'any' ? [] : assignablePeople(actor),
  ]);
  return (
    <IncidentWorkspace
      start={start}
      saved={saved}
      named={[...people, ...namedTechniques(filter.technique)]}
      me={{ id: actor.id, name: actor.name }}
      can={{
        write: can(actor, 'incident:write'),
        keep: can(actor, 'view:write'),
        share: can(actor, 'view:share'),
      }}
    />
  );
}
