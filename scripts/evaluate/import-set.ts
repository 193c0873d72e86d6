import { pool } from '@/lib/server/pg';
import { evaluatedAlerts, standingIncidents } from '@/lib/server/testing/grouping';
import { importFiles } from '@/lib/server/testing/pipeline';
import type { PresentSet } from './sets';

/** What a set became. */
export interface SetOutcome {
  readonly name: string;
  readonly about: string;
  readonly files: number;
  readonly rows: number;
  readonly refused: number;
  /** Most frequent first, with how often. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly alerts: number;
  readonly incidents: number;
  readonly seconds: number;
}

/** Imports a set whole into a tenant of its own, as `npm run import` does, and counts what came of it. */
export async function importSet(set: PresentSet, tenantId: string): Promise<SetOutcome> {
  await pool().query('insert into tenant (id, name) values ($1, $2) on conflict do nothing', [
    tenantId,
    set.name,
  ]);
  const started = performance.now();
  const results = await importFiles(set.paths, { tenantId });
  const seconds = (performance.now() - started) / 1000;
  const sent = results.reduce((sum, r) => sum + r.accepted, 0);
  const refused = results.reduce((sum, r) => sum + r.rejectedCount, 0);
  await expectAll(tenantId, sent, refused);
  return {
    name: set.name,
    about: set.about,
    files: set.paths.length,
    rows: sent + refused,
    refused,
    reasons: await refusals(tenantId),
    alerts: (await evaluatedAlerts(tenantId)).filter((a) => a.visible).length,
    incidents: (await standingIncidents(tenantId)).length,
    seconds,
  };
}

/** Every accepted row was processed or was a duplicate, every other row is a dead letter with its reason. */
async function expectAll(tenantId: string, sent: number, refused: number): Promise<void> {
  const found = await pool().query<{ processed: number; dead: number }>(
    `select coalesce((select sum(accepted + duplicates) from batch_receipt where tenant_id = $1), 0)::int as processed,
       (select count(*) from dead_letter where tenant_id = $1 and reason <> '')::int as dead`,
    [tenantId],
  );
  const { processed = 0, dead = 0 } = found.rows[0] ?? {};
  if (processed !== sent || dead !== refused)
    throw new Error(
      `${tenantId}: ${sent} rows accepted, ${processed} processed; ${refused} refused, ${dead} told why`,
    );
}

async function refusals(tenantId: string): Promise<SetOutcome['reasons']> {
  const found = await pool().query<{ reason: string; count: number }>(
    `select field || ': ' || reason as reason, count(*)::int as count from dead_letter
      where tenant_id = $1 group by 1 order by 2 desc, 1`,
    [tenantId],
  );
  return found.rows;
}
