import type { WatchlistItem, WatchlistReject } from '@/lib/domain/views/watchlist';
import { rowsOf } from '../lake/duck';
import { absolutePath, safeTenant } from '../lake/paths';
import { text, textList } from '../lake/sql';
import { pool } from '../pg';
import type { QueryContext } from '../query/handlers';
import type { CheckedInput } from '../query/protocol';
import { itemsRelation, type StoredList, storedColumn } from './items-sql';
import { withLists } from './snapshot';

/** Items in the order in which they came: all, those that hold a text, or those that are named. */
export function findItems(
  { duck, dataDir }: QueryContext,
  input: CheckedInput<'watchlistItems'>,
): Promise<readonly WatchlistItem[]> {
  return withLists(safeTenant(input.tenantId), { id: input.id }, async ([list]) => {
    if (!list) return [];
    const rows = await rowsOf(
      duck,
      `SELECT "_item", epoch_ms("_updated") AS updated, epoch_ms("_expires") AS expires,
         ${list.columns.map((_, place) => storedColumn(place)).join(', ')}
       FROM (${itemsRelation(dataDir, list)}) AS list
       WHERE ${conditions(list, input).join(' AND ')} ORDER BY "_item" LIMIT ${input.limit}`,
    );
    return rows.map((row) => ({
      item: String(row._item),
      values: list.columns.map((_, place) => String(row[storedColumn(place)] ?? '')),
      updatedAt: new Date(Number(row.updated)).toISOString(),
      expiresAt: row.expires === null ? null : new Date(Number(row.expires)).toISOString(),
    }));
  });
}

function conditions(list: StoredList, input: CheckedInput<'watchlistItems'>): string[] {
  const places = list.columns.flatMap((name, place) =>
    input.in === 'any' || name === list.searchKey ? [storedColumn(place)] : [],
  );
  const wanted = text(input.find.toLowerCase());
  return [
    'true',
    ...(input.after === undefined ? [] : [`"_item" > ${input.after}`]),
    ...(input.items === undefined ? [] : [`"_item" IN (${[-1, ...input.items].join(', ')})`]),
    ...(input.find === ''
      ? []
      : [`(${places.map((place) => `contains(lower(${place}), ${wanted})`).join(' OR ')})`]),
  ];
}

/** Rows of an upload that were none, by line. */
export async function findRejects(
  { duck, dataDir }: QueryContext,
  { tenantId, id, number, after, limit }: CheckedInput<'watchlistRejects'>,
): Promise<readonly WatchlistReject[]> {
  const { rows } = await pool().query<{ path: string }>(
    `SELECT rejects_path AS path FROM watchlist_version
     WHERE tenant_id = $1 AND watchlist_id = $2 AND number = $3 AND rejects_path IS NOT NULL`,
    [safeTenant(tenantId), id, number],
  );
  if (!rows[0]) return [];
  const found = await rowsOf(
    duck,
    `SELECT line, reason, text FROM read_parquet(${textList([absolutePath(dataDir, rows[0].path)])})
     WHERE line > ${after} ORDER BY line LIMIT ${limit}`,
  );
  return found.map((row) => ({
    line: Number(row.line),
    reason: String(row.reason),
    text: String(row.text),
  }));
}
