import 'server-only';
import { randomUUID } from 'node:crypto';
import type { AddTaskInput, AssignTaskInput, MoveTaskInput, TaskStatusInput } from '@/lib/domain/inputs/task';
import { TASK_LIMIT } from '@/lib/domain/limits';
import type { Actor } from '@/lib/domain/permissions';
import { changesOf } from '@/lib/server/audit/with-audit';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { requirePerson } from '@/lib/server/incidents/commands';

/** Adds something that is to be done about an incident, as its last task. */
export function addTask(
  actor: Actor,
  requestId: string | null,
  input: AddTaskInput,
): Promise<{ readonly id: string }> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const { tx, audit, now } = context;
    const { incidentId, title, assignedTo } = input;
    await lockIncident(context, incidentId);
    await requirePerson(context, assignedTo);
    const where = { tenantId: actor.tenantId, incidentId };
    const { _count, _max } = await tx.task.aggregate({ where, _count: true, _max: { position: true } });
    if (_count >= TASK_LIMIT) {
      throw new AppError('invalid', `more than ${TASK_LIMIT} tasks`, {
        userText: `An incident has at most ${TASK_LIMIT} tasks.`,
      });
    }
    const id = randomUUID();
    await tx.task.create({
      data: {
        ...where,
        id,
        kind: 'manual',
        title,
        targetType: 'incident',
        targetId: incidentId,
        assignedTo,
        createdBy: actor.name,
        createdAt: now,
        position: (_max.position ?? 0) + 1,
      },
    });
    audit({
      action: 'task.create',
      target: { type: 'incident', id: incidentId },
      changes: changesOf({}, { task: title, ...(assignedTo === null ? {} : { assignedTo }) }),
    });
    tell(context, incidentId, id);
    return { id };
  });
}

/** Gives a task to a person, or to nobody. */
export function assignTask(actor: Actor, requestId: string | null, input: AssignTaskInput): Promise<void> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const task = await lockTask(context, input.id);
    await requirePerson(context, input.assignedTo);
    await write(context, task, 'task.assign', { assignedTo: input.assignedTo });
  });
}

/** Completes a task, or opens it again. What is so already stays as it is. */
export function setTaskStatus(actor: Actor, requestId: string | null, input: TaskStatusInput): Promise<void> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const task = await lockTask(context, input.id);
    const isDone = input.status === 'done';
    await write(
      context,
      task,
      isDone ? 'task.complete' : 'task.reopen',
      { status: input.status },
      isDone ? { doneAt: context.now, doneBy: actor.name } : { doneAt: null, doneBy: null },
    );
  });
}

/** Moves a task one place among those of its incident. */
export function moveTask(actor: Actor, requestId: string | null, input: MoveTaskInput): Promise<void> {
  return command(actor, 'incident:write', requestId, async (context) => {
    const { tx, audit } = context;
    const task = await lockTask(context, input.id);
    const { tenantId } = actor;
    const tasks = await tx.task.findMany({
      where: { tenantId, incidentId: task.incidentId },
      orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, position: true },
    });
    const from = tasks.findIndex(({ id }) => id === task.id);
    const to = from + input.by;
    if (to < 0 || to >= tasks.length) return;
    const order = tasks.map(({ id }) => id).filter((id) => id !== task.id);
    order.splice(to, 0, task.id);
    await tx.$executeRaw`UPDATE task SET position = o.place::int
      FROM unnest(${order}::text[]) WITH ORDINALITY AS o(id, place)
      WHERE task.tenant_id = ${tenantId} AND task.id = o.id AND task.position <> o.place`;
    audit({
      action: 'task.move',
      target: { type: 'incident', id: task.incidentId },
      changes: [{ field: 'place', from: String(from + 1), to: String(to + 1) }],
      reason: task.title,
    });
    tell(context, task.incidentId, task.id);
  });
}

interface LockedTask {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assignedTo: string | null;
  readonly incidentId: string;
}

/** A task of an incident; its incident is locked, so that two people change its tasks one after the other. */
async function lockTask(context: CommandContext, id: string): Promise<LockedTask> {
  const { tx, actor } = context;
  const where = { tenantId_id: { tenantId: actor.tenantId, id } };
  const incidentId = (await tx.task.findUnique({ where }))?.incidentId ?? null;
  if (incidentId === null) throw new AppError('notFound', `task ${id}`);
  await lockIncident(context, incidentId);
  const task = await tx.task.findUnique({ where });
  if (task === null) throw new AppError('notFound', `task ${id}`);
  return { ...task, incidentId: task.incidentId ?? incidentId };
}

async function lockIncident({ tx, actor }: CommandContext, id: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM incident WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
  if (found.length === 0) throw new AppError('notFound', `incident ${id}`);
}

async function write(
  context: CommandContext,
  task: LockedTask,
  action: string,
  patch: { readonly status?: string; readonly assignedTo?: string | null },
  also: object = {},
): Promise<void> {
  const { tx, actor, audit } = context;
  const changes = changesOf({ status: task.status, assignedTo: task.assignedTo }, patch);
  if (changes.length === 0) return;
  await tx.task.update({
    where: { tenantId_id: { tenantId: actor.tenantId, id: task.id } },
    data: { ...patch, ...also },
  });
  audit({ action, target: { type: 'incident', id: task.incidentId }, changes, reason: task.title });
  tell(context, task.incidentId, task.id);
}

/** Pages of the incident hear of it by the incident's id. */
const tell = ({ publish }: CommandContext, incidentId: string, id: string): void =>
  publish({ type: 'task.changed', targetId: incidentId, payload: { id, incidentId } });
