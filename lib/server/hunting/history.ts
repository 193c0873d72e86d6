import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Actor } from '@/lib/domain/permissions';
import type { HuntAnswer, HuntHistory, HuntRunRow, HuntRunState } from '@/lib/domain/views/hunting';
import { prisma } from '../db';
import { AppError } from '../errors';
import { Prisma } from '../generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '../keyset';
import { log } from '../log';
import { answerHunt, type Hunt } from './queries';

/** Runs of one person that are kept, and for how long. */
const KEPT_RUNS = 1_000;
const KEPT_DAYS = 90;
const PAGE = 40;

/** Runs a query of the console and remembers that it ran; the answer does not wait for that. */
export async function huntInConsole(actor: Actor, hunt: Hunt, signal: AbortSignal): Promise<HuntAnswer> {
  const at = new Date();
  const started = performance.now();
  const remember = (state: HuntRunState, answer: HuntAnswer | null): void => {
    const result = answer && 'result' in answer ? answer.result : null;
    const run = {
      ...{ text: hunt.text, at, state, durationMs: Math.round(performance.now() - started) },
      ...{ rowCount: result?.rows.length ?? null, truncated: result?.truncated ?? false },
    };
    // The text is the person's alone: it is in no log, whatever the database says of it.
    recordRun(actor, run).catch((error: unknown) =>
      log().warn({ code: error instanceof Error ? error.name : 'unknown' }, 'a hunt was not remembered'),
    );
  };
  try {
    const answer = await answerHunt(actor, hunt, signal);
    remember('result' in answer ? 'done' : 'refused', answer);
    return answer;
  } catch (error) {
    // Who was refused for too many at once has run nothing.
    if (!(error instanceof AppError && error.code === 'tooManyRequests'))
      remember(signal.aborted ? 'canceled' : 'failed', null);
    throw error;
  }
}

export interface NewRun {
  readonly text: string;
  readonly at: Date;
  readonly state: HuntRunState;
  readonly durationMs: number;
  readonly rowCount: number | null;
  readonly truncated: boolean;
}

/** Keeps a run of a person; their oldest ones go. Tokens have no history. */
export async function recordRun(actor: Actor, run: NewRun): Promise<void> {
  const { tenantId, id: userId } = actor;
  if (actor.kind !== 'user' || run.text.trim() === '') return;
  await prisma().huntRun.create({
    data: { ...run, text: run.text.replaceAll('\u0000', '\ufffd'), tenantId, userId, id: randomUUID() },
  });
  await prisma().$executeRaw`
    DELETE FROM hunt_run r USING (
      SELECT at, id FROM hunt_run WHERE tenant_id = ${tenantId} AND user_id = ${userId}
      ORDER BY at DESC, id OFFSET ${KEPT_RUNS} LIMIT 1) last
    WHERE r.tenant_id = ${tenantId} AND r.user_id = ${userId} AND r.at <= last.at`;
  await prisma().huntRun.deleteMany({
    where: { tenantId, userId, at: { lt: new Date(run.at.getTime() - KEPT_DAYS * 86_400_000) } },
  });
}

interface RunSqlRow extends Omit<HuntRunRow, 'at'> {
  readonly at: Date;
  readonly sort_key: string;
}

/** The actor's own runs, the latest first, also those whose text holds some words; nobody sees anybody else's. */
export async function listRuns(
  actor: Actor,
  { q, after, size = PAGE }: { readonly q: string; readonly after: string | null; readonly size?: number },
): Promise<HuntHistory> {
  const parts = decodeCursor(after, 2);
  const [key = '', id = ''] = parts ?? [];
  const past =
    parts !== null && isTimestamp(key)
      ? Prisma.sql`(at < ${key}::timestamptz OR (at = ${key}::timestamptz AND id > ${id}))`
      : Prisma.sql`TRUE`;
  const needle = q.trim().toLowerCase();
  const holds = needle === '' ? Prisma.sql`TRUE` : Prisma.sql`strpos(lower(text), ${needle}) > 0`;
  const rows = await prisma().$queryRaw<RunSqlRow[]>`
    SELECT id, text, at, at::text AS sort_key, duration_ms AS "durationMs", state, row_count AS "rowCount", truncated
    FROM hunt_run WHERE tenant_id = ${actor.tenantId} AND user_id = ${actor.id} AND ${holds} AND ${past}
    ORDER BY at DESC, id LIMIT ${size + 1}`;
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    runs: page.map(({ sort_key: _, at, ...run }) => ({ ...run, at: at.toISOString() })),
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}
