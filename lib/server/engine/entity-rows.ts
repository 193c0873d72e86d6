import 'server-only';
import type { PoolClient } from 'pg';
import type { EntityType, IdentifierKind } from '@/lib/domain/entity';
import type { World } from './dedup';

/** Characters of a name that are kept: names are indexed. */
const MAX_NAME = 400;

/** An identifier of a stored entity. */
export interface LoadedRow {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly mergedInto: string | null;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly idFirst: Date;
  readonly idLast: Date;
}

/** An identifier to be stored; without an entity it is known to be ambiguous. */
export interface IdentifierRow {
  readonly entityId: string;
  readonly type: EntityType;
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly at: number;
}

/** `type`, `kind` and `value` of an identifier. */
type Key = readonly [type: string, kind: string, value: string];

/** Every identifier of the entities that any of the keys means. */
export async function loadEntities(
  tx: PoolClient,
  { tenantId, origin }: World,
  keys: readonly Key[],
): Promise<readonly LoadedRow[]> {
  const found = await tx.query<LoadedRow>(
    `with hit as (
       select distinct i.entity_id from unnest($3::text[], $4::text[], $5::text[]) as k(type, kind, value)
       join entity_identifier i on i.tenant_id = $1 and i.origin = $2 and i.type = k.type and i.kind = k.kind and i.value = k.value)
     select e.id, e.type, e.name, e.merged_into as "mergedInto", e.first_seen as "firstSeen", e.last_seen as "lastSeen",
       i.kind, i.value, i.first_seen as "idFirst", i.last_seen as "idLast"
     from hit join entity e on e.tenant_id = $1 and e.id = hit.entity_id
       join entity_identifier i on i.tenant_id = $1 and i.entity_id = e.id`,
    [tenantId, origin, keys.map((k) => k[0]), keys.map((k) => k[1]), keys.map((k) => k[2])],
  );
  return found.rows;
}

/** Those of the NetBIOS names that several hosts carry. */
export async function loadAmbiguousNames(
  tx: PoolClient,
  { tenantId, origin }: World,
  names: readonly string[],
): Promise<readonly { value: string; firstSeen: Date; lastSeen: Date }[]> {
  const found = await tx.query<{ value: string; firstSeen: Date; lastSeen: Date }>(
    `select value, first_seen as "firstSeen", last_seen as "lastSeen" from entity_identifier
      where tenant_id = $1 and origin = $2 and type = 'host' and kind = 'netbios' and entity_id = '' and value = any($3)`,
    [tenantId, origin, names],
  );
  return found.rows;
}

export async function storeEntities(
  tx: PoolClient,
  { tenantId, origin }: World,
  entities: readonly { id: string; type: EntityType; name: string; firstSeen: number; lastSeen: number }[],
): Promise<void> {
  await tx.query(
    `insert into entity as e (tenant_id, id, origin, type, name, first_seen, last_seen)
     select $1, t.id, $2, t.type, t.name, to_timestamp(t.first / 1000), to_timestamp(t.last / 1000)
     from unnest($3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[]) as t(id, type, name, first, last)
     on conflict (tenant_id, id) do update set first_seen = least(e.first_seen, excluded.first_seen),
       last_seen = greatest(e.last_seen, excluded.last_seen)`,
    [
      tenantId,
      origin,
      entities.map((e) => e.id),
      entities.map((e) => e.type),
      entities.map((e) => e.name.slice(0, MAX_NAME)),
      entities.map((e) => e.firstSeen),
      entities.map((e) => e.lastSeen),
    ],
  );
}

export async function storeIdentifiers(
  tx: PoolClient,
  { tenantId, origin }: World,
  rows: readonly IdentifierRow[],
): Promise<void> {
  await tx.query(
    `insert into entity_identifier as i (tenant_id, origin, type, kind, value, entity_id, first_seen, last_seen)
     select distinct on (t.type, t.kind, t.value) $1, $2, t.type, t.kind, t.value, t.entity_id, to_timestamp(t.at / 1000), to_timestamp(t.at / 1000)
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::float8[]) as t(type, kind, value, entity_id, at)
     on conflict (tenant_id, origin, type, kind, value) do update set entity_id = excluded.entity_id,
       last_seen = greatest(i.last_seen, excluded.last_seen)`,
    [
      tenantId,
      origin,
      rows.map((r) => r.type),
      rows.map((r) => r.kind),
      rows.map((r) => r.value),
      rows.map((r) => r.entityId),
      rows.map((r) => r.at),
    ],
  );
}
