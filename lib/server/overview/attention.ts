import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Attention, MentionRow, TaskRow } from '@/lib/domain/views/overview';
import type { RiskyUserFilter } from '@/lib/domain/views/risk';
import { can } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from '@/lib/server/incidents/rows';
import { riskyUserList } from '@/lib/server/risk/lists';

/** Rows of each list; the number beside its title leads to all of them. */
const SHOWN = 5;

/** What waits for the one who looks: the most urgent rows of each kind. */
export async function attentionOf(actor: Actor): Promise<Attention> {
  const mayWrite = can(actor, 'incident:write');
  const mayRemediate = can(actor, 'risk:remediate');
  const [mine, unassignedHigh, tasks, mentions, risky] = await Promise.all([
    incidents(
      Prisma.sql`i.severity IN ('high', 'medium', 'low', 'informational') AND i.assigned_to = ${actor.id}`,
      actor,
      'priority',
    ),
    mayWrite ? incidents(Prisma.sql`i.severity = 'high' AND i.assigned_to IS NULL`, actor, 'updated') : [],
    openTasks(actor, mayRemediate),
    openMentions(actor),
    mayRemediate ? riskyUserList.page(actor, AT_HIGH_RISK, {}, SHOWN) : { rows: [] },
  ]);
  return { mine, unassignedHigh, tasks, mentions, riskyUsers: risky.rows };
}

const AT_HIGH_RISK: RiskyUserFilter = {
  level: { any: ['high'], none: [] },
  state: { any: ['atRisk', 'confirmedCompromised'], none: [] },
  detail: { any: [], none: [] },
  updated: { kind: 'all' },
  text: '',
  sort: 'updated',
  direction: 'desc',
  within: null,
};

/** Open live incidents. The statuses are named, so that an index over them serves. */
async function incidents(condition: Prisma.Sql, actor: Actor, order: 'priority' | 'updated') {
  const key = order === 'priority' ? Prisma.sql`i.priority DESC, i.id` : Prisma.sql`i.updated_at DESC, i.id`;
  const rows = await prisma().$queryRaw<IncidentSqlRow[]>`
    SELECT ${ROW_COLUMNS}, p.name AS assignee_name FROM incident i
    LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE i.tenant_id = ${actor.tenantId} AND NOT i.historical
      AND i.status IN ('active', 'inProgress', 'awaitingAction') AND ${condition}
    ORDER BY ${key} LIMIT ${SHOWN}`;
  return rows.map(toIncidentRow);
}

const TASKS = 20;

/** Tasks of the one who looks, and for those who may act on accounts the ones that nobody has taken. */
async function openTasks(actor: Actor, mayRemediate: boolean): Promise<readonly TaskRow[]> {
  const rows = await prisma().task.findMany({
    where: {
      tenantId: actor.tenantId,
      status: 'open',
      OR: [{ assignedTo: actor.id }, ...(mayRemediate ? [{ assignedTo: null }] : [])],
    },
    orderBy: { createdAt: 'desc' },
    take: TASKS,
  });
  const incidents = await prisma().incident.findMany({
    where: { tenantId: actor.tenantId, id: { in: rows.map((row) => row.targetId) } },
    select: { id: true, number: true },
  });
  const numbers = new Map(incidents.map(({ id, number }) => [id, number]));
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    body: row.body,
    href:
      row.targetType === 'incident'
        ? `/incidents/${numbers.get(row.targetId) ?? ''}`
        : `/users/${encodeURIComponent(row.targetId)}`,
    isMine: row.assignedTo === actor.id,
    createdAt: row.createdAt.toISOString(),
  }));
}

/** Comments that name the actor, the latest first, until they have been opened. */
async function openMentions(actor: Actor): Promise<readonly MentionRow[]> {
  const rows = await prisma().$queryRaw<
    { id: string; author: string; body: string; number: number | null; alert_id: string; at: Date }[]
  >`
    SELECT c.id, c.author_name AS author, left(c.body, 200) AS body, i.number, c.target_id AS alert_id, m.created_at AS at
    FROM comment_mention m
    JOIN comment c ON c.tenant_id = m.tenant_id AND c.id = m.comment_id AND c.deleted_at IS NULL
    LEFT JOIN incident i ON c.target_type = 'incident' AND i.tenant_id = m.tenant_id AND i.id = c.target_id
    WHERE m.tenant_id = ${actor.tenantId} AND m.user_id = ${actor.id} AND m.seen_at IS NULL
      AND (i.id IS NOT NULL OR c.target_type = 'alert')
    ORDER BY m.created_at DESC, m.comment_id LIMIT ${SHOWN}`;
  return rows.map(({ number, alert_id, at, ...row }) => ({
    ...row,
    href:
      number === null ? `/alerts/${encodeURIComponent(alert_id)}/activity` : `/incidents/${number}/activity`,
    at: at.toISOString(),
  }));
}
