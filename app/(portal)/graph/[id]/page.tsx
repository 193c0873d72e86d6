import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Explorer } from '@/components/graph/explore/explorer';
import { loadGraphParams } from '@/lib/client/investigation';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getGraph } from '@/lib/server/graph/saved';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadGraph = cache(async (id: string) =>
  getGraph(await requireActor('incident:read'), decodeURIComponent(id)),
);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await loadGraph((await params).id))?.name ?? 'Graph' };
}

/** A graph that somebody kept. */
export default async function SavedGraphPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('incident:read');
  const saved = await loadGraph((await params).id);
  if (saved === null) notFound();
  return (
    <Explorer
      key={saved.id}
      start={null}
      title={saved.name}
      params={await loadGraphParams(searchParams)}
      saved={saved}
      incidentId={saved.incident?.id ?? null}
      canWrite={can(actor, 'incident:write')}
    />
  );
}
