import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Person } from '@/lib/domain/views/incident';
import type { MentionView } from '@/lib/domain/views/mention';
import type { CommandContext } from '@/lib/server/command';
import { prisma } from '@/lib/server/db';
import { likePattern } from '@/lib/server/lists/conditions';

const PEOPLE = 1_000;
const OFFERED = 8;
const EXCERPT = 200;

/** People whom a comment may name: whoever works here, by a part of the name. */
export function mentionable(actor: Actor, text: string): Promise<Person[]> {
  return prisma().$queryRaw<Person[]>`
    SELECT id, name FROM app_user WHERE tenant_id = ${actor.tenantId} AND disabled_at IS NULL
      AND name ILIKE ${likePattern(text)} ORDER BY name, id LIMIT ${OFFERED}`;
}

/** The people whom a text names: `@` and the whole name. Of two with one name those that were chosen. */
export function namedIn(
  body: string,
  people: readonly Person[],
  chosen: readonly string[],
): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { id, name } of people) names.set(name, [...(names.get(name) ?? []), id]);
  // A long name first: `@Ann Lee` does not name Ann.
  const known = [...names.keys()].sort((a, b) => b.length - a.length);
  const found = new Set<string>();
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
    const name = known.find(
      (candidate) =>
        body.startsWith(candidate, at + 1) && !/[\p{L}\p{N}]/u.test(body[at + 1 + candidate.length] ?? ''),
    );
    const ids = names.get(name ?? '') ?? [];
    const meant = ids.length > 1 ? ids.filter((id) => chosen.includes(id)) : ids;
    for (const id of meant) found.add(id);
  }
  return [...found];
}

/** Keeps whom a comment names; who is named anew is told. */
export async function storeMentions(
  { tx, actor, publish, now }: CommandContext,
  commentId: string,
  body: string,
  chosen: readonly string[],
): Promise<void> {
  const { tenantId } = actor;
  const before = await tx.commentMention.findMany({
    where: { tenantId, commentId },
    select: { userId: true },
  });
  const people = body.includes('@')
    ? await tx.user.findMany({
        where: { tenantId, disabledAt: null },
        select: { id: true, name: true },
        orderBy: { id: 'asc' },
        take: PEOPLE,
      })
    : [];
  const named = namedIn(body, people, chosen);
  const known = before.map(({ userId }) => userId);
  await tx.commentMention.deleteMany({ where: { tenantId, commentId, userId: { notIn: [...named] } } });
  const fresh = named.filter((id) => !known.includes(id));
  await tx.commentMention.createMany({
    data: fresh.map((userId) => ({ tenantId, commentId, userId, createdAt: now })),
  });
  for (const userId of fresh)
    publish({ type: 'comment.mentioned', targetId: userId, payload: { commentId }, quiet: true });
}

interface MentionSqlRow {
  readonly comment_id: string;
  readonly author_name: string;
  readonly created_at: Date;
  readonly seen_at: Date | null;
  readonly body: string;
  readonly target_type: string;
  readonly target_id: string;
  readonly number: number | null;
  readonly label: string | null;
}

/** Comments that name the actor, the latest first. */
export async function mentionsOf(actor: Actor, limit = 20): Promise<readonly MentionView[]> {
  const rows = await prisma().$queryRaw<MentionSqlRow[]>`
    SELECT m.comment_id, c.author_name, m.created_at, m.seen_at, c.body, c.target_type, c.target_id, i.number,
      coalesce(i.display_name, a.title, e.name) AS label
    FROM comment_mention m
    JOIN comment c ON c.tenant_id = m.tenant_id AND c.id = m.comment_id
    LEFT JOIN incident i ON c.target_type = 'incident' AND i.tenant_id = c.tenant_id AND i.id = c.target_id
    LEFT JOIN alert a ON c.target_type = 'alert' AND a.tenant_id = c.tenant_id AND a.id = c.target_id
    LEFT JOIN entity e ON c.target_type = 'user' AND e.tenant_id = c.tenant_id AND e.id = c.target_id
    WHERE m.tenant_id = ${actor.tenantId} AND m.user_id = ${actor.id}
    ORDER BY m.created_at DESC, m.comment_id LIMIT ${limit}`;
  return rows.map((row) => ({
    commentId: row.comment_id,
    by: row.author_name,
    at: row.created_at.toISOString(),
    excerpt: row.body.length > EXCERPT ? `${row.body.slice(0, EXCERPT)} …` : row.body,
    isSeen: row.seen_at !== null,
    label: row.number === null ? (row.label ?? 'Something that is gone') : `#${row.number} ${row.label}`,
    href: hrefOf(row),
  }));
}

function hrefOf({ target_type, target_id, number }: MentionSqlRow): string {
  if (target_type === 'incident' && number !== null) return `/incidents/${number}/activity`;
  const id = encodeURIComponent(target_id);
  return target_type === 'alert' ? `/alerts/${id}` : `/users/${id}/activity`;
}

/** Whether a comment on a thing names the actor, who has not opened it since. */
export async function hasUnseenMention(actor: Actor, targetId: string): Promise<boolean> {
  const rows = await prisma().$queryRaw<unknown[]>`
    SELECT 1 FROM comment_mention m JOIN comment c ON c.tenant_id = m.tenant_id AND c.id = m.comment_id
    WHERE m.tenant_id = ${actor.tenantId} AND m.user_id = ${actor.id} AND m.seen_at IS NULL AND c.target_id = ${targetId} LIMIT 1`;
  return rows.length > 0;
}

/** The actor has opened the comments on a thing. It changes nothing but what waits for them. */
export async function seeMentions(actor: Actor, targetId: string): Promise<void> {
  await prisma().$executeRaw`
    UPDATE comment_mention m SET seen_at = now() FROM comment c
    WHERE m.tenant_id = ${actor.tenantId} AND m.user_id = ${actor.id} AND m.seen_at IS NULL
      AND c.tenant_id = m.tenant_id AND c.id = m.comment_id AND c.target_id = ${targetId}`;
}
