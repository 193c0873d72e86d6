import 'server-only';
import type { PoolClient } from 'pg';
import type { EventLines } from '../ingest/event-lines';
import { joinList, splitList } from './text-list';

/** Which world the rows belong to: what demo data taught never touches what sources taught. */
export interface World {
  readonly tenantId: string;
  readonly origin: string;
}

/**
 * Registers the keys of a batch.
 * @returns the lines (0-based) that were seen before, in this batch or in any earlier one
 */
export async function registerKeys(
  tx: PoolClient,
  world: World,
  table: string,
  { keys, days }: EventLines,
): Promise<number[]> {
  const fresh = await tx.query<{ day: number; key: string }>(
    `insert into ingest_key (tenant_id, origin, table_name, day, key)
     select distinct $1, $2, $3, t.day::int, decode(t.key, 'hex')
     from unnest(${splitList('$4')}, ${splitList('$5')}) as t(day, key)
     on conflict do nothing
     returning day, encode(key, 'hex') as key`,
    [world.tenantId, world.origin, table, joinList(days.map(String)), joinList(keys)],
  );
  const unseen = new Set(fresh.rows.map((row) => `${row.day}:${row.key}`));
  const dropped: number[] = [];
  keys.forEach((key, index) => {
    // The first row with a key takes it; deleting makes every later one of this batch a duplicate.
    if (!unseen.delete(`${days[index]}:${key}`)) dropped.push(index);
  });
  return dropped;
}
