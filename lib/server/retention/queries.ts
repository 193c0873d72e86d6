import 'server-only';
import { retentionPolicy } from '@/lib/domain/inputs/retention';
import type { Actor } from '@/lib/domain/permissions';
import type { RetentionPolicy, RetentionRow, RetentionView } from '@/lib/domain/retention';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';
import { env } from '../env';

export const RETENTION_KEY = 'retention';

/** The policy that is stored, or what the portal was started with. */
export const storedPolicy = (value: unknown): RetentionPolicy =>
  retentionPolicy.safeParse(value).data ?? { days: env().RETENTION_DAYS, tables: {} };

interface SizeRow {
  readonly table: string;
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly oldest: Date | null;
  readonly goesRows: bigint;
  readonly goesBytes: bigint;
}

/** What each table holds, and what of it a policy would take at its next turn: the same days as the lake counts. */
export async function retentionEffect(
  actor: Actor,
  policy: RetentionPolicy,
): Promise<readonly RetentionRow[]> {
  authorize(actor, 'settings:read');
  const rows = await prisma().$queryRaw<SizeRow[]>`
    SELECT s.table_name AS "table", sum(s.row_count)::bigint AS rows, sum(s.byte_count)::bigint AS bytes,
      min(s.min_ingested) AS oldest,
      coalesce(sum(s.row_count) FILTER (WHERE s.goes), 0)::bigint AS "goesRows",
      coalesce(sum(s.byte_count) FILTER (WHERE s.goes), 0)::bigint AS "goesBytes"
    FROM (SELECT g.*, g.min_ingested < date_trunc('day', now(), 'UTC') - make_interval(
        days => coalesce((${JSON.stringify(policy.tables)}::jsonb->>g.table_name)::int, ${policy.days}::int)) AS goes
      FROM lake_segment g WHERE g.tenant_id = ${actor.tenantId}) s
    GROUP BY s.table_name ORDER BY sum(s.byte_count) DESC, s.table_name`;
  return rows.map(({ table, oldest, ...sizes }) => ({
    table,
    oldest: oldest?.toISOString() ?? null,
    rows: Number(sizes.rows),
    bytes: Number(sizes.bytes),
    goesRows: Number(sizes.goesRows),
    goesBytes: Number(sizes.goesBytes),
  }));
}

export async function getRetention(actor: Actor): Promise<RetentionView> {
  const key = { tenantId: actor.tenantId, key: RETENTION_KEY };
  const row = await prisma().setting.findUnique({ where: { tenantId_key: key } });
  const policy = storedPolicy(row?.value);
  return { policy, tables: await retentionEffect(actor, policy) };
}
