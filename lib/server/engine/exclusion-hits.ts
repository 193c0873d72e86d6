import 'server-only';
import type { PoolClient } from 'pg';

interface Hits {
  count: number;
  last: number;
}

/**
 * What exclusions kept quiet in one transaction, counted with the decisions of the same rows: a row that is told once
 * counts once, whatever is killed whenever.
 */
export class ExclusionHits {
  private readonly noted = new Map<string, Hits>();

  /** @param time of the event, milliseconds */
  note(exclusionId: string, time: number): void {
    const known = this.noted.get(exclusionId);
    if (!known) this.noted.set(exclusionId, { count: 1, last: time });
    else {
      known.count++;
      known.last = Math.max(known.last, time);
    }
  }

  /** An exclusion that was removed meanwhile is not brought back. */
  async flush(tx: PoolClient, tenantId: string): Promise<void> {
    if (this.noted.size === 0) return;
    const rows = [...this.noted].sort(([a], [b]) => (a < b ? -1 : 1));
    this.noted.clear();
    await tx.query(
      `update exclusion x set hits = x.hits + t.n, last_hit_at = greatest(x.last_hit_at, to_timestamp(t.last / 1000))
       from unnest($2::text[], $3::int[], $4::float8[]) as t(id, n, last)
       where x.tenant_id = $1 and x.id = t.id`,
      [tenantId, rows.map(([id]) => id), rows.map(([, h]) => h.count), rows.map(([, h]) => h.last)],
    );
  }

  discard(): void {
    this.noted.clear();
  }
}
