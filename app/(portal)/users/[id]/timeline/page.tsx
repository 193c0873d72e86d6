import type { SearchParams } from 'nuqs/server';
import { openUser } from '@/app/(portal)/open-entity';
import { ThingTimeline } from '@/app/(portal)/thing-timeline';
import { loadTimelineParams } from '@/lib/client/entities';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** What telemetry says of a person. */
export default async function UserTimelinePage({ params, searchParams }: PageProps) {
  const { actor, user } = await openUser({ params });
  const query = await loadTimelineParams(searchParams);
  const path = `/users/${encodeURIComponent(user.id)}/timeline`;
  return <ThingTimeline actor={actor} entity={user} path={path} query={query} />;
}
