import 'server-only';
import { ALERT_STATUSES } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import type { AlertFilter, AlertNeighbours, AlertRowView, AlertSort } from '@/lib/domain/views/alert';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { kept } from '@/lib/server/lists/conditions';
import { lanesBy, ONE_LANE, type Order, scaleLanes } from '@/lib/server/lists/order';
import { listReader } from '@/lib/server/lists/reader';
import { countCells, isCounted } from './cells';
import { ALERT_FACET_SQL, matchingAlerts } from './filter-sql';
import { ALERT_COLUMNS, type AlertSqlRow, toAlertRow } from './rows';

const KEY = {
  updated: Prisma.sql`a.updated_at`,
  created: Prisma.sql`a.created_at`,
  severity: Prisma.sql`a.updated_at`,
  activity: Prisma.sql`a.last_activity`,
} as const satisfies Record<AlertSort, Prisma.Sql>;

const HIGHEST_FIRST = [...SEVERITIES].reverse();

/** One ordered index walk per status, or per severity and status; an order by severity goes severity by severity. */
function lanesOf(filter: AlertFilter): Pick<Order, 'lanes' | 'rank'> {
  const status = kept(filter.status, ALERT_STATUSES);
  const { severity } = filter;
  const isAll = filter.history === 'all';
  if (filter.sort === 'severity') {
    const kept = status.any.length > 0 ? status.any : ALERT_STATUSES;
    const histories = isAll
      ? [Prisma.sql`AND a.historical`, Prisma.sql`AND NOT a.historical`]
      : [Prisma.empty];
    const parts = kept.flatMap((one) => histories.map((which) => Prisma.sql`a.status = ${one} ${which}`));
    return scaleLanes(Prisma.sql`a.severity`, HIGHEST_FIRST, parts);
  }
  if (filter.sort !== 'updated' || isAll) return ONE_LANE;
  const byStatus = status.any.map((value) => Prisma.sql`a.status = ${value}`);
  if (severity.any.length === 0) return lanesBy(byStatus);
  return lanesBy(
    byStatus.flatMap((lane) => severity.any.map((value) => Prisma.sql`${lane} AND a.severity = ${value}`)),
  );
}

/** The alert queue. */
export const alertList = listReader<AlertFilter, AlertRowView>({
  table: Prisma.sql`alert a`,
  t: Prisma.sql`a`,
  columns: ALERT_COLUMNS,
  joined: (actor) => ({
    columns: Prisma.sql`p.name AS assignee_name, i.number AS incident_number, i.display_name AS incident_name`,
    joins: Prisma.sql`LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = a.assigned_to
      LEFT JOIN incident i ON i.tenant_id = ${actor.tenantId} AND i.id = a.incident_id`,
  }),
  visible: (actor) => Prisma.sql`a.tenant_id = ${actor.tenantId}`,
  matching: matchingAlerts,
  order: (filter) => ({
    key: KEY[filter.sort],
    isNumber: false,
    direction: filter.direction,
    ...lanesOf(filter),
  }),
  counted: (actor, filter) => (isCounted(filter) ? countCells(actor, matchingAlerts(actor, filter)) : null),
  facets: ALERT_FACET_SQL,
  // An alert moves to another incident without a change of its own.
  stamp: Prisma.sql`a.version || '.' || coalesce(i.number, 0)`,
  since: { created: Prisma.sql`a.created_at`, changed: Prisma.sql`a.updated_at` },
  toRow: (row: AlertSqlRow) => toAlertRow(row),
});

/** The alerts before and after one in the order of a queue, for *previous* and *next* on its page. */
export async function alertNeighbours(
  actor: Actor,
  filter: AlertFilter,
  id: string,
): Promise<AlertNeighbours> {
  const { previous, next } = await alertList.neighbours(actor, filter, Prisma.sql`a.id = ${id}`);
  return { previous: previous?.id ?? null, next: next?.id ?? null };
}
