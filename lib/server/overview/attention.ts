import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Attention, TaskRow } from '@/lib/domain/views/overview';
import { can } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from '@/lib/server/incidents/rows';
import { listRiskyUsers } from '@/lib/server/risk/queries';

/** Rows of each list; the number beside its title leads to all of them. */
const SHOWN = 5;

/** What waits for the one who looks: the most urgent rows of each kind. */
export async function attentionOf(actor: Actor): Promise<Attention> {
  const mayWrite = can(actor, 'incident:write');
  const mayRemediate = can(actor, 'risk:remediate');
  const [mine, unassignedHigh, tasks, risky] = await Promise.all([
    incidents(
      Prisma.sql`i.severity IN ('high', 'medium', 'low', 'informational') AND i.assigned_to = ${actor.id}`,
      actor,
      'priority',
    ),
    mayWrite ? incidents(Prisma.sql`i.severity = 'high' AND i.assigned_to IS NULL`, actor, 'updated') : [],
    openTasks(actor, mayRemediate),
    mayRemediate ? listRiskyUsers(actor, AT_HIGH_RISK, {}, SHOWN) : { rows: [] },
  ]);
  return { mine, unassignedHigh, tasks, riskyUsers: risky.rows };
}

const AT_HIGH_RISK = {
  level: { any: ['high'], none: [] },
  state: { any: ['atRisk', 'confirmedCompromised'], none: [] },
  text: '',
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
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    body: row.body,
    href: `/users/${encodeURIComponent(row.targetId)}`,
    isMine: row.assignedTo === actor.id,
    createdAt: row.createdAt.toISOString(),
  }));
}
