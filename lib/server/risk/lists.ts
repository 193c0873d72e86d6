import 'server-only';
import { DAY } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import { type Page, rangeDays } from '@/lib/domain/views/filter';
import type {
  ListedDetection,
  RiskDetectionFilter,
  RiskySignInDetail,
  RiskySignInFilter,
  RiskySignInRow,
} from '@/lib/domain/views/risk';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { matchingEntities } from '@/lib/server/incidents/filter-sql';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { columnSelection, likePattern } from '@/lib/server/lists/conditions';
import {
  DETECTION_COLUMNS,
  type DetectionSqlRow,
  OWNER_COLUMNS,
  type OwnerColumns,
  ownerJoin,
  SIGN_IN_COLUMNS,
  type SignInSqlRow,
  toDetectionRow,
  toOwner,
  toSignInRow,
} from './rows';

const LIST_PAGE = 50;

export interface Place {
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of a list that can be walked both ways. */
export interface TwoWayPage<T> extends Page<T> {
  readonly previous: string | null;
}

/** Risk detections of all users, the newest activity first. */
export async function listRiskDetections(
  actor: Actor,
  filter: RiskDetectionFilter,
  place: Place = {},
  size: number = LIST_PAGE,
): Promise<TwoWayPage<ListedDetection>> {
  const walk = walkOf(Prisma.sql`d.activity_at`, Prisma.sql`d.id`, place);
  const conditions = [...detectionConditions(actor, filter, Date.now()), ...walk.condition];
  const rows = await prisma().$queryRaw<(DetectionSqlRow & OwnerColumns)[]>`
    SELECT ${DETECTION_COLUMNS}, ${OWNER_COLUMNS}
    FROM (SELECT d.* FROM risk_detection d WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY ${walk.order} LIMIT ${size + 1}) d
    ${ownerJoin(actor.tenantId, Prisma.sql`d.user_id`)} ORDER BY ${walk.order}`;
  return pageOf(rows, walk, size, (row) => ({ ...toDetectionRow(row), user: toOwner(row.user_id, row) }));
}

/** How many detections a filter matches, exact. */
export async function countRiskDetections(actor: Actor, filter: RiskDetectionFilter): Promise<number> {
  const conditions = detectionConditions(actor, filter, Date.now());
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM risk_detection d WHERE ${Prisma.join(conditions, ' AND ')}`;
  return Number(row?.n ?? 0);
}

function detectionConditions(actor: Actor, filter: RiskDetectionFilter, now: number): Prisma.Sql[] {
  const conditions = [
    Prisma.sql`d.tenant_id = ${actor.tenantId}`,
    ...columnSelection(Prisma.sql`d.risk_event_type`, filter.type),
    ...columnSelection(Prisma.sql`d.risk_level`, filter.level),
    ...columnSelection(Prisma.sql`d.risk_state`, filter.state),
    ...columnSelection(Prisma.sql`d.timing`, filter.timing),
    ...columnSelection(Prisma.sql`d.activity`, filter.activity),
    ...columnSelection(Prisma.sql`d.source`, filter.source),
  ];
  const days = rangeDays(filter.range);
  if (days !== null) conditions.push(Prisma.sql`d.activity_at >= ${new Date(now - days * DAY)}`);
  const text = clean(filter.text);
  if (text !== '') {
    conditions.push(Prisma.sql`(d.ip_address = ${text} OR d.user_id IN (${matchingEntities(actor, text)}))`);
  }
  return conditions;
}

/** Risky sign-ins of all users, newest first. */
export async function listRiskySignIns(
  actor: Actor,
  filter: RiskySignInFilter & { readonly userId?: string },
  place: Place = {},
  size: number = LIST_PAGE,
): Promise<TwoWayPage<RiskySignInRow>> {
  const walk = walkOf(Prisma.sql`s.at`, Prisma.sql`s.id`, place);
  const conditions = [...signInConditions(actor, filter, Date.now()), ...walk.condition];
  const rows = await prisma().$queryRaw<(SignInSqlRow & OwnerColumns)[]>`
    SELECT ${SIGN_IN_COLUMNS}, ${OWNER_COLUMNS}
    FROM (SELECT s.* FROM risky_sign_in s WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY ${walk.order} LIMIT ${size + 1}) s
    ${ownerJoin(actor.tenantId, Prisma.sql`s.user_id`)} ORDER BY ${walk.order}`;
  return pageOf(rows, walk, size, toSignInRow);
}

/** How many risky sign-ins a filter matches, exact. */
export async function countRiskySignIns(actor: Actor, filter: RiskySignInFilter): Promise<number> {
  const conditions = signInConditions(actor, filter, Date.now());
  const [row] = await prisma().$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM risky_sign_in s WHERE ${Prisma.join(conditions, ' AND ')}`;
  return Number(row?.n ?? 0);
}

function signInConditions(actor: Actor, filter: RiskySignInFilter, now: number): Prisma.Sql[] {
  const types = Prisma.sql`coalesce(s.risk_event_types, '{}')`;
  const conditions = [
    Prisma.sql`s.tenant_id = ${actor.tenantId}`,
    ...columnSelection(Prisma.sql`s.level_aggregated`, filter.level),
    ...columnSelection(Prisma.sql`s.level_during`, filter.during),
    ...columnSelection(Prisma.sql`s.risk_state`, filter.state),
  ];
  if (filter.type.any.length > 0) conditions.push(Prisma.sql`${types} && ${[...filter.type.any]}::text[]`);
  if (filter.type.none.length > 0)
    conditions.push(Prisma.sql`NOT (${types} && ${[...filter.type.none]}::text[])`);
  const days = rangeDays(filter.range);
  if (days !== null) conditions.push(Prisma.sql`s.at >= ${new Date(now - days * DAY)}`);
  const text = clean(filter.text);
  if (text !== '') {
    conditions.push(Prisma.sql`(s.ip_address = ${text} OR s.app ILIKE ${likePattern(text)}
      OR s.location ->> 'city' ILIKE ${likePattern(text)} OR s.location ->> 'country' = ${text.toUpperCase()}
      OR s.user_id IN (${matchingEntities(actor, text)}))`);
  }
  return conditions;
}

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
    ORDER BY d.activity_at DESC, d.id LIMIT ${LIST_PAGE}`;
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

const clean = (text: string): string => text.replaceAll('\u0000', '').trim();

interface Walk {
  readonly isBack: boolean;
  readonly hasStart: boolean;
  readonly condition: readonly Prisma.Sql[];
  readonly order: Prisma.Sql;
}

/** Newest first from a place in the list, or backwards from it. */
function walkOf(time: Prisma.Sql, id: Prisma.Sql, place: Place): Walk {
  const isBack = Boolean(place.before);
  const [key = '', last = ''] = decodeCursor(place.before || place.after, 2) ?? [];
  const hasStart = isTimestamp(key);
  const at = Prisma.sql`${key}::timestamptz`;
  const condition = isBack
    ? Prisma.sql`${time} >= ${at} AND (${time} > ${at} OR ${id} < ${last})`
    : Prisma.sql`${time} <= ${at} AND (${time} < ${at} OR ${id} > ${last})`;
  return {
    isBack,
    hasStart,
    condition: hasStart ? [condition] : [],
    order: isBack ? Prisma.sql`${time} ASC, ${id} DESC` : Prisma.sql`${time} DESC, ${id} ASC`,
  };
}

function pageOf<R extends { readonly id: string; readonly sort_key: string }, T>(
  rows: readonly R[],
  { isBack, hasStart }: Walk,
  size: number,
  toRow: (row: R) => T,
): TwoWayPage<T> {
  const isMore = rows.length > size;
  const page = rows.slice(0, size);
  if (isBack) page.reverse();
  const cursor = (row: R | undefined) => (row ? encodeCursor([row.sort_key, row.id]) : null);
  return {
    rows: page.map(toRow),
    next: (isBack ? hasStart : isMore) ? cursor(page.at(-1)) : null,
    previous: (isBack ? isMore : hasStart) ? cursor(page[0]) : null,
  };
}
