import 'server-only';
import type { Reason } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskDetail, RiskLevel, RiskState } from '@/lib/domain/risk';
import type { Page } from '@/lib/domain/views/filter';
import type { RiskDetectionRow, RiskHistoryRow, RiskStep, UserRisk } from '@/lib/domain/views/risk';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { DETECTION_COLUMNS, type DetectionSqlRow, toDetectionRow } from './rows';

const DETECTION_PAGE = 50;
const HISTORY_PAGE = 50;

interface UserRiskSqlRow {
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly explanation: readonly Reason[];
  readonly is_processing: boolean;
  readonly is_deleted: boolean;
  readonly last_updated: Date;
  readonly version: number;
}

/** The risk of one user; an account that never had any is at level none, version 0. */
export async function getUserRisk(actor: Actor, userId: string): Promise<UserRisk> {
  const [row] = await prisma().$queryRaw<UserRiskSqlRow[]>`
    SELECT r.risk_level, r.risk_state, r.risk_detail, r.explanation, r.is_processing, r.is_deleted, r.last_updated, r.version
    FROM risky_user r WHERE r.tenant_id = ${actor.tenantId} AND r.id = ${userId}`;
  return {
    level: row?.risk_level ?? 'none',
    state: row?.risk_state ?? 'none',
    detail: row?.risk_detail ?? 'none',
    explanation: row?.explanation ?? [],
    isProcessing: row?.is_processing ?? false,
    isDeleted: row?.is_deleted ?? false,
    lastUpdated: row?.last_updated.toISOString() ?? null,
    version: row?.version ?? 0,
  };
}

/** Risk detections of a user, newest first, by key. */
export async function userDetections(
  actor: Actor,
  userId: string,
  cursor: string | null = null,
  size: number = DETECTION_PAGE,
): Promise<Page<RiskDetectionRow>> {
  const [key = '', id = ''] = decodeCursor(cursor, 2) ?? [];
  const past = isTimestamp(key)
    ? Prisma.sql`(d.activity_at, d.id) < (${key}::timestamptz, ${id})`
    : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<(DetectionSqlRow & { readonly sort_key: string })[]>`
    SELECT ${DETECTION_COLUMNS}, d.activity_at::text AS sort_key
    FROM risk_detection d WHERE d.tenant_id = ${actor.tenantId} AND d.user_id = ${userId} AND ${past}
    ORDER BY d.activity_at DESC, d.id DESC LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map(toDetectionRow),
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}

interface HistorySqlRow {
  readonly id: string;
  readonly seq: bigint;
  readonly from_level: RiskLevel;
  readonly from_state: RiskState;
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly event_types: readonly string[];
  readonly explanation: readonly Reason[];
  readonly initiated_by: string;
  readonly at: Date;
}

/** Every change of a user's risk, newest first: from, to, who and why. */
export async function userRiskHistory(
  actor: Actor,
  userId: string,
  cursor: string | null = null,
  size: number = HISTORY_PAGE,
): Promise<Page<RiskHistoryRow>> {
  const [seq = ''] = decodeCursor(cursor, 1) ?? [];
  const past = /^\d{1,18}$/.test(seq) ? Prisma.sql`h.seq < ${seq}::bigint` : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<HistorySqlRow[]>`
    SELECT h.id, h.seq, h.from_level, h.from_state, h.risk_level, h.risk_state, h.risk_detail, coalesce(h.event_types, '{}') AS event_types,
      h.explanation, h.initiated_by, h.at
    FROM risk_history h WHERE h.tenant_id = ${actor.tenantId} AND h.user_id = ${userId} AND ${past}
    ORDER BY h.seq DESC LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      fromLevel: row.from_level,
      fromState: row.from_state,
      level: row.risk_level,
      state: row.risk_state,
      detail: row.risk_detail,
      eventTypes: row.event_types,
      explanation: row.explanation,
      initiatedBy: row.initiated_by,
    })),
    next: rows.length > size && last ? encodeCursor([String(last.seq)]) : null,
  };
}

/** Steps that a chart of a user's risk shows: the newest. */
const STEPS = 200;

interface StepSqlRow {
  readonly id: string;
  readonly at: Date;
  readonly from_level: RiskLevel;
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly event_types: readonly string[];
  readonly initiated_by: string;
  readonly detection_id: string | null;
  readonly detection_type: string | null;
  readonly alert_id: string | null;
}

/**
 * The newest changes of a user's risk in the order in which they happened, each with the detection behind it: one of a
 * type that the change names, or where it names none, the one that was made at that very moment.
 */
export async function userRiskSteps(actor: Actor, userId: string): Promise<readonly RiskStep[]> {
  const rows = await prisma().$queryRaw<StepSqlRow[]>`
    SELECT h.id, h.at, h.from_level, h.risk_level, h.risk_state, h.risk_detail, coalesce(h.event_types, '{}') AS event_types,
      h.initiated_by, d.id AS detection_id, d.risk_event_type AS detection_type, d.alert_id
    FROM risk_history h LEFT JOIN LATERAL (
      SELECT d.id, d.risk_event_type, d.alert_id FROM risk_detection d
      WHERE d.tenant_id = h.tenant_id AND d.user_id = h.user_id AND (d.risk_event_type = ANY(h.event_types)
        OR (coalesce(cardinality(h.event_types), 0) = 0 AND abs(extract(epoch FROM d.detected_at - h.at)) < 1))
      ORDER BY d.detected_at > h.at, abs(extract(epoch FROM d.detected_at - h.at)), d.id LIMIT 1) d ON TRUE
    WHERE h.tenant_id = ${actor.tenantId} AND h.user_id = ${userId} ORDER BY h.seq DESC LIMIT ${STEPS}`;
  return rows.reverse().map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    fromLevel: row.from_level,
    level: row.risk_level,
    state: row.risk_state,
    detail: row.risk_detail,
    eventTypes:
      row.event_types.length > 0 || row.detection_type === null ? row.event_types : [row.detection_type],
    initiatedBy: row.initiated_by,
    detectionId: row.detection_id,
    alertId: row.alert_id,
  }));
}
