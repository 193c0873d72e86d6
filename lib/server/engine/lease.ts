import 'server-only';
import { hostname } from 'node:os';
import type { PoolClient } from 'pg';
import { pool } from '../pg';
import { isAlive } from '../postgres/lock';

/** The right to write decisions of a tenant, fenced by an epoch that grows with every new holder. */
export interface Lease {
  readonly tenantId: string;
  readonly holder: string;
  readonly epoch: string;
}

const LEASE_SECONDS = 15;

/** Thrown inside a transaction whose writer was replaced: nothing of it is committed. */
export class LeaseLostError extends Error {
  constructor(tenantId: string) {
    super(`another engine took over tenant ${tenantId}`);
  }
}

/**
 * Takes or renews the lease.
 * @returns the lease, or undefined while another holder is alive
 */
export async function acquireLease(tenantId: string, holder: string): Promise<Lease | undefined> {
  const taken = await pool().query<{ epoch: string }>(
    `insert into engine_lease as l (tenant_id, epoch, holder, expires_at)
       values ($1, 1, $2, now() + make_interval(secs => $3))
     on conflict (tenant_id) do update set
       epoch = case when l.holder = excluded.holder then l.epoch else l.epoch + 1 end,
       holder = excluded.holder, expires_at = excluded.expires_at
     where l.holder = excluded.holder or l.expires_at < now()
     returning epoch::text as epoch`,
    [tenantId, holder, LEASE_SECONDS],
  );
  const epoch = taken.rows[0]?.epoch;
  return epoch === undefined ? undefined : { tenantId, holder, epoch };
}

/**
 * Names a writer so that others on its host can tell whether it still lives.
 * @param id unique to the writer
 */
export const holderName = (id: string): string => `${hostname()}|${process.pid}|${id}`;

/** Whether a holder is a process of this host that has ended: nobody need wait for its lease to run out. */
export function isGone(holder: string): boolean {
  const [host, pid] = holder.split('|');
  return host === hostname() && Number(pid) !== process.pid && !isAlive(Number(pid));
}

/**
 * Ends the lease of a writer of this host whose process is gone, so that nobody waits for it to run out. A writer of
 * this very process is gone too: a process has one, and it is asking.
 */
export async function endDeadLease(tenantId: string, holder: string): Promise<void> {
  const found = await pool().query<{ holder: string }>(
    'select holder from engine_lease where tenant_id = $1 and expires_at > now()',
    [tenantId],
  );
  const other = found.rows[0]?.holder;
  if (other === undefined || other === holder) return;
  const [host, pid] = other.split('|');
  if (host !== hostname() || (Number(pid) !== process.pid && isAlive(Number(pid)))) return;
  await pool().query('update engine_lease set expires_at = now() where tenant_id = $1 and holder = $2', [
    tenantId,
    other,
  ]);
}

/** Gives the lease back, so that the next holder need not wait for it to run out. */
export async function releaseLease(lease: Lease): Promise<void> {
  await pool().query('update engine_lease set expires_at = now() where tenant_id = $1 and holder = $2', [
    lease.tenantId,
    lease.holder,
  ]);
}

/**
 * Holds the lease row for the length of a transaction: a writer that lost its lease stops here, and a new holder
 * waits until this transaction has ended.
 *
 * @throws LeaseLostError
 */
export async function fence(tx: PoolClient, lease: Lease): Promise<void> {
  const held = await tx.query<{ epoch: string }>(
    'select epoch::text as epoch from engine_lease where tenant_id = $1 for share',
    [lease.tenantId],
  );
  if (held.rows[0]?.epoch !== lease.epoch) throw new LeaseLostError(lease.tenantId);
}
