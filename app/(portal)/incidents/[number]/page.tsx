import Link from 'next/link';
import { GraphPanel } from '@/components/graph/graph-panel';
import { KillChain } from '@/components/incidents/kill-chain';
import { StoryTimeline } from '@/components/incidents/story-timeline';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { Tactic } from '@/lib/domain/alert';
import { requireActor } from '@/lib/server/auth/session';
import { incidentAlerts } from '@/lib/server/incidents/alerts';
import { storyGraph } from '@/lib/server/incidents/story';
import { type IncidentPageProps, openIncident } from './open-incident';

/** Attack story: how far it went, who and what took part, and what happened in which order. */
export default async function StoryPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'story');
  const { rows, next } = await incidentAlerts(actor, incident.id);
  if (rows.length === 0) {
    return <EmptyState title="No alerts here">They were moved to another incident.</EmptyState>;
  }
  const counts: Partial<Record<Tactic, number>> = {};
  for (const { tactic } of rows) counts[tactic] = (counts[tactic] ?? 0) + 1;
  return (
    <div className="flex flex-col gap-4">
      <KillChain counts={counts} />
      <div className="grid items-start gap-4 2xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <GraphPanel graph={storyGraph(rows)} />
        <Card title="Timeline" className="2xl:max-h-[36rem] 2xl:overflow-y-auto">
          <StoryTimeline alerts={rows} />
          {next === null ? null : (
            <p className="mt-3 text-muted text-xs">
              The first {rows.length} alerts are shown.{' '}
              <Link href={`/incidents/${incident.number}/alerts`} className="underline">
                All alerts
              </Link>
            </p>
          )}
        </Card>
      </div>
    </div>
  );
}
