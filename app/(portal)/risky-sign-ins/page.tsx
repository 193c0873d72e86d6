import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { RiskySignInFilterBar } from '@/components/users/risk-list-filters';
import { RiskySignInTable } from '@/components/users/risky-sign-in-table';
import { loadRiskySignInParams, riskySignInSearch, toRiskySignInFilter } from '@/lib/client/risk';
import { countText } from '@/lib/domain/views/counted';
import { requireActor } from '@/lib/server/auth/session';
import { countRiskySignIns, listRiskySignIns } from '@/lib/server/risk/lists';

export const metadata: Metadata = { title: 'Risky sign-ins' };

/** Sign-ins that carry risk, of all users. */
export default async function RiskySignInsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const params = await loadRiskySignInParams(searchParams);
  const filter = toRiskySignInFilter(params);
  const [page, total] = await Promise.all([
    listRiskySignIns(actor, filter, params),
    countRiskySignIns(actor, filter),
  ]);
  const link = (place: { after?: string; before?: string }) =>
    `/risky-sign-ins${riskySignInSearch({ ...params, after: '', before: '', ...place })}`;
  return (
    <>
      <LiveRefresh types={['risk.']} every={1_000} />
      <PageHeader title="Risky sign-ins" />
      <RiskySignInFilterBar params={params} />
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck />}
          title="No sign-in matches these filters"
          action={
            <Button asChild>
              <Link href="/risky-sign-ins?range=all">Show all risky sign-ins</Link>
            </Button>
          }
        >
          A sign-in is risky when the identity provider or one of Throughline’s own detectors found something
          about it. The list shows the last 30 days at first.
        </EmptyState>
      ) : (
        <RiskySignInTable rows={page.rows} />
      )}
      <Pagination
        summary={countText(total, 'sign-in', 'sign-ins')}
        previousHref={page.previous === null ? undefined : link({ before: page.previous })}
        nextHref={page.next === null ? undefined : link({ after: page.next })}
      />
    </>
  );
}
