import { StoryBoard } from '@/components/incidents/story/story-board';
import { EmptyState } from '@/components/ui/empty-state';
import { loadStoryParams, toStoryFilter } from '@/lib/client/story-params';
import { requireActor } from '@/lib/server/auth/session';
import { incidentStory } from '@/lib/server/incidents/story';
import { type IncidentPageProps, openIncident } from '../open-incident';

/** Attack story: how far it went, who and what took part, and what happened in which order. */
export default async function StoryPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'story');
  const story = await incidentStory(
    actor,
    incident,
    toStoryFilter(loadStoryParams(await props.searchParams)),
  );
  if (story.total === 0) {
    return <EmptyState title="No alerts here">They were moved to another incident.</EmptyState>;
  }
  return <StoryBoard story={story} />;
}
