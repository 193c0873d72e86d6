import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Page } from '@/lib/domain/views/filter';
import type { ActivityEntry, CommentFacts, FieldChange } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { storedChanges, VERSION_FIELD } from '@/lib/server/stale';

const ACTIVITY_PAGE = 50;

interface ActivitySqlRow {
  readonly id: string;
  readonly at: Date;
  readonly sort_key: string;
  readonly kind: ActivityEntry['kind'];
  readonly actor: string;
  readonly actor_kind: ActivityEntry['actorKind'];
  readonly action: string;
  readonly body: string | null;
  readonly changes: Prisma.JsonValue;
  readonly comment: CommentSql | null;
}

interface CommentSql {
  readonly id: string;
  readonly authorId: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly mentions: readonly string[];
}

/**
 * Everything that happened to a thing, newest first: changes by people and tokens, comments, and (for an incident)
 * the alerts that the engine put in or merges brought. One page by key.
 */
export async function activityOf(
  actor: Actor,
  target: { readonly type: 'incident' | 'alert' | 'user'; readonly id: string },
  cursor: string | null = null,
  size: number = ACTIVITY_PAGE,
): Promise<Page<ActivityEntry>> {
  const parts = decodeCursor(cursor, 2);
  const [key = '', id = ''] = parts ?? [];
  const past =
    parts !== null && isTimestamp(key)
      ? Prisma.sql`(t.at, t.id) < (${key}::timestamptz, ${id})`
      : Prisma.sql`TRUE`;
  const sources = [changesSql(actor, target), commentsSql(actor, target)];
  if (target.type === 'incident') sources.push(membershipSql(actor, target.id));
  const rows = await prisma().$queryRaw<ActivitySqlRow[]>`
    SELECT t.*, t.at::text AS sort_key FROM (${Prisma.join(sources, ' UNION ALL ')}) t
    WHERE ${past} ORDER BY t.at DESC, t.id DESC LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    rows: await withNames(
      actor,
      page.map((row) => toEntry(actor, row)),
    ),
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}

const changesSql = (actor: Actor, target: { type: string; id: string }): Prisma.Sql => Prisma.sql`
  SELECT 'c' || lpad(e.seq::text, 20, '0') AS id, e.at, 'change' AS kind, e.actor_name AS actor, e.actor_kind, e.action,
    e.reason AS body, e.changes, NULL::jsonb AS comment FROM audit_entry e
  WHERE e.tenant_id = ${actor.tenantId} AND e.target_type = ${target.type} AND e.target_id = ${target.id}
    AND e.action NOT IN ('comment.add', 'comment.edit', 'comment.delete')`;

const commentsSql = (actor: Actor, target: { type: string; id: string }): Prisma.Sql => Prisma.sql`
  SELECT 'n' || m.id AS id, m.created_at AS at, 'comment' AS kind, m.author_name AS actor, 'user' AS actor_kind,
    'comment.add' AS action, m.body, '[]'::jsonb AS changes,
    jsonb_build_object('id', m.id, 'authorId', m.author_id, 'editedAt', m.edited_at, 'deletedAt', m.deleted_at,
      'mentions', array(SELECT p.name FROM comment_mention n JOIN app_user p ON p.tenant_id = n.tenant_id AND p.id = n.user_id
        WHERE n.tenant_id = m.tenant_id AND n.comment_id = m.id ORDER BY p.name)) AS comment
  FROM comment m
  WHERE m.tenant_id = ${actor.tenantId} AND m.target_type = ${target.type} AND m.target_id = ${target.id}`;

const membershipSql = (actor: Actor, incidentId: string): Prisma.Sql => Prisma.sql`
  SELECT 'm' || b.id AS id, b.from_at AS at, 'membership' AS kind, CASE WHEN a.detection_source = 'manual' THEN 'A person' ELSE 'Correlation' END AS actor, 'system' AS actor_kind,
    'alert.' || b.cause AS action, a.title || CASE WHEN f.number IS NULL THEN '' ELSE ' (from incident #' || f.number || ')' END AS body,
    '[]'::jsonb AS changes, NULL::jsonb AS comment
  FROM incident_membership b
  JOIN alert a ON a.tenant_id = b.tenant_id AND a.id = b.alert_id
  LEFT JOIN incident f ON f.tenant_id = b.tenant_id AND f.id = b.from_incident_id
  WHERE b.tenant_id = ${actor.tenantId} AND b.incident_id = ${incidentId}`;

const TITLES: Readonly<Record<string, string>> = {
  'incident.assign': 'assigned the incident',
  'incident.status': 'changed the status',
  'incident.classify': 'classified the incident',
  'incident.resolve': 'resolved the incident',
  'incident.reopen': 'opened the incident again',
  'incident.tags': 'changed the tags',
  'incident.severity': 'changed the severity',
  'incident.rename': 'renamed the incident',
  'incident.undo': 'undid a bulk change',
  'alert.undo': 'undid a bulk change',
  'alert.assign': 'assigned the alert',
  'alert.status': 'changed the status',
  'alert.classify': 'classified the alert',
  'alert.resolve': 'resolved the alert with its incident',
  'alert.close': 'classified and resolved the alert',
  'alert.exclude': 'excluded what this alert is about',
  'alert.reopen': 'opened the alert again with its incident',
  'incident.open': 'opened the incident by confirming a user compromised',
  'incident.addAlert': 'added an alert by confirming a user compromised',
  'incident.merge': 'merged incidents',
  'incident.unmerge': 'undid a merge',
  'incident.split': 'split off alerts into a new incident',
  'incident.moveAlerts': 'moved alerts between incidents',
  'alert.move': 'moved the alert to another incident',
  'incident.create': 'opened the incident with rows of a hunt',
  'incident.linkRows': 'linked rows of a hunt',
  'incident.unlinkRows': 'took rows of a hunt away',
  'evidence.verdict': 'judged evidence',
  'task.create': 'left a task',
  'task.assign': 'assigned a task',
  'task.complete': 'completed a task',
  'task.reopen': 'opened a task again',
  'task.move': 'put tasks into another order',
  'risk.alertResolved': 'dismissed risk by resolving an alert',
  'risk.alertReopened': 'brought risk back by reopening an alert',
  'comment.add': 'commented',
  'alert.opened': 'opened the incident with an alert',
  'alert.linked': 'linked an alert',
  'alert.merged': 'moved an alert here by a merge',
  'alert.moved': 'moved an alert here',
  'alert.unmerged': 'gave an alert back after a merge was undone',
  'risk.confirmCompromised': 'confirmed the user compromised',
  'risk.dismiss': 'dismissed the risk',
  'risk.confirmSafe': 'confirmed the user safe',
};

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

const PERSON_FIELD = 'assignedTo';

/** Who a thing was given to, by name: the trail keeps ids. Somebody who is gone stays an id. */
async function withNames(actor: Actor, entries: readonly ActivityEntry[]): Promise<readonly ActivityEntry[]> {
  const ids = entries.flatMap(({ changes }) =>
    changes.filter(({ field }) => field === PERSON_FIELD).flatMap(({ from, to }) => [from, to]),
  );
  const found = ids.filter((id) => id !== null);
  if (found.length === 0) return entries;
  const people = await prisma().user.findMany({
    where: { tenantId: actor.tenantId, id: { in: found } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return entries.map((entry) => ({
    ...entry,
    changes: entry.changes.map((change) =>
      change.field === PERSON_FIELD
        ? { ...change, from: nameOf(change.from), to: nameOf(change.to) }
        : change,
    ),
  }));
}

function toEntry(actor: Actor, row: ActivitySqlRow): ActivityEntry {
  const changes: FieldChange[] = storedChanges(row.changes)
    .filter((change) => change.field !== VERSION_FIELD)
    .map((change) => ({ field: change.field, from: text(change.from), to: text(change.to) }));
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actor,
    actorKind: row.actor_kind,
    title: TITLES[row.action] ?? row.action,
    body: row.body,
    changes,
    comment: row.comment && commentFacts(actor, row.comment),
  };
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

const commentFacts = (actor: Actor, comment: CommentSql): CommentFacts => ({
  id: comment.id,
  isOwn: comment.authorId === actor.id,
  editedAt: iso(comment.editedAt),
  deletedAt: iso(comment.deletedAt),
  mentions: comment.mentions,
});
