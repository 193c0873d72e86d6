import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertFilter } from '@/lib/domain/views/alert';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { tallyCells } from '@/lib/server/tally/read';

/** Whether a filter asks for nothing but what the counters tell alerts apart by. */
export const isCounted = ({ technique, created, range, text }: AlertFilter): boolean =>
  technique.any.length + technique.none.length === 0 &&
  created.kind === 'all' &&
  range === 'all' &&
  text.trim() === '';

/**
 * How many alerts match, exactly, by the counters: the cost is that of the combinations that occur, not of the alerts.
 *
 * @param conditions as for a query of alerts `a`, over the columns named here
 */
export async function countCells(actor: Actor, conditions: readonly Prisma.Sql[]): Promise<number> {
  const cells = tallyCells(actor, ['alert.cell'], Prisma.sql`bucket = 'epoch'::timestamptz`);
  const [row] = await prisma().$queryRaw<{ n: number }[]>`
    SELECT coalesce(sum(a.n), 0)::int AS n FROM (
      SELECT ${actor.tenantId}::text AS tenant_id, p[1] = 't' AS visible, p[2] = 't' AS historical, p[3] AS status, p[4] AS severity,
        p[5] AS classification, p[6] AS service_source, p[7] AS domain, p[8] AS tactic, p[9] AS detector_id,
        nullif(p[10], '') AS assigned_to, n
      FROM (SELECT string_to_array(member, chr(31)) AS p, n FROM ${cells} c) s) a
    WHERE ${Prisma.join([...conditions], ' AND ')}`;
  return row?.n ?? 0;
}
