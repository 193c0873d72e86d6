import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import type { Duration, Outcomes, ResponseTimes, Workload } from '@/lib/domain/views/overview';
import type { PeriodStep } from '@/lib/domain/views/period';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import type { Span } from '@/lib/server/tally/read';

type Moment = 'acknowledged' | 'resolved';

/** Live incidents whose moment lies in a span. History was told late: its times would say nothing of the people. */
const happened = (actor: Actor, moment: Moment, span: Span): Prisma.Sql => {
  const column = moment === 'resolved' ? Prisma.sql`i.resolved_at` : Prisma.sql`i.acknowledged_at`;
  const state =
    moment === 'resolved' ? Prisma.sql`i.status = 'resolved'` : Prisma.sql`i.acknowledged_at IS NOT NULL`;
  return Prisma.sql`SELECT i.severity, i.classification, i.assigned_to, ${column} AS at,
      greatest(extract(epoch FROM ${column} - i.created_at), 0)::float8 AS seconds
    FROM incident i WHERE i.tenant_id = ${actor.tenantId} AND NOT i.historical AND ${state}
      AND ${column} >= ${new Date(span.from)} AND ${column} < ${new Date(span.to)}`;
};

const MEASURES = Prisma.sql`count(*)::int AS count, avg(seconds) AS mean,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median`;

const NONE: Duration = { count: 0, mean: null, median: null };

async function trend(actor: Actor, moment: Moment, span: Span, previous: Span) {
  const rows = await prisma().$queryRaw<(Duration & { is_now: boolean })[]>`
    SELECT at >= ${new Date(span.from)} AS is_now, ${MEASURES}
    FROM (${happened(actor, moment, { from: previous.from, to: span.to })}) t GROUP BY 1`;
  const side = (isNow: boolean): Duration => {
    const row = rows.find(({ is_now }) => is_now === isNow);
    return row ? { count: row.count, mean: row.mean, median: row.median } : NONE;
  };
  return { now: side(true), before: side(false) };
}

/** Mean and median time to acknowledge and to resolve, over a span and the one before it. */
export async function responseTimes(actor: Actor, span: Span, previous: Span): Promise<ResponseTimes> {
  const [acknowledge, resolve] = await Promise.all([
    trend(actor, 'acknowledged', span, previous),
    trend(actor, 'resolved', span, previous),
  ]);
  return { acknowledge, resolve };
}

interface GroupRow extends Duration {
  readonly severity: string | null;
  readonly step: number | null;
  readonly classification: string | null;
  readonly assigned_to: string | null;
  /** Which of the columns the row is grouped by: a bit for each that it is not. */
  readonly grouped: number;
}

const duration = ({ count, mean, median }: Duration): Duration => ({ count, mean, median });

async function bySeverityAndWeek(actor: Actor, moment: Moment, span: Span, weeks: readonly PeriodStep[]) {
  const bounds = [...weeks.map((week) => new Date(week.from)), new Date(span.to)];
  const rows = await prisma().$queryRaw<GroupRow[]>`
    SELECT severity, step, grouping(severity, step)::int AS grouped, ${MEASURES}
    FROM (SELECT severity, seconds, width_bucket(at, ${bounds}::timestamptz[]) - 1 AS step
          FROM (${happened(actor, moment, span)}) h) t
    GROUP BY GROUPING SETS ((severity), (step))`;
  return {
    severity: (severity: Severity) =>
      duration(rows.find((row) => row.grouped === 1 && row.severity === severity) ?? NONE),
    week: (step: number) => duration(rows.find((row) => row.grouped === 2 && row.step === step) ?? NONE),
  };
}

export interface OutcomesAndWork {
  readonly outcomes: Outcomes;
  readonly workload: readonly Workload[];
}

/** What became of the incidents that were resolved in a span, by classification, severity, week and person. */
export async function outcomesOf(
  actor: Actor,
  span: Span,
  previous: Span,
  weeks: readonly PeriodStep[],
  open: Readonly<Record<string, number>>,
): Promise<OutcomesAndWork> {
  const [acknowledge, resolve, groups, before] = await Promise.all([
    bySeverityAndWeek(actor, 'acknowledged', span, weeks),
    bySeverityAndWeek(actor, 'resolved', span, weeks),
    prisma().$queryRaw<GroupRow[]>`
      SELECT classification, assigned_to, grouping(classification, assigned_to)::int AS grouped, ${MEASURES}
      FROM (${happened(actor, 'resolved', span)}) t GROUP BY GROUPING SETS ((classification), (assigned_to))`,
    prisma().$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (${happened(actor, 'resolved', previous)}) t`,
  ]);
  const classified = groups.filter((row) => row.grouped === 1);
  const people = groups.filter((row) => row.grouped === 2 && row.assigned_to !== null);
  return {
    outcomes: {
      resolved: { now: classified.reduce((sum, row) => sum + row.count, 0), before: before[0]?.n ?? 0 },
      byClassification: Object.fromEntries(
        classified.map((row) => [row.classification ?? 'unknown', row.count]),
      ),
      bySeverity: [...SEVERITIES].reverse().map((severity) => ({
        severity,
        acknowledge: acknowledge.severity(severity),
        resolve: resolve.severity(severity),
      })),
      byWeek: weeks.map(({ from, to, title }, index) => ({
        from,
        to: Math.min(to, span.to),
        title,
        acknowledge: acknowledge.week(index),
        resolve: resolve.week(index),
      })),
    },
    workload: await workloadOf(actor, open, people),
  };
}

async function workloadOf(
  actor: Actor,
  open: Readonly<Record<string, number>>,
  resolved: readonly GroupRow[],
): Promise<readonly Workload[]> {
  const byPerson = new Map(resolved.map((row) => [row.assigned_to ?? '', row]));
  const ids = [...new Set([...Object.keys(open).filter((id) => (open[id] ?? 0) > 0), ...byPerson.keys()])];
  const names = await prisma().user.findMany({
    where: { tenantId: actor.tenantId, id: { in: ids } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return ids
    .map((id) => {
      const done = byPerson.get(id);
      return {
        id,
        name: nameOf.get(id) ?? id,
        open: open[id] ?? 0,
        resolved: done?.count ?? 0,
        resolve: done ? duration(done) : NONE,
      };
    })
    .sort((a, b) => b.open - a.open || b.resolved - a.resolved || a.name.localeCompare(b.name, 'en'));
}
