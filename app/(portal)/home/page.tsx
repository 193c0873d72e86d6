import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { AlertsChart } from '@/components/overview/alerts-chart';
import { AttentionLists } from '@/components/overview/attention-lists';
import { NowCards } from '@/components/overview/now-cards';
import { PeriodLinks } from '@/components/overview/period-links';
import { ResponseTimesList } from '@/components/overview/response-times';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { WhenReady } from '@/components/ui/when-ready';
import { loadHomeParams } from '@/lib/client/overview';
import { PERIOD_LABEL, periodOf } from '@/lib/domain/views/period';
import { requireActor, requireSession } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { attentionOf } from '@/lib/server/overview/attention';
import { dataHealth, newIncidents, openNow } from '@/lib/server/overview/now';
import { responseTimes } from '@/lib/server/overview/times';
import { countsByStep } from '@/lib/server/overview/volume';

export const metadata: Metadata = { title: 'Home' };

/** What is going on, and what waits for the one who looks. */
export default async function HomePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const actor = await requireActor('incident:read');
  const { user } = await requireSession();
  const { period: name } = await loadHomeParams(searchParams);
  const now = Date.now();
  const period = periodOf(name, user.timeZone, now);
  // Medians read every incident of the period: the page does not wait for them.
  const times = responseTimes(actor, period, period.previous);
  const [open, fresh, health, attention, counts] = await Promise.all([
    openNow(actor),
    newIncidents(actor, now),
    dataHealth(actor),
    attentionOf(actor),
    countsByStep(actor, 'alert.source', period),
  ]);
  return (
    <div className="flex flex-col gap-3 [&>header]:mb-1">
      <LiveRefresh types={['incident.', 'alert.', 'risk.', 'task.', 'comment.', 'ingest.']} every={3_000} />
      <PageHeader title="Home" actions={<PeriodLinks path="/home" value={name} usual="7d" />} />
      <NowCards open={open} fresh={fresh} health={health} />
      <div className="grid gap-3 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title="What needs you" flush>
          <AttentionLists
            attention={attention}
            open={open}
            mayWrite={can(actor, 'incident:write')}
            mayRemediate={can(actor, 'risk:remediate')}
          />
        </Card>
        <Card title="Response times" description={`${PERIOD_LABEL[name]}, without imported history`}>
          <Suspense fallback={<Skeleton className="h-36 w-full" />}>
            <WhenReady value={times}>
              {(ready) => <ResponseTimesList period={period} times={ready} />}
            </WhenReady>
          </Suspense>
        </Card>
      </div>
      <Card title="Alerts by source" description={PERIOD_LABEL[name]}>
        <AlertsChart period={period} counts={counts} />
      </Card>
    </div>
  );
}
