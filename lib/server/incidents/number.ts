import 'server-only';
import type { CommandContext } from '@/lib/server/command';

/** The number of the incident that is made next; the engine takes the same lock. */
export async function nextIncidentNumber({ tx, actor }: CommandContext): Promise<number> {
  const { tenantId } = actor;
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext('incident-number'), hashtext(${tenantId}))`;
  const { _max } = await tx.incident.aggregate({ where: { tenantId }, _max: { number: true } });
  return (_max.number ?? 0) + 1;
}
