import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Explorer } from '@/components/graph/explore/explorer';
import { SavedGraphs } from '@/components/graph/explore/saved-graphs';
import { StartSearch } from '@/components/graph/explore/start-search';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { loadGraphParams } from '@/lib/client/investigation';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { listGraphs } from '@/lib/server/graph/saved';
import { startOf } from '@/lib/server/graph/start';

export const metadata: Metadata = { title: 'Investigation graph' };

interface PageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A new graph that begins at an incident, an alert or an entity; without one, the place to choose it. */
export default async function GraphPage({ searchParams }: PageProps) {
  const actor = await requireActor('incident:read');
  const params = await loadGraphParams(searchParams);
  if (params.from === '') {
    return (
      <>
        <PageHeader title="Investigation graph" description="Begin anywhere and follow what it touches." />
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Card title="Begin at">
            <StartSearch />
          </Card>
          <Card title="Saved graphs" flush>
            <SavedGraphs rows={await listGraphs(actor)} />
          </Card>
        </div>
      </>
    );
  }
  const start = await startOf(actor, params.from);
  if (start === null) notFound();
  const root = start.things.find((thing) => thing.id === start.node);
  const title = root?.kind === 'incident' ? `#${root.number} ${root.label}` : (root?.label ?? 'Graph');
  return (
    <Explorer
      key={params.from}
      start={{ things: start.things, ties: start.ties }}
      title={title}
      params={{ ...params, from: start.node }}
      saved={null}
      incidentId={start.incidentId}
      canWrite={can(actor, 'incident:write')}
    />
  );
}
