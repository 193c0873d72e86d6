import { BellOff } from 'lucide-react';
import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { AlertDisplay } from '@/components/alerts/alert-display';
import { AlertFilterBar } from '@/components/alerts/alert-filter-bar';
import { AlertQueue } from '@/components/alerts/alert-queue';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { alertColumnsOf, alertSearch, loadAlertParams, toAlertFilter } from '@/lib/client/alerts';
import { countText } from '@/lib/domain/views/counted';
import { countShownAlerts, listAlerts } from '@/lib/server/alerts/queries';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { assignablePeople } from '@/lib/server/incidents/detail';

export const metadata: Metadata = { title: 'Alerts' };

/** The alert queue; its count is streamed after it. */
export default async function AlertsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const actor = await requireActor('incident:read');
  const params = await loadAlertParams(searchParams);
  const filter = toAlertFilter(params);
  const count = countShownAlerts(actor, filter);
  const [page, people] = await Promise.all([listAlerts(actor, filter, params), assignablePeople(actor)]);
  const link = (place: { after?: string; before?: string }) =>
    `/alerts${alertSearch({ ...params, after: '', before: '', ...place })}`;
  return (
    <>
      <PageHeader title="Alerts" actions={<AlertDisplay params={params} />} />
      <AlertFilterBar params={params} people={people} />
      {page.rows.length === 0 ? (
        <>
          <LiveRefresh types={['alert.']} every={2_000} />
          <EmptyState icon={<BellOff />} title="No alert matches these filters">
            Take a filter away, or choose a longer time range. Resolved and historical alerts are hidden by
            default.
          </EmptyState>
        </>
      ) : (
        <AlertQueue
          key={alertSearch(params)}
          rows={page.rows}
          search={alertSearch(params)}
          filter={alertSearch({ ...params, after: '', before: '' })}
          columns={alertColumnsOf(params)}
          density={params.density}
          canWrite={can(actor, 'alert:write') && params.show === 'alerts'}
        />
      )}
      <Pagination
        summary={
          <Suspense fallback="Counting …">
            <Count count={count} />
          </Suspense>
        }
        previousHref={page.previous === null ? undefined : link({ before: page.previous })}
        nextHref={page.next === null ? undefined : link({ after: page.next })}
      />
    </>
  );
}

async function Count({ count }: { readonly count: ReturnType<typeof countShownAlerts> }) {
  return countText(await count, 'alert', 'alerts');
}
