import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertFilter } from '@/lib/domain/views/alert';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { tallyCells } from '@/lib/server/tally/read';

/** Whether a filter asks for nothing but what the counters tell alerts apart by. */
export const isCounted = (filter: AlertFilter): boolean =>
  [filter.technique, filter.determination, filter.entity].every(
    ({ any, none }) => any.length + none.length === 0,
  ) &&
  [filter.created, filter.range, filter.updated].every(({ kind }) => kind === 'all') &&
  filter.count.min === null &&
  filter.count.max === null &&
  filter.linked === 'any' &&
  filter.text.trim() === '' &&
  !['technique', 'determination'].includes(filter.within?.group ?? '');

/**
 * How many alerts match, exactly, by the counters: the cost is that of the combinations that occur, not of the alerts.
 *
 * @param conditions as for a query of alerts `a`, over the columns named here
 */
export async function countCells(actor: Actor, conditions: Prisma.Sql): Promise<number> {
  const cells = tallyCells(actor, ['alert.cell'], Prisma.sql`bucket = 'epoch'::timestamptz`);
  const [row] = await prisma().$queryRaw<{ n: number }[]>`
    SELECT coalesce(sum(a.n), 0)::int AS n FROM (
      SELECT ${actor.tenantId}::text AS tenant_id, p[1] = 't' AS visible, p[2] = 't' AS historical, p[3] AS status, p[4] AS severity,
        p[5] AS classification, p[6] AS service_source, p[7] AS domain, p[8] AS tactic, p[9] AS detector_id,
        nullif(p[10], '') AS assigned_to, n
      FROM (SELECT string_to_array(member, chr(31)) AS p, n FROM ${cells} c) s) a
    WHERE ${conditions}`;
  return row?.n ?? 0;
}
