import { ActivityList } from '@/components/incidents/activity-list';
import { CommentForm } from '@/components/incidents/comment-form';
import { MoreLink } from '@/components/incidents/more-link';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { activityOf } from '@/lib/server/incidents/activity';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export default async function UserActivityPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('entity:read');
  const id = decodeURIComponent((await params).id);
  const { after } = await searchParams;
  const page = await activityOf(actor, { type: 'user', id }, typeof after === 'string' ? after : null);
  return (
    <>
      {can(actor, 'incident:write') ? <CommentForm targetType="user" targetId={id} /> : null}
      <ActivityList entries={page.rows} />
      <MoreLink
        label="Older activity"
        href={page.next === null ? null : `/users/${encodeURIComponent(id)}/activity?after=${page.next}`}
      />
    </>
  );
}
