import type { Metadata } from 'next';
import { type ReactNode, Suspense } from 'react';
import { AlertFacts } from '@/components/alerts/alert-facts';
import { AlertManage } from '@/components/alerts/alert-manage';
import { AlertNavigation } from '@/components/alerts/alert-navigation';
import { AlertPlace } from '@/components/alerts/alert-place';
import { AlertTabs } from '@/components/alerts/alert-tabs';
import { EntityCard } from '@/components/alerts/entity-card';
import { SignalNotice } from '@/components/alerts/signal-notice';
import { OpenInGraph } from '@/components/graph/open-in-graph';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { PageHeader } from '@/components/ui/page-header';
import { loadAlert } from '@/lib/server/alerts/detail';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { openAlert } from './open-alert';

interface LayoutProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const alert = await loadAlert(await requireActor('incident:read'), decodeURIComponent((await params).id));
  return { title: alert?.title ?? 'Alert' };
}

/** Head, tabs and side pane of an alert; the tab is the page inside. */
export default async function AlertLayout(props: LayoutProps) {
  const actor = await requireActor('incident:read');
  const [alert, people] = await Promise.all([openAlert(actor, props), assignablePeople(actor)]);
  const canWrite = can(actor, 'alert:write') && alert.visible;
  return (
    <>
      <LiveRefresh types={['alert.', 'comment.']} targetIds={[alert.id]} />
      <PageHeader
        crumb={
          <span className="flex flex-wrap items-center gap-2">
            <span className="-ml-2.5">
              <Suspense>
                <AlertNavigation id={alert.id} />
              </Suspense>
            </span>
            <AlertPlace alert={alert} />
          </span>
        }
        title={alert.title}
        actions={alert.visible ? <OpenInGraph from={`alert:${alert.id}`} /> : null}
      />
      {alert.visible ? null : <SignalNotice alert={alert} />}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          <Suspense>
            <AlertTabs id={alert.id} entityCount={alert.entities.length} linkCount={alert.links.length} />
          </Suspense>
          <div className="flex flex-col gap-4 pt-4">{props.children}</div>
        </div>
        <aside aria-label="Alert" className="flex flex-col gap-4">
          {canWrite ? (
            <AlertManage
              alert={alert}
              people={people}
              me={actor.id}
              canExclude={can(actor, 'exclusion:write')}
            />
          ) : null}
          <EntityCard alert={alert} />
          <AlertFacts alert={alert} />
        </aside>
      </div>
    </>
  );
}
