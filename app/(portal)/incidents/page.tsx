import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { EmptyQueue } from '@/components/incidents/empty-queue';
import { IncidentFilterBar } from '@/components/incidents/incident-filter-bar';
import { IncidentQueue } from '@/components/incidents/incident-queue';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { incidentSearch, loadIncidentParams, toIncidentFilter } from '@/lib/client/incidents';
import type { IncidentCounts } from '@/lib/domain/views/incident';
import { requireActor } from '@/lib/server/auth/session';
import { countIncidents, incidentTags } from '@/lib/server/incidents/counts';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { listIncidents } from '@/lib/server/incidents/queries';

export const metadata: Metadata = { title: 'Incidents' };

/** The incident queue. The list is not kept waiting by its counts: they are streamed after it. */
export default async function IncidentsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('incident:read');
  const params = await loadIncidentParams(searchParams);
  const filter = toIncidentFilter(params);
  const counts = countIncidents(actor, filter);
  const [page, people, tags] = await Promise.all([
    listIncidents(actor, filter, params),
    assignablePeople(actor),
    incidentTags(actor),
  ]);
  const bar = { params, people, tags };
  const link = (place: { after?: string; before?: string }) =>
    `/incidents${incidentSearch({ ...params, after: '', before: '', ...place })}`;
  return (
    <>
      <PageHeader title="Incidents" />
      <Suspense fallback={<IncidentFilterBar {...bar} counts={null} />}>
        <Counted counts={counts}>{(ready) => <IncidentFilterBar {...bar} counts={ready} />}</Counted>
      </Suspense>
      {page.rows.length === 0 ? (
        <EmptyQueue search={incidentSearch(params)} />
      ) : (
        <IncidentQueue
          key={page.rows.map((row) => row.number).join()}
          rows={page.rows}
          search={incidentSearch(params)}
        />
      )}
      <Pagination
        summary={
          <Suspense fallback="Counting …">
            <Counted counts={counts}>{(ready) => `${ready.total.toLocaleString('en')} incidents`}</Counted>
          </Suspense>
        }
        previousHref={page.previous === null ? undefined : link({ before: page.previous })}
        nextHref={page.next === null ? undefined : link({ after: page.next })}
      />
    </>
  );
}

/** What needs the counts waits for them alone. */
async function Counted({
  counts,
  children,
}: {
  readonly counts: Promise<IncidentCounts>;
  readonly children: (counts: IncidentCounts) => React.ReactNode;
}) {
  return children(await counts);
}
