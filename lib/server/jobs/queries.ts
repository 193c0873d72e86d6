import 'server-only';
import { ACTIVE_JOB_STATES, type ItemOutcome, type ItemReason, isActiveJob } from '@/lib/domain/job-states';
import { readWork } from '@/lib/domain/jobs';
import type { Actor } from '@/lib/domain/permissions';
import type { Page } from '@/lib/domain/views/filter';
import { type JobDetail, type JobItemView, type JobView, jobTitle, UNDO_DAYS } from '@/lib/domain/views/jobs';
import { authorize, can } from '@/lib/server/authz/authorize';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';

const JOB_PAGE = 30;
const ITEM_PAGE = 50;
/** Ended jobs stay in the tray for so long. */
const TRAY_HOURS = 1;
const TRAY_JOBS = 8;

interface JobSqlRow extends Omit<JobView, 'title' | 'isMine' | 'mayCancel' | 'mayUndo' | TimeField> {
  readonly action: unknown;
  readonly actorId: string;
  readonly assignee: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly sortKey: string;
}
type TimeField = 'createdAt' | 'startedAt' | 'endedAt';

const COLUMNS = Prisma.sql`j.id, j.target, j.action, j.state, j.total, j.changed, j.same, j.skipped, j.undone, j.kept, j.error,
  j.actor_id AS "actorId", j.actor_name AS "actorName", j.undo_actor_name AS "undoActorName", j.created_at AS "createdAt",
  j.started_at AS "startedAt", j.ended_at AS "endedAt", j.created_at::text AS "sortKey", p.name AS assignee`;

const FROM = Prisma.sql`FROM job j LEFT JOIN app_user p ON p.tenant_id = j.tenant_id AND p.id = j.action->>'assignedTo'`;

function toView(actor: Actor, row: JobSqlRow): JobView {
  const { action, actorId, assignee, createdAt, startedAt, endedAt, sortKey: _, ...rest } = row;
  const work = readWork(row.target, action);
  const mayWrite = can(actor, row.target === 'incident' ? 'incident:write' : 'alert:write');
  const isFresh = endedAt === null || Date.now() - endedAt.getTime() < UNDO_DAYS * 86_400_000;
  return {
    ...rest,
    title: jobTitle(work.target, work.action, row.total, assignee),
    isMine: actorId === actor.id,
    mayCancel: mayWrite && (row.state === 'queued' || row.state === 'running'),
    mayUndo: mayWrite && isFresh && row.changed > 0 && !isActiveJob(row.state) && row.state !== 'undone',
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Bulk jobs of the tenant, newest first, by key. */
export async function listJobs(
  actor: Actor,
  { after, mine = false }: { readonly after?: string | null; readonly mine?: boolean },
): Promise<Page<JobView>> {
  authorize(actor, 'incident:read');
  const [key = '', id = ''] = decodeCursor(after, 2) ?? [];
  const past = isTimestamp(key)
    ? Prisma.sql`j.created_at <= ${key}::timestamptz AND (j.created_at < ${key}::timestamptz OR j.id > ${id})`
    : Prisma.sql`TRUE`;
  const whose = mine ? Prisma.sql`j.actor_id = ${actor.id}` : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<JobSqlRow[]>`SELECT ${COLUMNS} ${FROM}
    WHERE j.tenant_id = ${actor.tenantId} AND ${past} AND ${whose} ORDER BY j.created_at DESC, j.id LIMIT ${JOB_PAGE + 1}`;
  const page = rows.slice(0, JOB_PAGE);
  const last = page.at(-1);
  return {
    rows: page.map((row) => toView(actor, row)),
    next: rows.length > JOB_PAGE && last ? encodeCursor([last.sortKey, last.id]) : null,
  };
}

/** What the tray shows: everything at work, and what the person's own jobs of the last hour came to. */
export async function trayJobs(actor: Actor): Promise<readonly JobView[]> {
  const rows = await prisma().$queryRaw<JobSqlRow[]>`SELECT ${COLUMNS} ${FROM}
    WHERE j.tenant_id = ${actor.tenantId} AND (j.state = ANY(${[...ACTIVE_JOB_STATES]}::text[])
      OR (j.actor_id = ${actor.id} AND j.created_at > now() - make_interval(days => 1)
        AND j.ended_at > now() - make_interval(hours => ${TRAY_HOURS}::int)))
    ORDER BY j.created_at DESC, j.id LIMIT ${TRAY_JOBS}`;
  return rows.map((row) => toView(actor, row));
}

/** One job with why items were left out. */
export async function getJob(actor: Actor, id: string): Promise<JobDetail | null> {
  authorize(actor, 'incident:read');
  const [row] = await prisma().$queryRaw<JobSqlRow[]>`SELECT ${COLUMNS} ${FROM}
    WHERE j.tenant_id = ${actor.tenantId} AND j.id = ${id}`;
  if (row === undefined) return null;
  const reasons = await prisma().$queryRaw<{ outcome: ItemOutcome; reason: ItemReason; n: bigint }[]>`
    SELECT outcome, reason, count(*) AS n FROM job_item WHERE tenant_id = ${actor.tenantId} AND job_id = ${id}
      AND reason IS NOT NULL GROUP BY outcome, reason ORDER BY n DESC, reason`;
  return {
    ...toView(actor, row),
    reasons: reasons.map(({ outcome, reason, n }) => ({ outcome, reason, count: Number(n) })),
  };
}

/** The items of a job in their order, by key. */
export async function jobItems(
  actor: Actor,
  id: string,
  filter: { readonly outcome?: ItemOutcome | null; readonly after?: number },
): Promise<Page<JobItemView>> {
  authorize(actor, 'incident:read');
  const kept = filter.outcome ? Prisma.sql`t.outcome = ${filter.outcome}` : Prisma.sql`TRUE`;
  const rows = await prisma().$queryRaw<JobItemView[]>`
    SELECT t.position, t."targetId", t.outcome, t.reason, i.number, coalesce(i.display_name, a.title, t."targetId") AS name
    FROM (SELECT t.tenant_id, t.position, t.target_id AS "targetId", t.outcome, t.reason, j.target FROM job_item t
      JOIN job j ON j.tenant_id = t.tenant_id AND j.id = t.job_id
      WHERE t.tenant_id = ${actor.tenantId} AND t.job_id = ${id} AND t.position > ${filter.after ?? 0} AND ${kept}
      ORDER BY t.position LIMIT ${ITEM_PAGE + 1}) t
    LEFT JOIN incident i ON t.target = 'incident' AND i.tenant_id = t.tenant_id AND i.id = t."targetId"
    LEFT JOIN alert a ON t.target = 'alert' AND a.tenant_id = t.tenant_id AND a.id = t."targetId"
    ORDER BY t.position`;
  const page = rows.slice(0, ITEM_PAGE);
  const last = page.at(-1);
  return { rows: page, next: rows.length > ITEM_PAGE && last ? String(last.position) : null };
}
