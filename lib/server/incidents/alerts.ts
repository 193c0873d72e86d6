import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import type { Page } from '@/lib/domain/views/filter';
import { evidenceOf, linksOf } from '@/lib/server/alerts/evidence';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { ALERT_COLUMNS, type AlertSqlRow, toAlertRow } from '@/lib/server/alerts/rows';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';

/** Each comes with the terms of its links: as many as are read at a sitting. */
const INCIDENT_ALERT_PAGE = 50;

/** Alerts of an incident in the order of their first activity, each with its entities and with what linked it. */
export async function incidentAlerts(
  actor: Actor,
  incidentId: string,
  cursor: string | null = null,
  size: number = INCIDENT_ALERT_PAGE,
): Promise<Page<IncidentAlert>> {
  const parts = decodeCursor(cursor, 2);
  const [key = '', id = ''] = parts ?? [];
  const past =
    parts !== null && isTimestamp(key)
      ? Prisma.sql`(a.first_activity, a.id) > (${key}::timestamptz, ${id})`
      : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<(AlertSqlRow & { sort_key: string; cause: string | null })[]>`
    SELECT ${ALERT_COLUMNS}, a.first_activity::text AS sort_key, p.name AS assignee_name, NULL::int AS incident_number,
      NULL AS incident_name, m.cause
    FROM alert a
    LEFT JOIN app_user p ON p.tenant_id = a.tenant_id AND p.id = a.assigned_to
    LEFT JOIN LATERAL (SELECT m.cause FROM incident_membership m WHERE m.tenant_id = a.tenant_id
      AND m.alert_id = a.id AND m.incident_id = a.incident_id AND m.until_at IS NULL
      ORDER BY m.from_at DESC LIMIT 1) m ON TRUE
    WHERE ${visibleAlerts(actor)} AND a.incident_id = ${incidentId} AND ${past}
    ORDER BY a.first_activity, a.id LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const ids = page.map((row) => row.id);
  const [entities, links] = await Promise.all([evidenceOf(actor, ids), linksOf(actor, ids)]);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      ...toAlertRow(row),
      entities: entities.get(row.id) ?? [],
      links: links.get(row.id) ?? [],
      cause: row.cause,
    })),
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}
