'use client';
import { type BuiltInView, ViewMenu } from '@/components/lists/view-menu';
import { rowsSearch, viewSearch } from '@/lib/client/incidents';
import type { Person } from '@/lib/domain/views/incident';
import type { SavedViews } from '@/lib/domain/views/saved-view';
import { FilterLine } from './filter-line';
import { IncidentQueue } from './incident-queue';
import type { QueueStart } from './use-queue';
import { useQueueAddress } from './use-queue-address';

export interface QueueWorkspaceProps {
  readonly start: QueueStart;
  readonly saved: SavedViews;
  /** People whom the filter names. */
  readonly people: readonly Person[];
  readonly me: Person;
  readonly can: { readonly write: boolean; readonly keep: boolean; readonly share: boolean };
}

/** Views that every analyst begins with. */
const BUILT_IN: readonly BuiltInView[] = [
  { id: 'open', name: 'Open incidents', search: '' },
  { id: 'mine', name: 'Assigned to me', search: '?assignee=me' },
  { id: 'unassigned', name: 'Unassigned', search: '?assignee=none' },
  { id: 'urgent', name: 'High severity by priority', search: '?severity=high&sort=priority' },
  { id: 'resolved', name: 'Resolved in the last 7 days', search: '?status=resolved&updated=7d' },
  { id: 'all', name: 'All incidents', search: '?status=any&severity=any&history=all' },
];

/** The whole page of the queue: its views, its filters, its rows. The page itself never scrolls, the list does. */
export function QueueWorkspace({ start, saved, people, me, can }: QueueWorkspaceProps) {
  const address = useQueueAddress();
  const { params } = address;
  return (
    <div className="flex h-[calc(100dvh-5rem)] min-h-96 flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="font-semibold text-lg">Incidents</h1>
        <ViewMenu
          list="incidents"
          path="/incidents"
          builtIn={BUILT_IN}
          saved={saved}
          activeId={params.view}
          search={viewSearch(params)}
          canWrite={can.keep}
          canShare={can.share}
        />
      </header>
      <FilterLine address={address} people={people} />
      <IncidentQueue key={rowsSearch(params)} address={address} start={start} me={me} canWrite={can.write} />
    </div>
  );
}
