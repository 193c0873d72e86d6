import { randomUUID } from 'node:crypto';
import type { Watchlists } from '@/lib/kql/watchlists';
import { pool, withTransaction } from '../pg';
import type { ItemEdit, StoredList } from './items-sql';

/** A pin outlives a query that was killed by no more than this. */
const PIN_SECONDS = 15 * 60;

/** The lists of a tenant with the names of their columns, as the analyser is told of them. */
export async function watchlistSchemas(tenantId: string): Promise<Watchlists> {
  const { rows } = await pool().query<{ alias: string; columns: string[] }>(
    'SELECT alias, columns FROM watchlist WHERE tenant_id = $1 ORDER BY alias',
    [tenantId],
  );
  return Object.fromEntries(rows.map(({ alias, columns }) => [alias, columns]));
}

/** Reads lists as they are at one moment, and keeps garbage collection from their files while `work` reads them. */
export async function withLists<T>(
  tenantId: string,
  wanted: { readonly aliases: readonly string[] } | { readonly id: string },
  work: (lists: readonly StoredList[]) => Promise<T>,
): Promise<T> {
  const pin = randomUUID();
  const lists = await withTransaction(
    async (tx) => {
      const byAlias = 'aliases' in wanted;
      const { rows } = await tx.query<Omit<StoredList, 'edits'>>(
        `SELECT w.id, w.alias, w.columns, w.search_key AS "searchKey", v.path,
           (extract(epoch FROM w.expires_at) * 1000)::float8 AS "expiresAt"
         FROM watchlist AS w JOIN watchlist_version AS v
           ON v.tenant_id = w.tenant_id AND v.watchlist_id = w.id AND v.number = w.current
         WHERE w.tenant_id = $1 AND ${byAlias ? 'w.alias = ANY($2)' : 'w.id = $2'}`,
        [tenantId, byAlias ? wanted.aliases : wanted.id],
      );
      if (rows.length === 0) return [];
      const edits = await tx.query<ItemEdit & { listId: string }>(
        `SELECT e.watchlist_id AS "listId", e.item::text AS item, e.is_deleted AS "isDeleted", e.values,
           (extract(epoch FROM e.expires_at) * 1000)::float8 AS "expiresAt",
           (extract(epoch FROM e.updated_at) * 1000)::float8 AS "updatedAt"
         FROM watchlist AS w JOIN watchlist_edit AS e
           ON e.tenant_id = w.tenant_id AND e.watchlist_id = w.id AND e.number = w.current
         WHERE w.tenant_id = $1 AND w.id = ANY($2)`,
        [tenantId, rows.map(({ id }) => id)],
      );
      await tx.query('SET LOCAL synchronous_commit = off');
      await tx.query(
        `INSERT INTO lake_pin (id, tenant_id, paths, expires_at)
         VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 second')`,
        [pin, tenantId, rows.map(({ path }) => path), PIN_SECONDS],
      );
      return rows.map((row) => ({ ...row, edits: edits.rows.filter(({ listId }) => listId === row.id) }));
    },
    { isolation: 'REPEATABLE READ' },
  );
  try {
    return await work(lists);
  } finally {
    if (lists.length > 0) await pool().query('DELETE FROM lake_pin WHERE id = $1', [pin]);
  }
}
