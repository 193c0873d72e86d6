import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { AlertFacts } from '@/components/alerts/alert-facts';
import { AlertManage } from '@/components/alerts/alert-manage';
import { AlertWhy } from '@/components/alerts/alert-why';
import { RawRows } from '@/components/alerts/raw-rows';
import { WhyNotLinked } from '@/components/alerts/why-not-linked';
import { ActivityList } from '@/components/incidents/activity-list';
import { SeverityBadge } from '@/components/incidents/badges';
import { CommentForm } from '@/components/incidents/comment-form';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { alertRows, loadAlert } from '@/lib/server/alerts/detail';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { activityOf } from '@/lib/server/incidents/activity';
import { assignablePeople } from '@/lib/server/incidents/detail';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const alert = await loadAlert(await requireActor('incident:read'), decodeURIComponent((await params).id));
  return { title: alert?.title ?? 'Alert' };
}

/** One alert: what fired and why, the rows behind it, and what people did with it. */
export default async function AlertPage({ params }: PageProps) {
  const actor = await requireActor('incident:read');
  const id = decodeURIComponent((await params).id);
  const rows = alertRows(actor, id);
  const [alert, people, activity] = await Promise.all([
    loadAlert(actor, id),
    assignablePeople(actor),
    activityOf(actor, { type: 'alert', id }),
  ]);
  if (alert === null) notFound();
  return (
    <>
      <LiveRefresh types={['alert.', 'comment.']} targetIds={[alert.id]} />
      <PageHeader
        crumb={
          <span className="inline-flex flex-wrap items-center gap-2">
            {alert.incident ? (
              <Link href={`/incidents/${alert.incident.number}`} className="underline">
                Incident #{alert.incident.number} {alert.incident.displayName}
              </Link>
            ) : (
              'In no incident'
            )}
            <SeverityBadge severity={alert.severity} />
          </span>
        }
        title={alert.title}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <AlertWhy alert={alert} />
          <Card title="Telemetry" description="The rows that made it fire, kept with it" flush>
            <Suspense fallback={<Skeleton className="m-4 h-24" />}>
              <Rows rows={rows} />
            </Suspense>
          </Card>
          <WhyNotLinked alertId={alert.id} />
          <Card title="Activity">
            {can(actor, 'incident:write') ? <CommentForm targetType="alert" targetId={alert.id} /> : null}
            <ActivityList entries={activity.rows} />
          </Card>
        </div>
        <aside aria-label="Alert" className="flex flex-col gap-4">
          {can(actor, 'alert:write') ? <AlertManage alert={alert} people={people} /> : null}
          <AlertFacts alert={alert} />
        </aside>
      </div>
    </>
  );
}

async function Rows({ rows }: { readonly rows: ReturnType<typeof alertRows> }) {
  return <RawRows rows={await rows} />;
}
