import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { RISK_LEVELS, type RiskLevel } from '@/lib/domain/risk';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import type { DataHealthSummary, OpenNow, Trend } from '@/lib/domain/views/overview';
import { countDeadLetters, sourceHealth } from '@/lib/server/data-health/queries';
import { batchesSetAside } from '@/lib/server/data-health/set-aside';
import { prisma } from '@/lib/server/db';
import { tallyNow } from '@/lib/server/tally/read';

const isSeverity = (word: string): word is Severity => SEVERITIES.some((severity) => severity === word);
const isLevel = (word: string): word is RiskLevel => RISK_LEVELS.some((level) => level === word);

/** Open live incidents and users at risk, as counted: the cost does not depend on how many there are. */
export async function openNow(actor: Actor): Promise<OpenNow> {
  const cells = await tallyNow(actor, ['incident.open', 'risk.user']);
  const bySeverity: Record<Severity, number> = { informational: 0, low: 0, medium: 0, high: 0 };
  const byAssignee: Record<string, number> = {};
  const riskyUsers: Partial<Record<RiskLevel, number>> = {};
  let unassignedHigh = 0;
  for (const { kind, member, n } of cells) {
    if (kind === 'risk.user') {
      if (isLevel(member)) riskyUsers[member] = n;
      continue;
    }
    const cut = member.indexOf('/');
    const [severity, assignee] = [member.slice(0, cut), member.slice(cut + 1)];
    if (!isSeverity(severity)) continue;
    bySeverity[severity] += n;
    if (assignee !== '') byAssignee[assignee] = (byAssignee[assignee] ?? 0) + n;
    else if (severity === 'high') unassignedHigh += n;
  }
  const total = SEVERITIES.reduce((sum, severity) => sum + bySeverity[severity], 0);
  return { bySeverity, total, mine: byAssignee[actor.id] ?? 0, unassignedHigh, byAssignee, riskyUsers };
}

const DAY_HOURS = 24;

/** Live incidents of the last 24 hours and of the 24 before, those merged into others left out. */
export async function newIncidents(actor: Actor, now: number): Promise<Trend> {
  const back = (days: number) => new Date(now - days * DAY_HOURS * 3_600_000);
  const [row] = await prisma().$queryRaw<{ now: number; before: number }[]>`
    SELECT count(*) FILTER (WHERE i.created_at >= ${back(1)})::int AS now,
      count(*) FILTER (WHERE i.created_at < ${back(1)})::int AS before
    FROM incident i WHERE i.tenant_id = ${actor.tenantId} AND i.created_at >= ${back(2)}
      AND NOT i.historical AND i.status <> 'redirected'`;
  return row ?? { now: 0, before: 0 };
}

/** Whether data arrives and can be read, in a few numbers. */
export async function dataHealth(actor: Actor): Promise<DataHealthSummary> {
  const [sources, deadLetters, setAside] = await Promise.all([
    sourceHealth(actor),
    countDeadLetters(actor),
    batchesSetAside(actor),
  ]);
  return {
    sources: sources.length,
    silent: sources.filter((source) => source.isSilent).map((source) => source.table),
    deadLetters,
    setAside: setAside.length,
    lastIngestAt: sources.reduce<string | null>(
      (last, { lastIngestAt }) =>
        lastIngestAt !== null && lastIngestAt > (last ?? '') ? lastIngestAt : last,
      null,
    ),
  };
}
