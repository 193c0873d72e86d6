import 'server-only';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { RiskDetail, RiskLevel, RiskState } from '@/lib/domain/risk';
import type { RiskDetectionRow, RiskOwner, RiskySignInRow, RiskyUserRow } from '@/lib/domain/views/risk';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** Columns of `risk_detection d` for a DetectionSqlRow; the sign-in is named where it is kept. */
export const DETECTION_COLUMNS = Prisma.sql`d.id, d.user_id, d.risk_event_type, d.risk_level, d.risk_state, d.risk_detail,
  d.timing, d.activity, d.source, d.alert_id, d.ip_address, d.location, d.activity_at, d.detected_at, d.updated_at,
  (SELECT s.id FROM risky_sign_in s WHERE s.tenant_id = d.tenant_id AND s.id = d.sign_in_id) AS sign_in_id`;

export interface DetectionSqlRow {
  readonly id: string;
  readonly user_id: string;
  readonly risk_event_type: string;
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly timing: string;
  readonly activity: string;
  readonly source: string;
  readonly alert_id: string | null;
  readonly sign_in_id: string | null;
  readonly ip_address: string | null;
  readonly location: GeoLocation | null;
  readonly activity_at: Date;
  readonly detected_at: Date;
  readonly updated_at: Date;
}

export const toDetectionRow = (row: DetectionSqlRow): RiskDetectionRow => ({
  id: row.id,
  type: row.risk_event_type,
  level: row.risk_level,
  state: row.risk_state,
  detail: row.risk_detail,
  timing: row.timing,
  activity: row.activity,
  source: row.source,
  alertId: row.alert_id,
  signInId: row.sign_in_id,
  ipAddress: row.ip_address,
  place: placeOf(row.location),
  activityAt: row.activity_at.toISOString(),
  detectedAt: row.detected_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const SIGN_IN_COLUMNS = Prisma.sql`s.id, s.user_id, s.row_id, s.level_during, s.level_aggregated, s.risk_state,
  s.risk_detail, coalesce(s.risk_event_types, '{}') AS risk_event_types, s.ip_address, s.location, s.app, s.at`;

export interface SignInSqlRow {
  readonly id: string;
  readonly user_id: string;
  readonly row_id: string | null;
  readonly level_during: RiskLevel;
  readonly level_aggregated: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly risk_event_types: readonly string[];
  readonly ip_address: string | null;
  readonly location: GeoLocation | null;
  readonly app: string | null;
  readonly at: Date;
}

/** Name and UPN of the account behind a row, beside it. */
export interface OwnerColumns {
  readonly user_name: string | null;
  readonly user_upn: string | null;
}

/** Joins that give OwnerColumns, by the id in `userId` of the tenant in `tenantId`. */
export const ownerJoin = (tenantId: string, userId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  LEFT JOIN entity owner ON owner.tenant_id = ${tenantId} AND owner.id = ${userId}
  LEFT JOIN LATERAL (SELECT min(x.value) AS upn FROM entity_identifier x
    WHERE x.tenant_id = ${tenantId} AND x.entity_id = ${userId} AND x.kind = 'upn') ids ON TRUE`;

export const OWNER_COLUMNS = Prisma.sql`owner.name AS user_name, ids.upn AS user_upn`;

export const toOwner = (id: string, row: OwnerColumns): RiskOwner => ({
  id,
  name: row.user_name ?? row.user_upn ?? id,
  upn: row.user_upn,
});

export const toSignInRow = (row: SignInSqlRow & OwnerColumns): RiskySignInRow => ({
  id: row.id,
  user: toOwner(row.user_id, row),
  levelDuring: row.level_during,
  level: row.level_aggregated,
  state: row.risk_state,
  detail: row.risk_detail,
  types: row.risk_event_types,
  ipAddress: row.ip_address,
  place: placeOf(row.location),
  app: row.app,
  at: row.at.toISOString(),
});

export const USER_COLUMNS = Prisma.sql`r.id, r.risk_level, r.risk_state, r.risk_detail, r.last_updated, r.version`;

export interface RiskyUserSqlRow extends OwnerColumns {
  readonly id: string;
  readonly risk_level: RiskLevel;
  readonly risk_state: RiskState;
  readonly risk_detail: RiskDetail;
  readonly last_updated: Date;
  readonly version: number;
  readonly open_detections: number;
}

export const toRiskyUserRow = (row: RiskyUserSqlRow): RiskyUserRow => ({
  ...toOwner(row.id, row),
  level: row.risk_level,
  state: row.risk_state,
  detail: row.risk_detail,
  lastUpdated: row.last_updated.toISOString(),
  openDetections: row.open_detections,
  version: row.version,
});

/** `Berlin, DE` */
function placeOf(location: GeoLocation | null): string | null {
  const parts = [location?.city, location?.country].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(', ');
}
