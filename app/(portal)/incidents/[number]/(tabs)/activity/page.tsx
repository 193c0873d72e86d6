import { ActivityList } from '@/components/incidents/activity-list';
import { CommentForm } from '@/components/incidents/comment-form';
import { MoreLink } from '@/components/incidents/more-link';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { activityOf } from '@/lib/server/incidents/activity';
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
  return (
    <>
      {can(actor, 'incident:write') ? <CommentForm targetType="incident" targetId={incident.id} /> : null}
      <ActivityList entries={page.rows} />
      <MoreLink
        label="Older activity"
        href={page.next === null ? null : `/incidents/${incident.number}/activity?after=${page.next}`}
      />
    </>
  );
}
