import 'server-only';
import type pg from 'pg';
import { withTransaction } from '../pg';
import { chainHash, GENESIS, SEALABLE_COLUMNS, type SealableEntry } from './hash';

/** Entries in one seal at most. */
const BATCH = 5_000;

interface Seal {
  readonly to_seq: string;
  readonly hash: string;
}

/**
 * Chains what was written since the last seal, tenant by tenant. Idempotent, and safe to run twice at once: the gate
 * lets one in at a time, and waits for writers that hold a number but have not committed (its trigger is in the first
 * migration).
 *
 * @returns how many entries were sealed
 */
export function sealAudit(): Promise<number> {
  return withTransaction(async (client) => {
    // Writers queue behind this request: it gives up soon where one of them takes long, and comes again.
    await client.query(`SET LOCAL lock_timeout = '150ms'`);
    await client.query('SELECT pg_advisory_xact_lock(7401, 1)');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM tenant ORDER BY id');
    let sealed = 0;
    for (const { id } of rows) sealed += await sealTenant(client, id);
    return sealed;
  });
}

async function sealTenant(client: pg.PoolClient, tenantId: string): Promise<number> {
  const last = await client.query<Seal>(
    'SELECT to_seq::text, hash FROM audit_seal WHERE tenant_id = $1 ORDER BY audit_seal.to_seq DESC LIMIT 1',
    [tenantId],
  );
  const previous = last.rows[0] ?? { to_seq: '0', hash: GENESIS };
  const { rows } = await client.query<SealableEntry>(
    `SELECT ${SEALABLE_COLUMNS} FROM audit_entry WHERE tenant_id = $1 AND audit_entry.seq > $2
     ORDER BY audit_entry.seq LIMIT ${BATCH}`,
    [tenantId, previous.to_seq],
  );
  const [first, end] = [rows[0], rows.at(-1)];
  if (!first || !end) return 0;
  await client.query('INSERT INTO audit_seal (tenant_id, from_seq, to_seq, hash) VALUES ($1, $2, $3, $4)', [
    tenantId,
    first.seq,
    end.seq,
    chainHash(previous.hash, rows),
  ]);
  return rows.length;
}
