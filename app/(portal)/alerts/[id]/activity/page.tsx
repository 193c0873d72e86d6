import { ActivityList } from '@/components/incidents/activity-list';
import { CommentForm } from '@/components/incidents/comment-form';
import { MoreLink } from '@/components/incidents/more-link';
import { alertHref } from '@/lib/client/alerts';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { activityOf } from '@/lib/server/incidents/activity';
import { type AlertPageProps, openAlert } from '../open-alert';

/** What people did with the alert and said about it. */
export default async function AlertActivityPage(props: AlertPageProps) {
  const actor = await requireActor('incident:read');
  const alert = await openAlert(actor, props);
  const { after } = await props.searchParams;
  const cursor = typeof after === 'string' ? after : null;
  const page = await activityOf(actor, { type: 'alert', id: alert.id }, cursor);
  return (
    <>
      {can(actor, 'incident:write') ? <CommentForm targetType="alert" targetId={alert.id} /> : null}
      <ActivityList entries={page.rows} />
      <MoreLink
        label="Older activity"
        href={page.next === null ? null : `${alertHref(alert.id, 'activity')}?after=${page.next}`}
      />
    </>
  );
}
