import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { pool } from '../pg';
import { chainHash, GENESIS, SEALABLE_COLUMNS, type SealableEntry } from './hash';

export interface ChainCheck {
  readonly intact: boolean;
  /** Entries and seals that were looked at, up to the first that does not fit. */
  readonly entries: number;
  readonly seals: number;
  /** Hash of the newest seal: kept elsewhere, it also proves that the whole chain was not written anew. */
  readonly head: string | null;
  /** The sealed range in which an entry was changed, removed or added. */
  readonly brokenAt: { readonly fromSeq: string; readonly toSeq: string } | null;
}

interface Seal {
  readonly from_seq: string;
  readonly to_seq: string;
  readonly hash: string;
}

/** Computes the whole chain of the actor's tenant again and compares it, seal by seal. */
export async function verifyAudit(actor: Actor): Promise<ChainCheck> {
  const { rows: seals } = await pool().query<Seal>(
    `SELECT from_seq::text, to_seq::text, hash FROM audit_seal WHERE tenant_id = $1 ORDER BY audit_seal.to_seq`,
    [actor.tenantId],
  );
  let previous = { to_seq: '0', hash: GENESIS };
  let entries = 0;
  for (const [index, seal] of seals.entries()) {
    // From the end of the seal before, not from its own start: an entry slipped in between is in no seal's range.
    const { rows } = await pool().query<SealableEntry>(
      `SELECT ${SEALABLE_COLUMNS} FROM audit_entry
       WHERE tenant_id = $1 AND audit_entry.seq > $2 AND audit_entry.seq <= $3 ORDER BY audit_entry.seq`,
      [actor.tenantId, previous.to_seq, seal.to_seq],
    );
    entries += rows.length;
    if (chainHash(previous.hash, rows) !== seal.hash) {
      const brokenAt = { fromSeq: seal.from_seq, toSeq: seal.to_seq };
      return { intact: false, entries, seals: index + 1, head: seal.hash, brokenAt };
    }
    previous = seal;
  }
  return { intact: true, entries, seals: seals.length, head: seals.at(-1)?.hash ?? null, brokenAt: null };
}
