import { ShieldCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { RiskDetectionTable } from '@/components/users/risk-detection-table';
import { RiskDetectionFilterBar } from '@/components/users/risk-list-filters';
import { loadRiskDetectionParams, riskDetectionSearch, toRiskDetectionFilter } from '@/lib/client/risk';
import { countText } from '@/lib/domain/views/counted';
import { requireActor } from '@/lib/server/auth/session';
import { countRiskDetections, listRiskDetections } from '@/lib/server/risk/lists';

export const metadata: Metadata = { title: 'Risk detections' };

/** What put users at risk: every detection, of all users. */
export default async function RiskDetectionsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const params = await loadRiskDetectionParams(searchParams);
  const filter = toRiskDetectionFilter(params);
  const [page, total] = await Promise.all([
    listRiskDetections(actor, filter, params),
    countRiskDetections(actor, filter),
  ]);
  const link = (place: { after?: string; before?: string }) =>
    `/risk-detections${riskDetectionSearch({ ...params, after: '', before: '', ...place })}`;
  return (
    <>
      <LiveRefresh types={['risk.']} every={1_000} />
      <PageHeader title="Risk detections" />
      <RiskDetectionFilterBar params={params} />
      {page.rows.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck />}
          title="No detection matches these filters"
          action={
            <Button asChild>
              <Link href="/risk-detections?range=all">Show all detections</Link>
            </Button>
          }
        >
          Detections come from the identity provider and from Throughline’s own detectors, as soon as a
          sign-in or an activity of an account looks wrong. The list shows the last 30 days at first.
        </EmptyState>
      ) : (
        <RiskDetectionTable rows={page.rows} />
      )}
      <Pagination
        summary={countText(total, 'detection', 'detections')}
        previousHref={page.previous === null ? undefined : link({ before: page.previous })}
        nextHref={page.next === null ? undefined : link({ after: page.next })}
      />
    </>
  );
}
