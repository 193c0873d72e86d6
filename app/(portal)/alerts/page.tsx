import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { ALERT_WORDS } from '@/components/alerts/alert-words';
import { AlertWorkspace } from '@/components/alerts/alert-workspace';
import { viewHref } from '@/components/lists/view-href';
import { ALERT_STATE, loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { namedTechniques } from '@/lib/domain/attack';
import { alertList } from '@/lib/server/alerts/list';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openList, queryOf } from '../open-list';

export const metadata: Metadata = { title: 'Alerts' };

/** The alert queue. A bare address opens the view that the person chose for it. */
export default async function AlertsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const actor = await requireActor('incident:read');
  const query = queryOf(await searchParams);
  const chosen = query === '' ? await defaultView(actor, 'alerts') : null;
  if (chosen) redirect(viewHref('/alerts', chosen));
  const params = loadAlertParams(new URLSearchParams(query));
  const filter = toAlertFilter({ ...params, within: null });
  const [start, saved, people] = await Promise.all([
    openList(actor, { list: alertList, state: ALERT_STATE, words: ALERT_WORDS, filter }, query),
    listViews(actor, 'alerts'),
    params.assignee === 'any' ? [] : assignablePeople(actor),
  ]);
  return (
    <AlertWorkspace
      start={start}
      saved={saved}
      named={[...people, ...namedTechniques(filter.technique)]}
      me={{ id: actor.id, name: actor.name }}
      can={{
        write: can(actor, 'alert:write'),
        keep: can(actor, 'view:write'),
        share: can(actor, 'view:share'),
      }}
    />
  );
}
