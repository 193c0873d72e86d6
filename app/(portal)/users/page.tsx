import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { RiskyUserFilterBar } from '@/components/users/risky-user-filter-bar';
import { RiskyUserTable } from '@/components/users/risky-user-table';
import { loadRiskyUserParams, riskyUserSearch, toRiskyUserFilter } from '@/lib/client/risk';
import { requireActor } from '@/lib/server/auth/session';
import { countRiskyUsers, listRiskyUsers } from '@/lib/server/risk/queries';

export const metadata: Metadata = { title: 'Risky users' };

export default async function RiskyUsersPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const params = await loadRiskyUserParams(searchParams);
  const filter = toRiskyUserFilter(params);
  const [page, total] = await Promise.all([
    listRiskyUsers(actor, filter, params),
    countRiskyUsers(actor, filter),
  ]);
  const link = (place: { after?: string; before?: string }) =>
    `/users${riskyUserSearch({ ...params, after: '', before: '', ...place })}`;
  return (
    <>
      <LiveRefresh types={['risk.']} every={1_000} />
      <PageHeader title="Risky users" />
      <RiskyUserFilterBar params={params} />
      {page.rows.length === 0 ? (
        <EmptyState icon={<ShieldCheck />} title="No user matches these filters">
          By default this shows users at risk or confirmed compromised. Reset the filters, or choose further
          states.
        </EmptyState>
      ) : (
        <RiskyUserTable rows={page.rows} />
      )}
      <Pagination
        summary={`${total.toLocaleString('en')} users`}
        previousHref={page.previous === null ? undefined : link({ before: page.previous })}
        nextHref={page.next === null ? undefined : link({ after: page.next })}
      />
    </>
  );
}
