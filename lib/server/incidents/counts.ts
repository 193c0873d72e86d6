import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentCounts, IncidentFilter } from '@/lib/domain/views/incident';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { otherConditions, visibleIncidents } from './filter-sql';

/**
 * Exact counts for the filter bar, by status and by severity: each dimension is counted with all the other filters
 * in force. With filters on status, severity, assignee and history alone this is one index-only scan.
 */
export async function countIncidents(actor: Actor, filter: IncidentFilter): Promise<IncidentCounts> {
  const open = { ...filter, severity: { any: [], none: [] } };
  const conditions = [visibleIncidents(actor), ...otherConditions(actor, open, Date.now())];
  const cells = await prisma().$queryRaw<{ status: string; severity: string; n: bigint }[]>`
    SELECT i.status, i.severity, count(*) AS n FROM incident i
    WHERE ${Prisma.join(conditions, ' AND ')} GROUP BY i.status, i.severity`;
  const status: Record<string, number> = {};
  const severity: Record<string, number> = {};
  let total = 0;
  for (const cell of cells) {
    const n = Number(cell.n);
    const isStatus = holds(filter.status, cell.status);
    const isSeverity = holds(filter.severity, cell.severity);
    if (isSeverity) status[cell.status] = (status[cell.status] ?? 0) + n;
    if (isStatus) severity[cell.severity] = (severity[cell.severity] ?? 0) + n;
    if (isStatus && isSeverity) total += n;
  }
  return { total, status, severity };
}

const holds = (selection: IncidentFilter['status'], value: string): boolean =>
  (selection.any.length === 0 || selection.any.includes(value)) && !selection.none.includes(value);

/** Tags of the latest incidents, most frequent first, for the filter bar. */
export async function incidentTags(actor: Actor): Promise<readonly string[]> {
  const rows = await prisma().$queryRaw<{ tag: string }[]>`
    SELECT u.tag FROM (SELECT coalesce(i.custom_tags, '{}') || coalesce(i.system_tags, '{}') AS tags FROM incident i
      WHERE ${visibleIncidents(actor)} ORDER BY i.updated_at DESC, i.id LIMIT 1000) t, unnest(t.tags) AS u(tag)
    GROUP BY u.tag ORDER BY count(*) DESC, u.tag LIMIT 50`;
  return rows.map((row) => row.tag);
}
