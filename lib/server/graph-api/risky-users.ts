import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { member } from './enums';
import type { ListOptions } from './odata/options';
import { RISK_DETAIL_ORDER, RISK_LEVEL_ORDER, RISK_STATE_ORDER } from './orders';
import { type Collection, type CollectionPage, readCollection } from './page';
import type { GraphObject } from './response';

export const RISKY_USER_RULES = { defaultTop: 100, maxTop: 500, expandable: [] } as const;

export interface GraphRiskyUserRow {
  /** Our entity id; `graph_id` is what clients see. */
  readonly id: string;
  readonly graph_id: string;
  readonly upn: string | null;
  readonly name: string | null;
  readonly risk_level: string;
  readonly risk_state: string;
  readonly risk_detail: string;
  readonly is_processing: boolean;
  readonly is_deleted: boolean;
  readonly last_updated: Date;
}

/** Joins the names of an account: the directory's object id and the UPN. `column` holds the entity id. */
export const accountNames = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`
  LEFT JOIN entity n ON n.tenant_id = t.tenant_id AND n.id = ${column}
  LEFT JOIN LATERAL (SELECT min(x.value) FILTER (WHERE x.kind = 'aadUserId') AS aad,
    coalesce(min(x.value) FILTER (WHERE x.kind = 'upn'), min(x.value) FILTER (WHERE x.kind = 'mail')) AS upn
    FROM entity_identifier x WHERE x.tenant_id = t.tenant_id AND x.entity_id = ${column}) d ON TRUE`;

const GRAPH_ID = Prisma.sql`coalesce(d.aad, t.id)`;

const COLLECTION: Collection = {
  from: Prisma.sql`risky_user t ${accountNames(Prisma.sql`t.id`)}`,
  columns: Prisma.sql`t.id, ${GRAPH_ID} AS graph_id, d.upn, n.name, t.risk_level, t.risk_state, t.risk_detail,
    t.is_processing, t.is_deleted, t.last_updated`,
  order: { property: 'riskLastUpdatedDateTime', descending: true },
  properties: [],
  fields: {
    id: { type: 'text', column: GRAPH_ID },
    entityId: { type: 'text', column: Prisma.sql`t.id` },
    isDeleted: { type: 'boolean', column: Prisma.sql`t.is_deleted` },
    isProcessing: { type: 'boolean', column: Prisma.sql`t.is_processing` },
    riskLevel: { type: 'enum', column: Prisma.sql`t.risk_level`, members: RISK_LEVEL_ORDER, sort: true },
    riskState: { type: 'enum', column: Prisma.sql`t.risk_state`, members: RISK_STATE_ORDER, sort: true },
    riskDetail: { type: 'enum', column: Prisma.sql`t.risk_detail`, members: RISK_DETAIL_ORDER },
    riskLastUpdatedDateTime: { type: 'date', column: Prisma.sql`t.last_updated`, sort: true },
    userDisplayName: { type: 'text', column: Prisma.sql`n.name` },
    userPrincipalName: { type: 'text', column: Prisma.sql`d.upn` },
  },
};

const visible = (actor: Actor): Prisma.Sql => Prisma.sql`t.tenant_id = ${actor.tenantId}`;

export const listGraphRiskyUsers = (
  actor: Actor,
  options: ListOptions,
): Promise<CollectionPage<GraphRiskyUserRow>> =>
  readCollection<GraphRiskyUserRow>(COLLECTION, visible(actor), options);

/** One risky user by directory object id, UPN or our entity id. */
export async function getGraphRiskyUser(actor: Actor, id: string): Promise<GraphRiskyUserRow | null> {
  const entityId = (await entityIdsOf(actor, [id])).get(id);
  if (entityId === undefined) return null;
  const rows = await prisma().$queryRaw<GraphRiskyUserRow[]>`
    SELECT ${COLLECTION.columns} FROM ${COLLECTION.from} WHERE ${visible(actor)} AND t.id = ${entityId}`;
  return rows[0] ?? null;
}

/**
 * The accounts that clients name by the directory's object id, by UPN or by our entity id. What is not in the answer
 * is not an account of this tenant.
 */
export async function entityIdsOf(
  actor: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const lower = ids.map((id) => id.toLowerCase());
  const [entities, identifiers] = await Promise.all([
    prisma().entity.findMany({
      where: { tenantId: actor.tenantId, type: 'account', id: { in: [...ids] } },
      select: { id: true, mergedInto: true },
    }),
    prisma().entityIdentifier.findMany({
      where: {
        tenantId: actor.tenantId,
        type: 'account',
        kind: { in: ['aadUserId', 'upn'] },
        value: { in: lower },
      },
      select: { value: true, entityId: true },
    }),
  ]);
  const found = new Map<string, string>();
  for (const id of ids) {
    const own = entities.find((entity) => entity.id === id);
    const named = identifiers.find((identifier) => identifier.value === id.toLowerCase());
    const entityId = own?.mergedInto ?? own?.id ?? named?.entityId;
    if (entityId !== undefined) found.set(id, entityId);
  }
  return found;
}

export function toGraphRiskyUser(row: GraphRiskyUserRow, isAll: boolean): GraphObject {
  return {
    id: row.graph_id,
    entityId: row.id,
    isDeleted: row.is_deleted,
    isProcessing: row.is_processing,
    riskLevel: row.risk_level,
    riskState: row.risk_state,
    riskDetail: member('riskDetail', row.risk_detail, isAll),
    riskLastUpdatedDateTime: row.last_updated.toISOString(),
    userDisplayName: row.name,
    userPrincipalName: row.upn,
  };
}

/** History of a risky user, newest first, as `riskyUserHistoryItem`. */
export async function graphRiskHistory(
  actor: Actor,
  user: GraphRiskyUserRow,
  isAll: boolean,
): Promise<readonly GraphObject[]> {
  const rows = await prisma().riskHistory.findMany({
    where: { tenantId: actor.tenantId, userId: user.id },
    orderBy: { seq: 'desc' },
    take: 500,
  });
  return rows.map((row) => ({
    ...toGraphRiskyUser(user, isAll),
    id: row.id,
    userId: user.graph_id,
    initiatedBy: row.initiatedBy,
    riskLevel: row.riskLevel,
    riskState: row.riskState,
    riskDetail: member('riskDetail', row.riskDetail, isAll),
    riskLastUpdatedDateTime: row.at.toISOString(),
    fromRiskLevel: row.fromLevel,
    fromRiskState: row.fromState,
    activity: { riskEventTypes: row.eventTypes, detail: member('riskDetail', row.riskDetail, isAll) },
  }));
}
