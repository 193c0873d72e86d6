import { MentionsSeen } from '@/components/comments/mentions-seen';
import { ActivityList } from '@/components/incidents/activity-list';
import { CommentForm } from '@/components/incidents/comment-form';
import { MoreLink } from '@/components/incidents/more-link';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { activityOf } from '@/lib/server/incidents/activity';
import { hasUnseenMention } from '@/lib/server/mentions';
import { type IncidentPageProps, openIncident } from '../../open-incident';

export default async function IncidentActivityPage(props: IncidentPageProps) {
  const actor = await requireActor('incident:read');
  const incident = await openIncident(actor, props, 'activity');
  const { after } = await props.searchParams;
  const page = await activityOf(
    actor,
    { type: 'incident', id: incident.id },
    typeof after === 'string' ? after : null,
  );
  const isMentioned = await hasUnseenMention(actor, incident.id);
  return (
    <>
      {isMentioned ? <MentionsSeen targetId={incident.id} /> : null}
      {can(actor, 'incident:write') ? <CommentForm targetType="incident" targetId={incident.id} /> : null}
      <ActivityList entries={page.rows} />
      <MoreLink
        label="Older activity"
        href={page.next === null ? null : `/incidents/${incident.number}/activity?after=${page.next}`}
      />
    </>
  );
}
