import 'server-only';
import type { Domain } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole, IdentifierKind } from '@/lib/domain/entity';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { Actor } from '@/lib/domain/permissions';
import { isTableName } from '@/lib/domain/tables';
import type { ChainRow } from '@/lib/engine/chain';
import { normalize } from '@/lib/engine/normalize';
import { prisma } from '@/lib/server/db';
import type { LakeRow } from '@/lib/server/query/client';
import { rowColumns } from './detail';

/** An entity of the alert, with the names that the lake may know it by. */
export interface ChainEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly props: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
}

/** What the chains of an alert start from. */
export interface ChainSubject {
  readonly domain: Domain;
  readonly first: number;
  readonly last: number;
  readonly entities: readonly ChainEntity[];
  /** The rows behind it, in the words of the engine. */
  readonly rows: readonly ChainRow[];
}

interface AlertSqlRow {
  readonly domain: Domain;
  readonly first_activity: Date;
  readonly last_activity: Date;
}

interface EntitySqlRow extends Omit<ChainEntity, 'entityId' | 'identifiers'> {
  readonly entity_id: string;
  readonly identifiers: ChainEntity['identifiers'] | null;
}

const MAX_ENTITIES = 40;

export async function chainSubject(actor: Actor, alertId: string): Promise<ChainSubject | null> {
  const { tenantId } = actor;
  const [[alert], entities, rows] = await Promise.all([
    prisma().$queryRaw<AlertSqlRow[]>`
      SELECT domain, first_activity, last_activity FROM alert WHERE tenant_id = ${tenantId} AND id = ${alertId}`,
    prisma().$queryRaw<EntitySqlRow[]>`
      SELECT e.entity_id, e.type, e.name, e.role, e.props, (
        SELECT json_agg(json_build_object('kind', i.kind, 'value', i.value)) FROM (
          SELECT kind, value FROM entity_identifier i WHERE i.tenant_id = ${tenantId} AND i.entity_id = e.entity_id
          ORDER BY last_seen DESC LIMIT 40) i) AS identifiers
      FROM alert_evidence e WHERE e.tenant_id = ${tenantId} AND e.alert_id = ${alertId}
      ORDER BY array_position(ARRAY['compromised','attacker','attacked','suspicious'], e.role), e.name LIMIT ${MAX_ENTITIES}`,
    rowColumns(actor, alertId),
  ]);
  if (alert === undefined) return null;
  return {
    domain: alert.domain,
    first: alert.first_activity.getTime(),
    last: alert.last_activity.getTime(),
    entities: entities.map(({ entity_id, identifiers, ...rest }) => ({
      ...rest,
      entityId: entity_id,
      identifiers: identifiers ?? [],
    })),
    rows: rows.flatMap((row) => asChainRow(row.table, row.rowId, row.columns, geoOf(row.columns)) ?? []),
  };
}

/** A row that was kept with its alert has what was looked up on arrival among its columns. */
function geoOf({ _geo }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | null {
  return typeof _geo === 'object' && _geo !== null ? { ..._geo } : null;
}

/** Values of the identifiers of some kinds. */
export const identifiersOf = (entity: ChainEntity, kinds: ReadonlySet<IdentifierKind>): string[] =>
  entity.identifiers.filter(({ kind }) => kinds.has(kind)).map(({ value }) => value);

export const fromLake = (row: LakeRow): ChainRow | null =>
  asChainRow(row.table, row.rowId, { ...row.columns, ...row.overflow }, row.geo);

/** A stored row as the engine would read it again; the look-up of its address is the one that was made on arrival. */
function asChainRow(
  table: string,
  rowId: string,
  columns: Readonly<Record<string, unknown>>,
  geo: Readonly<Record<string, unknown>> | null,
): ChainRow | null {
  if (!isTableName(table)) return null;
  const outcome = normalize(table, columns, {
    geo: () => (geo === null ? undefined : (geo as GeoLocation)),
    receivedAt: 0,
  });
  return outcome.ok ? { event: { ...outcome.row.event, rowId }, columns } : null;
}
