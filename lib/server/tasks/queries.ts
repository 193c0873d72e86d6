import 'server-only';
import { TASK_LIMIT } from '@/lib/domain/limits';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentTask } from '@/lib/domain/views/task';
import { prisma } from '@/lib/server/db';

interface TaskSqlRow {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assigned_to: string | null;
  readonly assignee: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly done_by: string | null;
  readonly done_at: Date | null;
}

/** The tasks of an incident, in the order that people gave them. */
export async function tasksOf(actor: Actor, incidentId: string): Promise<readonly IncidentTask[]> {
  const rows = await prisma().$queryRaw<TaskSqlRow[]>`
    SELECT t.id, t.title, t.status, t.assigned_to, p.name AS assignee, t.created_by, t.created_at, t.done_by, t.done_at
    FROM task t LEFT JOIN app_user p ON p.tenant_id = t.tenant_id AND p.id = t.assigned_to
    WHERE t.tenant_id = ${actor.tenantId} AND t.incident_id = ${incidentId}
    ORDER BY t.position, t.created_at, t.id LIMIT ${TASK_LIMIT}`;
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    isDone: row.status === 'done',
    assignedTo:
      row.assigned_to === null ? null : { id: row.assigned_to, name: row.assignee ?? row.assigned_to },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    doneBy: row.done_by,
    doneAt: row.done_at?.toISOString() ?? null,
  }));
}
