import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { CLASSIFICATION_LABEL } from '@/lib/domain/views/labels';
import type { IncidentChoice, MergePreview, UnmergePreview } from '@/lib/domain/views/regroup';
import { DEFAULT_SETTINGS, rollUp } from '@/lib/engine/correlation';
import { prisma } from '@/lib/server/db';
import { type RunSql, summaryAlerts } from '@/lib/server/engine/incident-summary';
import { alertsToReturn } from '@/lib/server/engine/unmerge-incidents';
import { AppError } from '@/lib/server/errors';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { getIncident } from './detail';
import { visibleIncidents, wordsOf } from './filter-sql';

const CHOICES = 8;
const run: RunSql = (text, values) => prisma().$queryRawUnsafe(text, ...values);

/** Incidents that one may be merged into, or alerts be moved to: open ones by number or words of the name, latest first. */
export async function findIncidents(
  actor: Actor,
  text: string,
  except: number | null,
): Promise<readonly IncidentChoice[]> {
  const number = /^#?(\d{1,9})$/.exec(text.trim())?.[1];
  const which =
    number !== undefined
      ? Prisma.sql`i.number = ${Number(number)}`
      : text.trim() === ''
        ? Prisma.sql`TRUE`
        : Prisma.sql`throughline_words(i.tenant_id, i.display_name) @@ ${wordsOf(actor, text.trim())}`;
  return prisma().$queryRaw<IncidentChoice[]>`
    SELECT i.id, i.number, i.display_name AS "displayName", i.version, i.severity, i.alert_count AS "alertCount",
      p.name AS "assignedTo"
    FROM incident i LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE ${visibleIncidents(actor)} AND i.status IN ('active', 'inProgress', 'awaitingAction') AND i.number IS DISTINCT FROM ${except}::int
      AND ${which} ORDER BY i.updated_at DESC, i.id LIMIT ${CHOICES}`;
}

type Detail = NonNullable<Awaited<ReturnType<typeof getIncident>>>;

async function required(actor: Actor, key: string): Promise<Detail> {
  const incident = await getIncident(actor, key);
  if (incident === null) throw new AppError('notFound', `incident ${key}`);
  return incident;
}

const choiceOf = (incident: Detail): IncidentChoice => ({
  id: incident.id,
  number: incident.number,
  displayName: incident.displayName,
  version: incident.version,
  severity: incident.severity,
  alertCount: incident.alertCount,
  assignedTo: incident.assignedTo?.name ?? null,
});

/** What merging one incident into another would make, worked out as the merge itself does. */
export async function previewMerge(actor: Actor, source: string, target: string): Promise<MergePreview> {
  const [from, into] = await Promise.all([required(actor, source), required(actor, target)]);
  const { tenantId } = actor;
  const alerts = [
    ...(await summaryAlerts(run, tenantId, into.id)),
    ...(await summaryAlerts(run, tenantId, from.id)),
  ];
  if (alerts.length === 0) throw new AppError('invalid', 'a merge of nothing');
  const sum = rollUp(alerts);
  const named = [into, from].find((incident) => incident.nameIsCustom);
  const rated = [into, from].find((incident) => incident.severityIsCustom);
  const judged = [into, from].find((incident) => incident.classification !== 'unknown');
  return {
    source: choiceOf(from),
    target: choiceOf(into),
    result: {
      displayName: named?.displayName ?? sum.displayName,
      severity: rated?.severity ?? sum.severity,
      alertCount: sum.alertCount,
      entityCount: sum.entityCount,
      assignedTo: into.assignedTo?.name ?? from.assignedTo?.name ?? null,
      classification: CLASSIFICATION_LABEL[judged?.classification ?? 'unknown'],
      tags: [...new Set([...into.customTags, ...from.customTags])].sort(),
    },
    notes: await notesOf(actor, from, into, sum.alertCount),
  };
}

async function notesOf(
  actor: Actor,
  from: Detail,
  into: Detail,
  alertCount: number,
): Promise<readonly string[]> {
  const differ = <T>(a: T, b: T, unset: T) => a !== unset && b !== unset && a !== b;
  const apart = await prisma().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM correlation_constraint c JOIN alert a ON a.tenant_id = c.tenant_id AND a.id = c.alert_id
    WHERE c.tenant_id = ${actor.tenantId} AND c.kind = 'forbid' AND ((c.incident_id = ${into.id} AND a.incident_id = ${from.id})
      OR (c.incident_id = ${from.id} AND a.incident_id = ${into.id}))`;
  return [
    differ(from.assignedTo?.id ?? '', into.assignedTo?.id ?? '', '')
      ? `They have different owners: ${into.assignedTo?.name} keeps it, ${from.assignedTo?.name} does not.`
      : null,
    differ(from.classification, into.classification, 'unknown')
      ? `They are classified differently: that of #${into.number} stays.`
      : null,
    (apart[0]?.n ?? 0) > 0 ? 'Somebody set them apart before: merging takes that back.' : null,
    alertCount > DEFAULT_SETTINGS.maxAlerts
      ? `More than ${DEFAULT_SETTINGS.maxAlerts} alerts: the engine adds no more to it, later ones open a follow-up.`
      : null,
  ].filter((note) => note !== null);
}

/** What undoing a merge would give back. */
export async function previewUnmerge(actor: Actor, source: string, holder: string): Promise<UnmergePreview> {
  const [from, into] = await Promise.all([required(actor, source), required(actor, holder)]);
  const back = await alertsToReturn(run, { tenantId: actor.tenantId, source: from.id, holder: into.id });
  return {
    source: { id: from.id, number: from.number, displayName: from.displayName },
    holder: { id: into.id, number: into.number, displayName: into.displayName },
    alerts: back.length,
    stays: into.alertCount - back.length,
  };
}
