import 'server-only';
import { pool } from '../pg';

/** Changes that one statement adds up at most: a moment's work, however many wait. */
const AT_ONCE = 20_000;

/**
 * Adds waiting changes to the tally, in one statement: a reader sees them either here or there, never in both. Two at
 * once do no harm (a change that one has taken is gone for the other), but only the dispatcher's leader does this.
 *
 * @returns how many changes were added
 */
export async function foldTally(): Promise<number> {
  const { rows } = await pool().query<{ taken: number }>(
    `WITH taken AS (
       DELETE FROM tally_delta d USING (SELECT tenant_id, id FROM tally_delta LIMIT $1) w
       WHERE d.tenant_id = w.tenant_id AND d.id = w.id
       RETURNING d.tenant_id, d.kind, d.bucket, d.member, d.n
     ), added AS (
       INSERT INTO tally (tenant_id, kind, bucket, member, n)
       SELECT tenant_id, kind, bucket, member, sum(n) FROM taken
       GROUP BY tenant_id, kind, bucket, member HAVING sum(n) <> 0
       ORDER BY tenant_id, kind, bucket, member
       ON CONFLICT (tenant_id, kind, bucket, member) DO UPDATE SET n = tally.n + excluded.n
     )
     SELECT count(*)::int AS taken FROM taken`,
    [AT_ONCE],
  );
  return rows[0]?.taken ?? 0;
}
