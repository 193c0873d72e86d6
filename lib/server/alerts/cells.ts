import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { ALERT_FACETS, type AlertFilter } from '@/lib/domain/views/alert';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { tallyCells } from '@/lib/server/tally/read';

/** Facets that the counters do not tell alerts apart by. */
const NOT_COUNTED: ReadonlySet<string> = new Set(['technique', 'determination']);

/** Facets whose values the counters can be asked for. */
export const COUNTED_FACETS: ReadonlySet<string> = new Set(
  ALERT_FACETS.filter((facet) => !NOT_COUNTED.has(facet)),
);

/** Whether a filter asks for nothing but what the counters tell alerts apart by. */
function isCounted(filter: AlertFilter): boolean {
  const { technique, determination, entity, created, updated, range, count } = filter;
  return (
    [technique, determination, entity].every(({ any, none }) => any.length + none.length === 0) &&
    [created, updated, range].every(({ kind }) => kind === 'all') &&
    count.min === null &&
    count.max === null &&
    filter.linked === 'any' &&
    (filter.within === null || COUNTED_FACETS.has(filter.within.group)) &&
    filter.text.trim() === ''
  );
}

/**
 * Alerts by the counters, as a table of `a` whose `n` says how many each row stands for: the cost is that of the
 * combinations that occur, not of the alerts.
 *
 * @returns null where the filter asks for more than they tell
 */
export function alertCells(actor: Actor, filter: AlertFilter): Prisma.Sql | null {
  if (!isCounted(filter)) return null;
  const cells = tallyCells(actor, ['alert.cell'], Prisma.sql`bucket = 'epoch'::timestamptz`);
  return Prisma.sql`(
    SELECT ${actor.tenantId}::text AS tenant_id, p[1] = 't' AS visible, p[2] = 't' AS historical, p[3] AS status, p[4] AS severity,
      p[5] AS classification, p[6] AS service_source, p[7] AS domain, p[8] AS tactic, p[9] AS detector_id,
      nullif(p[10], '') AS assigned_to, n
    FROM (SELECT string_to_array(member, chr(31)) AS p, n FROM ${cells} c) s) a`;
}
