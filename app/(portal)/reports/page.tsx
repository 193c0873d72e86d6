import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { AlertsChart } from '@/components/overview/alerts-chart';
import { AttackSeen } from '@/components/overview/attack-seen';
import { OutcomeCards, OutcomeCardsSkeleton } from '@/components/overview/outcome-cards';
import { OutcomePanels } from '@/components/overview/outcome-panels';
import { PeriodLinks } from '@/components/overview/period-links';
import { SeverityChart } from '@/components/overview/severity-chart';
import { SourceTable } from '@/components/overview/source-figures';
import { VolumeCards } from '@/components/overview/volume-cards';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TableSkeleton } from '@/components/ui/skeleton';
import { WhenReady } from '@/components/ui/when-ready';
import { loadReportParams } from '@/lib/client/overview';
import { PERIOD_LABEL, periodOf, weeksOf } from '@/lib/domain/views/period';
import { requireActor, requireSession } from '@/lib/server/auth/session';
import { openNow } from '@/lib/server/overview/now';
import { outcomesOf } from '@/lib/server/overview/times';
import { attackSeen, countsByStep, volumeOf } from '@/lib/server/overview/volume';

export const metadata: Metadata = { title: 'Reports' };

/** How the team and its detections did over a period. What reads every incident of it is streamed after the rest. */
export default async function ReportsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('incident:read');
  const { user } = await requireSession();
  const { period: name } = await loadReportParams(searchParams);
  const now = Date.now();
  const period = periodOf(name, user.timeZone, now);
  const weeks = weeksOf(period, user.timeZone, now);
  const done = openNow(actor).then((open) =>
    outcomesOf(actor, period, period.previous, weeks, open.byAssignee),
  );
  const [volume, alertSteps, incidentSteps, tactics] = await Promise.all([
    volumeOf(actor, period),
    countsByStep(actor, 'alert.source', period),
    countsByStep(actor, 'incident.created', period),
    attackSeen(actor, period),
  ]);
  return (
    <div className="flex flex-col gap-3 [&>header]:mb-1">
      <LiveRefresh types={['incident.', 'alert.']} every={10_000} />
      <PageHeader title="Reports" actions={<PeriodLinks path="/reports" value={name} usual="30d" />} />
      <VolumeCards {...volume} period={period} alertSteps={alertSteps} incidentSteps={incidentSteps}>
        <Suspense fallback={<OutcomeCardsSkeleton />}>
          <WhenReady value={done}>
            {({ outcomes }) => <OutcomeCards outcomes={outcomes} period={period} />}
          </WhenReady>
        </Suspense>
      </VolumeCards>
      <div className="grid gap-3 xl:grid-cols-2">
        <Card title="New incidents by severity" description={PERIOD_LABEL[name]}>
          <SeverityChart period={period} counts={incidentSteps} />
        </Card>
        <Card title="Alerts by source" description={PERIOD_LABEL[name]}>
          <AlertsChart period={period} counts={alertSteps} />
        </Card>
      </div>
      <Card title="Sources" flush>
        <SourceTable sources={volume.sources} period={period} />
      </Card>
      <Card
        title="ATT&CK seen"
        description="Alerts by tactic and technique; an alert may show several techniques"
      >
        {tactics.length === 0 ? (
          <p className="text-muted">No alert in this period.</p>
        ) : (
          <AttackSeen tactics={tactics} from={period.from} />
        )}
      </Card>
      <Suspense fallback={<TableSkeleton rows={5} />}>
        <WhenReady value={done}>{(both) => <OutcomePanels {...both} period={period} />}</WhenReady>
      </Suspense>
    </div>
  );
}
