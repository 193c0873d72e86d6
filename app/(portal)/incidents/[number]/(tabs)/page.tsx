import { NoStory } from '@/components/incidents/story/no-story';
import { StoryBoard } from '@/components/incidents/story/story-board';
import { loadStoryParams, toStoryFilter } from '@/lib/client/story-params';
import { requireActor } from '@/lib/server/auth/session';
import { countRows } from '@/lib/server/incidents/hunt-evidence-list';
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
    return <NoStory number={incident.number} rows={await countRows(actor, incident.id)} />;
  }
  return <StoryBoard story={story} />;
}
