import 'server-only';
import { randomUUID } from 'node:crypto';
import type { JobState, JobTarget } from '@/lib/domain/job-states';
import type { BulkAction } from '@/lib/domain/jobs';
import type { Actor, Permission } from '@/lib/domain/permissions';
import { UNDO_DAYS } from '@/lib/domain/views/jobs';
import { type CommandContext, command } from '@/lib/server/command';
import { AppError } from '@/lib/server/errors';
import { requirePerson } from '@/lib/server/incidents/commands';
import { freezeSql, type ReadSelection } from './freeze';

export interface NewJob {
  readonly action: BulkAction;
  readonly selection: ReadSelection;
}

const permissionFor = (target: string): Permission =>
  target === 'incident' ? 'incident:write' : 'alert:write';

/**
 * Makes a job: the selection is frozen with it, in the same transaction.
 * @throws AppError conflict with `fields.count` when a filter matches another number than the person saw
 */
export function createJob(
  actor: Actor,
  requestId: string | null,
  { action, selection }: NewJob,
): Promise<{ readonly id: string; readonly total: number }> {
  const { target } = selection;
  return command(actor, permissionFor(target), requestId, async (context) => {
    const { tx, audit, publish } = context;
    if (action.do === 'assign') await requirePerson(context, action.assignedTo);
    const id = randomUUID();
    const total = await tx.$executeRaw(freezeSql(actor, id, selection));
    requireCount(selection, total);
    await tx.job.create({
      data: {
        tenantId: actor.tenantId,
        id,
        target,
        action,
        total,
        actorKind: actor.kind,
        actorId: actor.id,
        actorName: actor.name,
      },
    });
    audit({
      action: 'job.create',
      target: { type: 'job', id },
      changes: [
        { field: 'work', from: null, to: `${action.do} ${target}` },
        { field: 'items', from: null, to: total },
      ],
    });
    publish({ type: 'job.created', targetId: id, quiet: true });
    return { id, total };
  });
}

function requireCount(selection: ReadSelection, total: number): void {
  if (total === 0 && 'ids' in selection) throw new AppError('notFound', 'nothing of a selection is there');
  if ('ids' in selection || selection.expected === total) return;
  throw new AppError('conflict', `a filter matches ${total}, not ${selection.expected}`, {
    userText: `The filter matches ${total.toLocaleString('en')} now, not ${selection.expected.toLocaleString('en')}. Nothing was changed.`,
    fields: { count: String(total) },
  });
}

/** Stops a job between two chunks; what it has done stays done, and can be undone. */
export function cancelJob(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return changeJob(actor, requestId, id, 'job.cancel', ['queued', 'running'], {
    state: 'cancelled',
    endedAt: new Date(),
    holder: null,
  });
}

/** Gives everything that a job changed back what it was, where nobody decided anything about it since. */
export function undoJob(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return changeJob(actor, requestId, id, 'job.undo', ['done', 'cancelled', 'failed'], {
    state: 'undoing',
    cursor: 0,
    holder: null,
    error: null,
    endedAt: null,
    undoActorKind: actor.kind,
    undoActorId: actor.id,
    undoActorName: actor.name,
  });
}

type JobPatch = Parameters<CommandContext['tx']['job']['update']>[0]['data'] & { readonly state: JobState };

async function changeJob(
  actor: Actor,
  requestId: string | null,
  id: string,
  action: string,
  from: readonly JobState[],
  data: JobPatch,
): Promise<void> {
  const where = { tenantId_id: { tenantId: actor.tenantId, id } };
  await command(actor, 'incident:read', requestId, async ({ tx, audit, publish }) => {
    await tx.$queryRaw`SELECT 1 FROM job WHERE tenant_id = ${actor.tenantId} AND id = ${id} FOR UPDATE`;
    const job = await tx.job.findUnique({ where });
    if (job === null) throw new AppError('notFound', `job ${id}`);
    requireWriter(actor, job.target as JobTarget);
    if (!(from as readonly string[]).includes(job.state) || isTooOld(job, data.state)) {
      throw new AppError('conflict', `${action} of a job that is ${job.state}`, {
        userText:
          data.state === 'cancelled'
            ? 'The job has ended already.'
            : 'This job cannot be undone: it is at work, undone already, or too old.',
      });
    }
    await tx.job.update({ where, data });
    audit({
      action,
      target: { type: 'job', id },
      changes: [{ field: 'state', from: job.state, to: data.state }],
    });
    publish({ type: 'job.changed', targetId: id, quiet: true });
  });
}

function requireWriter(actor: Actor, target: JobTarget): void {
  if (!actor.permissions.has(permissionFor(target)))
    throw new AppError('forbidden', `${actor.kind} ${actor.id} lacks ${permissionFor(target)}`);
}

/** What things were before is kept for so long and no longer. */
const isTooOld = (job: { readonly endedAt: Date | null }, to: JobState): boolean =>
  to === 'undoing' && job.endedAt !== null && Date.now() - job.endedAt.getTime() > UNDO_DAYS * 86_400_000;
