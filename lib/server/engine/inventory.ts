import 'server-only';
import type { PoolClient } from 'pg';
import type { InventoryFacts } from '@/lib/domain/facts/identity';
import type { World } from './dedup';

/** What an inventory row said of an entity. */
export interface InventoryNote {
  readonly entityId: string;
  readonly name: string;
  readonly facts: InventoryFacts;
}

/** Keeps on entities what directories and device inventories say of them; the newest word of each field stays. */
export async function storeInventory(
  tx: PoolClient,
  world: World,
  notes: readonly InventoryNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const latest = new Map(notes.map((note) => [note.entityId, note]));
  const rows = [...latest.values()];
  await tx.query(
    `update entity e set props = e.props || t.props::jsonb, name = case when t.name = '' then e.name else t.name end
     from unnest($2::text[], $3::text[], $4::text[]) as t(id, props, name)
     where e.tenant_id = $1 and e.id = t.id`,
    [
      world.tenantId,
      rows.map((r) => r.entityId),
      rows.map((r) => JSON.stringify(propsOf(r.facts))),
      rows.map((r) => r.name),
    ],
  );
}

function propsOf({
  kind: _kind,
  subject: _subject,
  ...props
}: InventoryFacts): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined && value !== ''));
}
