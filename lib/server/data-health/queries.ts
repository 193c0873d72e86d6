import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type {
  DeadLetterRow,
  ImportSessionRow,
  SilentSource,
  SourceHealthRow,
} from '@/lib/domain/views/data-health';
import type { Page } from '@/lib/domain/views/filter';
import { prisma } from '@/lib/server/db';
import { type DemoState, getDemo } from '@/lib/server/demo/state';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';
import { pool } from '@/lib/server/pg';
import { QUIET_AT_LEAST, SILENT_GAPS } from './silence';

/** Sources that are silent now, for the notice that every page carries. */
export async function silentSources(actor: Actor): Promise<readonly SilentSource[]> {
  const rows = await prisma().sourceHealth.findMany({
    where: { tenantId: actor.tenantId, silentSince: { not: null } },
    orderBy: { silentSince: 'asc' },
    select: { table: true, silentSince: true },
  });
  return rows.map(({ table, silentSince }) => ({ table, since: silentSince?.toISOString() ?? '' }));
}

/** Every source that ever sent rows, silent ones first. */
export async function sourceHealth(actor: Actor): Promise<readonly SourceHealthRow[]> {
  const rows = await prisma().sourceHealth.findMany({
    where: { tenantId: actor.tenantId },
    orderBy: [{ table: 'asc' }, { origin: 'asc' }],
  });
  const [demo, now] = [await getDemo(pool(), actor.tenantId), Date.now()];
  return rows
    .map((row): SourceHealthRow => {
      const quietFor =
        row.lastIngestAt === null ? null : Math.max(0, (now - row.lastIngestAt.getTime()) / 1000);
      return {
        table: row.table,
        isDemo: row.origin === 'demo',
        rows: Number(row.rows),
        duplicates: Number(row.duplicates),
        deadLetters: Number(row.deadLetters),
        lastEventAt: row.lastEventAt?.toISOString() ?? null,
        lastIngestAt: row.lastIngestAt?.toISOString() ?? null,
        lag: row.lag === 0 && row.meanGap === 0 ? null : row.lag,
        quietFor,
        isSilent:
          quietFor !== null &&
          row.meanGap > 0 &&
          !(row.origin === 'demo' && demo.paused) &&
          quietFor > Math.max(QUIET_AT_LEAST, row.meanGap * SILENT_GAPS),
      };
    })
    .sort((a, b) => Number(b.isSilent) - Number(a.isSilent) || a.table.localeCompare(b.table, 'en'));
}

const LETTER_PAGE = 50;

interface LetterSqlRow {
  readonly id: string;
  readonly table_name: string;
  readonly batch_id: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly raw: string;
  readonly at: Date;
  readonly sort_key: string;
}

/** Rows that could not be read and wait for a decision, newest first, by key. */
export async function openDeadLetters(
  actor: Actor,
  cursor: string | null = null,
  size: number = LETTER_PAGE,
): Promise<Page<DeadLetterRow>> {
  const [key = '', id = ''] = decodeCursor(cursor, 2) ?? [];
  const past = isTimestamp(key) ? Prisma.sql`(d.at, d.id) < (${key}::timestamptz, ${id})` : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<LetterSqlRow[]>`
    SELECT d.id, d.table_name, d.batch_id, d.line, d.field, d.reason, left(d.raw, 4000) AS raw, d.at, d.at::text AS sort_key
    FROM dead_letter d WHERE d.tenant_id = ${actor.tenantId} AND d.state = 'open' AND ${past}
    ORDER BY d.at DESC, d.id DESC LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id,
      table: row.table_name,
      batchId: row.batch_id,
      line: row.line,
      field: row.field,
      reason: row.reason,
      raw: row.raw,
      at: row.at.toISOString(),
    })),
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}

export async function countDeadLetters(actor: Actor): Promise<number> {
  return prisma().deadLetter.count({ where: { tenantId: actor.tenantId, state: 'open' } });
}

/** The latest import sessions with their progress. */
export async function importSessions(actor: Actor): Promise<readonly ImportSessionRow[]> {
  const rows = await prisma().ingestSession.findMany({
    where: { tenantId: actor.tenantId },
    orderBy: { createdAt: 'desc' },
    take: 20,
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    mode: row.mode,
    rows: Number(row.rows),
    duplicates: Number(row.duplicates),
    deadLetters: Number(row.deadLetters),
    done: Number(row.cursor),
    total: Number(row.total),
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }));
}

/** Whether a demo company lives in this tenant, and whether it is paused. */
export const demoState = (actor: Actor): Promise<DemoState> => getDemo(pool(), actor.tenantId);
