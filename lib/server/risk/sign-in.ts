import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { RiskySignInDetail } from '@/lib/domain/views/risk';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import {
  DETECTION_COLUMNS,
  type DetectionSqlRow,
  OWNER_COLUMNS,
  type OwnerColumns,
  ownerJoin,
  SIGN_IN_COLUMNS,
  type SignInSqlRow,
  toDetectionRow,
  toSignInRow,
} from './rows';

/** Most detections that the page of a sign-in shows. */
const DETECTIONS = 50;

/** One risky sign-in with the detections that it carries; null when it is not kept. */
export async function getRiskySignIn(actor: Actor, id: string): Promise<RiskySignInDetail | null> {
  const { tenantId } = actor;
  const [row] = await prisma().$queryRaw<(SignInSqlRow & OwnerColumns)[]>`
    SELECT ${SIGN_IN_COLUMNS}, ${OWNER_COLUMNS} FROM risky_sign_in s ${ownerJoin(tenantId, Prisma.sql`s.user_id`)}
    WHERE s.tenant_id = ${tenantId} AND s.id = ${id}`;
  if (row === undefined) return null;
  const detections = await prisma().$queryRaw<DetectionSqlRow[]>`
    SELECT ${DETECTION_COLUMNS} FROM risk_detection d
    WHERE d.tenant_id = ${tenantId} AND (d.sign_in_id = ${id} OR ${isRepeat(row)})
    ORDER BY d.activity_at DESC, d.id LIMIT ${DETECTIONS}`;
  const { asn, asOrganization } = row.location ?? {};
  return {
    ...toSignInRow(row),
    asn: asn === undefined ? null : [`AS${asn}`, asOrganization].filter(Boolean).join(' '),
    rowId: row.row_id,
    detections: detections.map(toDetectionRow),
  };
}

/**
 * A repeat extends the detection that the first sign-in of its kind from that address made, and stays named by that one:
 * what reaches from that first one to this one or past it.
 */
const isRepeat = ({ id, user_id, risk_event_types, ip_address, at }: SignInSqlRow): Prisma.Sql =>
  Prisma.sql`(d.user_id = ${user_id} AND d.activity = 'signin' AND d.risk_event_type = ANY(${[...risk_event_types]}::text[])
    AND d.ip_address = ${ip_address} AND d.activity_at >= ${at}
    AND EXISTS (SELECT FROM risky_sign_in first WHERE first.tenant_id = d.tenant_id AND first.id = d.sign_in_id
      AND first.at <= ${at})
    AND NOT EXISTS (SELECT FROM risk_detection own WHERE own.tenant_id = d.tenant_id AND own.sign_in_id = ${id}
      AND own.risk_event_type = d.risk_event_type))`;
