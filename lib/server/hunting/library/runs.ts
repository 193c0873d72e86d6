import 'server-only';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { checkAgainInput, startRunInput } from '@/lib/domain/inputs/library';
import type { Actor } from '@/lib/domain/permissions';
import { command } from '../../command';
import { AppError } from '../../errors';
import { visibleQueries } from '../saved';

/** Starts to run saved queries in the background. It takes the place of the person's last run, whatever that had found. */
export function startRun(
  actor: Actor,
  requestId: string | null,
  { ids, back, maxRows, timeoutS }: z.output<typeof startRunInput>,
): Promise<{ readonly id: string; readonly total: number }> {
  return command(actor, 'hunting:read', requestId, async ({ tx, audit, now }) => {
    const seen = await tx.huntingQuery.findMany({
      where: { ...visibleQueries(actor), id: { in: ids } },
      select: { id: true },
    });
    if (seen.length === 0) throw new AppError('notFound', 'none of the queries of a run is there');
    const visible = new Set(seen.map((row) => row.id));
    const wanted = [...new Set(ids)].filter((id) => visible.has(id));
    const key = { tenantId: actor.tenantId, ownerId: actor.id };
    const run = {
      id: randomUUID(),
      state: 'running',
      from: back === null ? null : new Date(now.getTime() - back),
      to: now,
      maxRows,
      timeoutS,
      total: wanted.length,
      startedAt: now,
      endedAt: null,
    };
    // First, so that who starts at the same time waits here, and then takes away what this one wrote.
    await tx.huntingRun.upsert({ where: { tenantId_ownerId: key }, create: { ...key, ...run }, update: run });
    await tx.huntingRunItem.deleteMany({ where: key });
    await tx.huntingRunItem.createMany({
      data: wanted.map((queryId, position) => ({ ...key, runId: run.id, position, queryId })),
    });
    audit({
      action: 'library.run',
      target: { type: 'queryRun', id: run.id },
      changes: [{ field: 'queries', from: null, to: run.total }],
    });
    return { id: run.id, total: run.total };
  });
}

/** Stops the person's run; what it has found stays. */
export function cancelRun(actor: Actor, requestId: string | null): Promise<void> {
  return command(actor, 'hunting:read', requestId, async ({ tx, now }) => {
    await tx.huntingRun.updateMany({
      where: { tenantId: actor.tenantId, ownerId: actor.id, state: 'running' },
      data: { state: 'canceled', endedAt: now },
    });
  });
}

/** Lets the analyser look at queries again: it may know more by now than when they came. */
export function checkAgain(
  actor: Actor,
  requestId: string | null,
  { ids }: z.output<typeof checkAgainInput>,
): Promise<number> {
  return command(actor, 'hunting:write', requestId, async ({ tx }) => {
    const { count } = await tx.huntingQuery.updateMany({
      where: { ...visibleQueries(actor), id: { in: ids } },
      data: { state: 'waiting' },
    });
    return count;
  });
}
