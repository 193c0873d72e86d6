import { createHash } from 'node:crypto';

/** An audit entry as the chain sees it: every column as the text that PostgreSQL writes. */
export interface SealableEntry {
  readonly seq: string;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly action: string;
  readonly target_type: string;
  readonly target_id: string;
  readonly changes: string;
  readonly reason: string | null;
  readonly request_id: string | null;
}

/** Columns of audit_entry as SealableEntry; the time in UTC with microseconds, whatever the session's time zone. */
export const SEALABLE_COLUMNS = `seq::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at,
  actor_kind, actor_id, actor_name, action, target_type, target_id, changes::text, reason, request_id`;

/** What the first seal of a tenant is chained to. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the hash before and the entries, as JSON arrays: no two lists of entries have the same text. */
export function chainHash(previous: string, entries: readonly SealableEntry[]): string {
  const digest = createHash('sha256').update(previous);
  for (const entry of entries) {
    digest.update(
      JSON.stringify([
        entry.seq,
        entry.at,
        entry.actor_kind,
        entry.actor_id,
        entry.actor_name,
        entry.action,
        entry.target_type,
        entry.target_id,
        entry.changes,
        entry.reason,
        entry.request_id,
      ]),
    );
  }
  return digest.digest('hex');
}
