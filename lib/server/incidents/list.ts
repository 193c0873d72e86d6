import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import type { IncidentFilter, IncidentRow, IncidentSort, Neighbours } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { lanesBy, ONE_LANE, type Order, scaleLanes } from '@/lib/server/lists/order';
import { listReader } from '@/lib/server/lists/reader';
import { INCIDENT_FACET_SQL, visibleIncidents } from './filter-sql';
import { matchingIncidents } from './matching';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from './rows';

const KEY = {
  updated: Prisma.sql`i.updated_at`,
  created: Prisma.sql`i.created_at`,
  priority: Prisma.sql`i.priority`,
  severity: Prisma.sql`i.updated_at`,
  activity: Prisma.sql`i.last_activity`,
  alerts: Prisma.sql`i.alert_count`,
} as const satisfies Record<IncidentSort, Prisma.Sql>;

const HIGHEST_FIRST = [...SEVERITIES].reverse();

/** A filter on status walks one index range per status; an order by severity is one range per severity. */
function lanesOf(filter: IncidentFilter): Pick<Order, 'lanes' | 'rank'> {
  if (filter.sort === 'severity') return scaleLanes(Prisma.sql`i.severity`, HIGHEST_FIRST);
  if (filter.sort !== 'updated' || filter.history === 'all') return ONE_LANE;
  return lanesBy(filter.status.any.map((status) => Prisma.sql`i.status = ${status}`));
}

/** The incident queue. */
export const incidentList = listReader<IncidentFilter, IncidentRow>({
  table: Prisma.sql`incident i`,
  t: Prisma.sql`i`,
  columns: ROW_COLUMNS,
  joined: (actor) => ({
    columns: Prisma.sql`p.name AS assignee_name`,
    joins: Prisma.sql`LEFT JOIN app_user p ON p.tenant_id = ${actor.tenantId} AND p.id = i.assigned_to`,
  }),
  visible: visibleIncidents,
  matching: matchingIncidents,
  order: (filter) => ({
    key: KEY[filter.sort],
    isNumber: filter.sort === 'priority' || filter.sort === 'alerts',
    direction: filter.direction,
    ...lanesOf(filter),
  }),
  facets: INCIDENT_FACET_SQL,
  stamp: Prisma.sql`i.version::text`,
  since: { created: Prisma.sql`i.created_at`, changed: Prisma.sql`i.updated_at` },
  toRow: (row: IncidentSqlRow) => toIncidentRow(row),
});

/** The incidents before and after one in the order of a queue, for *previous* and *next* on its page. */
export async function incidentNeighbours(
  actor: Actor,
  filter: IncidentFilter,
  number: number,
): Promise<Neighbours> {
  const { previous, next } = await incidentList.neighbours(actor, filter, Prisma.sql`i.number = ${number}`);
  return { previous: previous?.number ?? null, next: next?.number ?? null };
}
