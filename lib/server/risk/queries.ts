import 'server-only';
import type { Reason } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskDetail, RiskLevel, RiskState } from '@/lib/domain/risk';
import type { Page } from '@/lib/domain/views/filter';
import type {
  RiskDetectionRow,
  RiskHistoryRow,
  RiskStep,
  RiskyUserFilter,
  RiskyUserRow,
  UserRisk,
} from '@/lib/domain/views/risk';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { columnSelection, likePattern } from '@/lib/server/lists/conditions';
import { DETECTION_COLUMNS, type DetectionSqlRow, toDetectionRow } from './rows';

const RISKY_USER_PAGE = 50;
const DETECTION_PAGE = 50;
const HISTORY_PAGE = 50;

interface RiskyUserSqlRow {
  readonly id: string;
  readonly name: string | null;
  readonly upn: string | null;
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly last_updated: Date;
  readonly sort_key: string;
  readonly version: number;
}

export interface RiskyUserPage extends Page<RiskyUserRow> {
  readonly previous: string | null;
}

/** Users at risk, most recently changed first, by key. */
export async function listRiskyUsers(
  actor: Actor,
  filter: RiskyUserFilter,
  place: { readonly after?: string | null; readonly before?: string | null } = {},
  size: number = RISKY_USER_PAGE,
): Promise<RiskyUserPage> {
  const isBack = Boolean(place.before);
  const [key = '', id = ''] = decodeCursor(place.before || place.after, 2) ?? [];
  const start = isTimestamp(key) ? { key, id } : null;
  const conditions = riskyUserConditions(actor, filter);
  if (start !== null) {
    const at = Prisma.sql`${start.key}::timestamptz`;
    conditions.push(
      isBack
        ? Prisma.sql`r.last_updated >= ${at} AND (r.last_updated > ${at} OR r.id < ${start.id})`
        : Prisma.sql`r.last_updated <= ${at} AND (r.last_updated < ${at} OR r.id > ${start.id})`,
    );
  }
  const order = isBack
    ? Prisma.sql`r.last_updated ASC, r.id DESC`
    : Prisma.sql`r.last_updated DESC, r.id ASC`;
  const rows = await prisma().$queryRaw<RiskyUserSqlRow[]>`
    SELECT r.id, n.name, d.upn, r.risk_level, r.risk_state, r.risk_detail, r.last_updated,
      r.last_updated::text AS sort_key, r.version
    FROM (SELECT r.* FROM risky_user r WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order} LIMIT ${size + 1}) r
    LEFT JOIN entity n ON n.tenant_id = r.tenant_id AND n.id = r.id
    LEFT JOIN LATERAL (SELECT min(x.value) AS upn FROM entity_identifier x
      WHERE x.tenant_id = r.tenant_id AND x.entity_id = r.id AND x.kind = 'upn') d ON TRUE
    ORDER BY ${order}`;
  const isMore = rows.length > size;
  const page = rows.slice(0, size);
  if (isBack) page.reverse();
  const cursor = (row: RiskyUserSqlRow | undefined) => (row ? encodeCursor([row.sort_key, row.id]) : null);
  return {
    rows: page.map(toRiskyUserRow),
    next: (isBack ? start !== null : isMore) ? cursor(page.at(-1)) : null,
    previous: (isBack ? isMore : start !== null) ? cursor(page[0]) : null,
  };
}

function riskyUserConditions(actor: Actor, filter: RiskyUserFilter): Prisma.Sql[] {
  const conditions = [
    Prisma.sql`r.tenant_id = ${actor.tenantId}`,
    ...columnSelection(Prisma.sql`r.risk_level`, filter.level),
    ...columnSelection(Prisma.sql`r.risk_state`, filter.state),
  ];
  const text = filter.text.trim();
  if (text !== '') {
    conditions.push(Prisma.sql`r.id IN (
      SELECT n.id FROM entity n WHERE n.tenant_id = ${actor.tenantId} AND n.type = 'account' AND n.name ILIKE ${likePattern(text)}
      UNION SELECT x.entity_id FROM entity_identifier x WHERE x.tenant_id = ${actor.tenantId} AND x.type = 'account'
        AND x.value ILIKE ${likePattern(text)})`);
  }
  return conditions;
}

const toRiskyUserRow = (row: RiskyUserSqlRow): RiskyUserRow => ({
  id: row.id,
  name: row.name ?? row.upn ?? row.id,
  upn: row.upn,
  level: row.risk_level,
  state: row.risk_state,
  detail: row.risk_detail,
  lastUpdated: row.last_updated.toISOString(),
  version: row.version,
});

/** How many users a filter matches, exact. */
export async function countRiskyUsers(actor: Actor, filter: RiskyUserFilter): Promise<number> {
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM risky_user r WHERE ${Prisma.join(riskyUserConditions(actor, filter), ' AND ')}`;
  return Number(row?.n ?? 0);
}

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
  const rows = await prisma().$queryRaw<DetectionSqlRow[]>`
    SELECT ${DETECTION_COLUMNS}
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
