import type { SearchParams } from 'nuqs/server';
import { openEntity } from '@/app/(portal)/open-entity';
import { ThingTimeline } from '@/app/(portal)/thing-timeline';
import { loadTimelineParams } from '@/lib/client/entities';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** What telemetry says of an entity. */
export default async function EntityTimelinePage({ params, searchParams }: PageProps) {
  const { actor, entity } = await openEntity({ params });
  const query = await loadTimelineParams(searchParams);
  const path = `/entities/${encodeURIComponent(entity.id)}/timeline`;
  return <ThingTimeline actor={actor} entity={entity} path={path} query={query} />;
}
