import 'server-only';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { Actor } from '@/lib/domain/permissions';
import { RISK_EVENT_TYPES } from '@/lib/domain/risk';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { member } from './enums';
import type { ListOptions } from './odata/options';
import { RISK_DETAIL_ORDER, RISK_LEVEL_ORDER, RISK_STATE_ORDER } from './orders';
import { type Collection, type CollectionPage, readCollection } from './page';
import type { GraphObject } from './response';
import { accountNames } from './risky-users';

export const RISK_DETECTION_RULES = { defaultTop: 20, maxTop: 500, expandable: [] } as const;

interface DetectionRow {
  readonly id: string;
  readonly user_id: string;
  readonly graph_user_id: string;
  readonly upn: string | null;
  readonly name: string | null;
  readonly risk_event_type: string;
  readonly risk_level: string;
  readonly risk_state: string;
  readonly risk_detail: string;
  readonly timing: string;
  readonly activity: string;
  readonly source: string;
  readonly sign_in_id: string | null;
  readonly alert_id: string | null;
  readonly ip_address: string | null;
  readonly location: GeoLocation | null;
  readonly additional_info: unknown;
  readonly activity_at: Date;
  readonly detected_at: Date;
  readonly updated_at: Date;
}

const GRAPH_USER = Prisma.sql`coalesce(d.aad, t.user_id)`;

const COLLECTION: Collection = {
  from: Prisma.sql`risk_detection t ${accountNames(Prisma.sql`t.user_id`)}`,
  columns: Prisma.sql`t.id, t.user_id, ${GRAPH_USER} AS graph_user_id, d.upn, n.name, t.risk_event_type, t.risk_level,
    t.risk_state, t.risk_detail, t.timing, t.activity, t.source, t.sign_in_id, t.alert_id, t.ip_address, t.location,
    t.additional_info, t.activity_at, t.detected_at, t.updated_at`,
  order: { property: 'activityDateTime', descending: true },
  properties: ['additionalInfo', 'location', 'correlationId', 'tokenIssuerType'],
  fields: {
    id: { type: 'text', column: Prisma.sql`t.id` },
    userId: { type: 'text', column: GRAPH_USER },
    entityId: { type: 'text', column: Prisma.sql`t.user_id` },
    alertId: { type: 'text', column: Prisma.sql`t.alert_id` },
    requestId: { type: 'text', column: Prisma.sql`t.sign_in_id` },
    ipAddress: { type: 'text', column: Prisma.sql`t.ip_address` },
    source: { type: 'text', column: Prisma.sql`t.source` },
    userDisplayName: { type: 'text', column: Prisma.sql`n.name` },
    userPrincipalName: { type: 'text', column: Prisma.sql`d.upn` },
    riskEventType: { type: 'enum', column: Prisma.sql`t.risk_event_type`, members: RISK_EVENT_TYPES },
    riskLevel: { type: 'enum', column: Prisma.sql`t.risk_level`, members: RISK_LEVEL_ORDER, sort: true },
    riskState: { type: 'enum', column: Prisma.sql`t.risk_state`, members: RISK_STATE_ORDER, sort: true },
    riskDetail: { type: 'enum', column: Prisma.sql`t.risk_detail`, members: RISK_DETAIL_ORDER },
    detectionTimingType: {
      type: 'enum',
      column: Prisma.sql`t.timing`,
      members: ['notDefined', 'realtime', 'nearRealtime', 'offline'],
    },
    activity: {
      type: 'enum',
      column: Prisma.sql`t.activity`,
      members: ['signin', 'user', 'servicePrincipal'],
    },
    activityDateTime: { type: 'date', column: Prisma.sql`t.activity_at`, sort: true },
    detectedDateTime: { type: 'date', column: Prisma.sql`t.detected_at`, sort: true },
    lastUpdatedDateTime: { type: 'date', column: Prisma.sql`t.updated_at`, sort: true },
  },
};

export const listGraphRiskDetections = (
  actor: Actor,
  options: ListOptions,
): Promise<CollectionPage<DetectionRow>> =>
  readCollection<DetectionRow>(COLLECTION, Prisma.sql`t.tenant_id = ${actor.tenantId}`, options);

/** `additionalInfo` is a JSON text of `[{"Key": …, "Value": …}]`. */
function additionalInfo(value: unknown): string {
  if (!Array.isArray(value)) return '[]';
  const pairs = value.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { label, value: told, Key, Value } = item as Record<string, unknown>;
    const key = Key ?? label;
    return typeof key === 'string' ? [{ Key: key, Value: Value ?? told ?? null }] : [];
  });
  return JSON.stringify(pairs);
}

function signInLocation(location: GeoLocation | null): GraphObject | null {
  if (location === null) return null;
  return {
    city: location.city ?? null,
    state: null,
    countryOrRegion: location.country ?? null,
    geoCoordinates: {
      altitude: null,
      latitude: location.latitude ?? null,
      longitude: location.longitude ?? null,
    },
  };
}

export function toGraphRiskDetection(row: DetectionRow, isAll: boolean): GraphObject {
  return {
    id: row.id,
    requestId: row.sign_in_id,
    correlationId: null,
    riskEventType: row.risk_event_type,
    riskState: row.risk_state,
    riskLevel: row.risk_level,
    riskDetail: member('riskDetail', row.risk_detail, isAll),
    source: row.source,
    detectionTimingType: row.timing,
    activity: member('activityType', row.activity, isAll),
    tokenIssuerType: 'AzureAD',
    ipAddress: row.ip_address,
    location: signInLocation(row.location),
    activityDateTime: row.activity_at.toISOString(),
    detectedDateTime: row.detected_at.toISOString(),
    lastUpdatedDateTime: row.updated_at.toISOString(),
    userId: row.graph_user_id,
    entityId: row.user_id,
    alertId: row.alert_id,
    userDisplayName: row.name,
    userPrincipalName: row.upn,
    additionalInfo: additionalInfo(row.additional_info),
  };
}
