import 'server-only';
import { cache } from 'react';
import type { Reason } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import { isTableName } from '@/lib/domain/tables';
import type { AlertDetail, AlsoSeenBy, RawRowView } from '@/lib/domain/views/alert';
import { prisma } from '@/lib/server/db';
import { rowsByIds } from '@/lib/server/query/client';
import { evidenceOf, linksOf } from './evidence';
import { ALERT_COLUMNS, type AlertSqlRow, toAlertRow } from './rows';

interface DetailSqlRow extends AlertSqlRow {
  readonly description: string;
  readonly detector_id: string;
  readonly detection_source: string;
  readonly provider_alert_id: string | null;
  readonly alert_url: string | null;
  readonly reasons: readonly Reason[];
  readonly also_seen_by: readonly AlsoSeenBy[];
}

/** One alert with all that is known of why it fired; also one that the service level of its source keeps a signal. */
export async function getAlert(actor: Actor, id: string): Promise<AlertDetail | null> {
  const [row] = await prisma().$queryRaw<DetailSqlRow[]>`
    SELECT ${ALERT_COLUMNS}, p.name AS assignee_name, i.number AS incident_number, i.display_name AS incident_name,
      a.description, a.detector_id, a.detection_source, a.provider_alert_id, a.alert_url, a.reasons, a.also_seen_by
    FROM alert a
    LEFT JOIN app_user p ON p.tenant_id = a.tenant_id AND p.id = a.assigned_to
    LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    WHERE a.tenant_id = ${actor.tenantId} AND a.id = ${id}`;
  if (row === undefined) return null;
  const [entities, links] = await Promise.all([evidenceOf(actor, [id]), linksOf(actor, [id])]);
  return {
    ...toAlertRow(row),
    description: row.description,
    detectorId: row.detector_id,
    detectionSource: row.detection_source,
    providerAlertId: row.provider_alert_id,
    alertUrl: row.alert_url,
    reasons: row.reasons,
    alsoSeenBy: row.also_seen_by,
    entities: entities.get(id) ?? [],
    links: links.get(id) ?? [],
  };
}

export const loadAlert = cache(getAlert);

/** Rows behind an alert that are shown at most. */
const RAW_ROW_CAP = 50;

/** A row behind an alert: its copy, or only its name while it has not been copied yet. */
interface StoredRow {
  readonly row_id: string;
  readonly table_name: string;
  readonly time: Date;
  readonly row: unknown;
}

/** A row behind an alert with its columns; none where it left the lake before it was copied. */
interface AlertRow {
  readonly rowId: string;
  readonly table: string;
  readonly time: Date;
  readonly columns: Readonly<Record<string, unknown>>;
}

/**
 * Telemetry behind an alert, in the order of events: from the copies that are kept with it; what is not copied yet is
 * read from the lake. The parts of a page share one reading.
 */
export const rowColumns = cache(async (actor: Actor, alertId: string): Promise<readonly AlertRow[]> => {
  const rows = await prisma().$queryRaw<StoredRow[]>`
    SELECT r.row_id, r.table_name, r.time, r.row FROM alert_row r
    JOIN alert a ON a.tenant_id = r.tenant_id AND a.id = r.alert_id
    WHERE a.tenant_id = ${actor.tenantId} AND a.id = ${alertId} ORDER BY r.time, r.row_id LIMIT ${RAW_ROW_CAP}`;
  const missing = rows.filter((row) => row.row === null);
  const found = await fromLake(actor, missing);
  return rows.map((row) => ({
    rowId: row.row_id,
    table: row.table_name,
    time: row.time,
    columns: (row.row ?? found.get(row.row_id) ?? {}) as AlertRow['columns'],
  }));
});

/** Telemetry behind an alert, field by field. */
export async function alertRows(actor: Actor, alertId: string): Promise<readonly RawRowView[]> {
  const rows = await rowColumns(actor, alertId);
  return rows.map(({ rowId, table, time, columns }) => ({
    rowId,
    table,
    time: time.toISOString(),
    fields: fieldsOf(columns),
  }));
}

const MARGIN = 1_000;

async function fromLake(actor: Actor, rows: readonly StoredRow[]): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const table of new Set(rows.map((row) => row.table_name))) {
    if (!isTableName(table)) continue;
    const own = rows.filter((row) => row.table_name === table);
    const times = own.map((row) => row.time.getTime());
    const answers = await rowsByIds({
      tenantId: actor.tenantId,
      table,
      rowIds: own.map((row) => row.row_id),
      from: Math.min(...times) - MARGIN,
      to: Math.max(...times) + MARGIN,
    }).catch(() => []);
    for (const answer of answers) found.set(answer.rowId, { ...answer.columns, ...answer.overflow });
  }
  return found;
}

/** Fields that have a value, as text. */
export function fieldsOf(row: unknown): readonly { readonly name: string; readonly value: string }[] {
  if (typeof row !== 'object' || row === null) return [];
  return Object.entries(row)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value, null, 1),
    }));
}
