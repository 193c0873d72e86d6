import 'server-only';
import type { CommandContext } from '@/lib/server/command';
import type { RunSql } from '@/lib/server/engine/incident-summary';
import { AppError } from '@/lib/server/errors';
import { refuseStale } from '@/lib/server/stale';
import type { LockedIncident } from './change';

/** Runs constant statements inside a command's transaction; values travel beside them. */
export const runOver =
  ({ tx }: Pick<CommandContext, 'tx'>): RunSql =>
  (text, values) =>
    tx.$queryRawUnsafe(text, ...values);

/** Locks some incidents of the actor's tenant, always in the same order, and answers them by id. */
export async function lockIncidents(
  { tx, actor }: CommandContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedIncident>> {
  const wanted = [...new Set(ids)];
  await tx.$queryRaw`SELECT 1 FROM incident WHERE tenant_id = ${actor.tenantId} AND id = ANY(${wanted}::text[])
    ORDER BY id FOR UPDATE`;
  const found = await tx.incident.findMany({ where: { tenantId: actor.tenantId, id: { in: wanted } } });
  return new Map(found.map((incident) => [incident.id, incident]));
}

/** An incident that may be worked on. @throws AppError notFound, or conflict for a merged, resolved or newer one */
export async function requireOpen(
  context: CommandContext,
  incidents: ReadonlyMap<string, LockedIncident>,
  id: string,
  version: number | null,
): Promise<LockedIncident> {
  const incident = incidents.get(id);
  if (incident === undefined) throw new AppError('notFound', `incident ${id}`);
  const refuse = (why: string) =>
    new AppError('conflict', `incident ${id} is ${incident.status}`, {
      userText: `#${incident.number} ${why}`,
    });
  if (incident.status === 'redirected')
    throw refuse('was merged into another incident. Look again, then repeat this there.');
  if (incident.status === 'resolved')
    throw refuse('is resolved: its alerts stay as they were judged. Reopen it first.');
  if (version !== null && incident.version !== version) {
    await refuseStale(context.tx, context.actor.tenantId, { type: 'incident', id }, version);
  }
  return incident;
}
