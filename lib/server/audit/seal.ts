import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { pool, withTransaction } from '../pg';
import { chainHash, GENESIS, SEALABLE_COLUMNS, type SealableEntry } from './hash';

/** Entries in one seal at most. */
const BATCH = 5_000;

interface Seal {
  readonly to_seq: string;
  readonly hash: string;
}

/** How long writers at work are waited for; whoever takes longer is waited for the next time. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 20;

/**
 * Chains what was written since the last seal, tenant by tenant. Idempotent, and safe to run twice at once. Nobody who
 * writes ever waits for it: it looks who is writing, and waits for them.
 *
 * @returns how many entries were sealed
 */
export async function sealAudit(): Promise<number> {
  const end = await settledEnd();
  if (end === null) return 0;
  return withTransaction(async (client) => {
    // One sealer at a time; what the other one has sealed is seen, since the snapshot is taken after this.
    await client.query('SELECT pg_advisory_xact_lock(7401, 3)');
    const { rows } = await client.query<{ id: string }>('SELECT id FROM tenant ORDER BY id');
    let sealed = 0;
    for (const { id } of rows) sealed += await sealTenant(client, id, end);
    return sealed;
  });
}

const LAST_NUMBER = 'SELECT CASE WHEN is_called THEN last_value END::text AS number FROM audit_entry_seq_seq';

/** Transactions that hold the gate: its trigger takes it, shared, before an entry gets its number and until commit. */
const WRITERS = `SELECT virtualtransaction AS writer FROM pg_locks
  WHERE locktype = 'advisory' AND classid = 7401 AND objid = 1 AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * A number up to which no entry can appear any more. The last number is read first and the writers after it: whoever
 * got a number up to this one is among them, or has committed.
 *
 * @returns null when nothing was ever written, or when one of the writers takes too long
 */
async function settledEnd(): Promise<string | null> {
  const { number } = (await pool().query<{ number: string | null }>(LAST_NUMBER)).rows[0] ?? {};
  if (number === null || number === undefined) return null;
  const giveUpAt = Date.now() + PATIENCE_MS;
  let waitingFor = await writers();
  while (waitingFor.size > 0) {
    if (Date.now() > giveUpAt) return null;
    await sleep(LOOK_EVERY_MS);
    const now = await writers();
    waitingFor = new Set([...waitingFor].filter((writer) => now.has(writer)));
  }
  return number;
}

async function writers(): Promise<ReadonlySet<string>> {
  const { rows } = await pool().query<{ writer: string }>(WRITERS);
  return new Set(rows.map(({ writer }) => writer));
}

async function sealTenant(client: pg.PoolClient, tenantId: string, upTo: string): Promise<number> {
  const last = await client.query<Seal>(
    'SELECT to_seq::text, hash FROM audit_seal WHERE tenant_id = $1 ORDER BY audit_seal.to_seq DESC LIMIT 1',
    [tenantId],
  );
  const previous = last.rows[0] ?? { to_seq: '0', hash: GENESIS };
  const { rows } = await client.query<SealableEntry>(
    `SELECT ${SEALABLE_COLUMNS} FROM audit_entry WHERE tenant_id = $1 AND audit_entry.seq > $2 AND audit_entry.seq <= $3
     ORDER BY audit_entry.seq LIMIT ${BATCH}`,
    [tenantId, previous.to_seq, upTo],
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
