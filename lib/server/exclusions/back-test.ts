import 'server-only';
import { DAY } from '@/lib/core/time';
import type { Classification } from '@/lib/domain/alert';
import type { ExclusionCondition } from '@/lib/domain/exclusion';
import type { Actor } from '@/lib/domain/permissions';
import type { Severity } from '@/lib/domain/severity';
import type { ExclusionPreview, QuietedAlert } from '@/lib/domain/views/exclusion';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { prisma } from '@/lib/server/db';
import { AppError } from '@/lib/server/errors';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { chosenConditions } from './chosen';
import { offersOf } from './offers';

/** How far back an exclusion is tried out. */
const BACK_TEST_DAYS = 30;
/** Alerts that are shown of those that it would have changed. */
const SHOWN = 20;

interface QuietedSqlRow {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly classification: Classification;
  readonly last_activity: Date;
  readonly incident_number: number | null;
  readonly incident_name: string | null;
  readonly partly: boolean;
  readonly true_positive: boolean;
  readonly removed: bigint;
  readonly reduced: bigint;
  readonly true_positives: bigint;
  readonly unclassified: bigint;
}

/**
 * What an exclusion with some of the conditions that an alert offers would have done in the last 30 days, counted over
 * the stored alerts and their evidence. Without a choice: the proposed one.
 */
export async function previewExclusion(
  actor: Actor,
  alertId: string,
  keys: readonly string[] | null,
): Promise<ExclusionPreview> {
  const alert = await offersOf(prisma(), actor.tenantId, alertId);
  if (alert === null) throw new AppError('notFound', `alert ${alertId}`);
  const chosen = keys ?? alert.offers.filter((offer) => offer.proposed).map((offer) => offer.key);
  const conditions = chosenConditions(alert.offers, chosen);
  // An imported past lies in its own thirty days.
  const until = alert.historical ? alert.lastActivity : new Date();
  const since = new Date(until.getTime() - BACK_TEST_DAYS * DAY);
  const scope = Prisma.sql`${visibleAlerts(actor)} AND a.origin = ${alert.origin}
    AND a.detector_id = ${alert.detectorId} AND a.last_activity BETWEEN ${since} AND ${until}`;
  const [rows, [all]] = await Promise.all([
    conditions.length === 0 ? [] : quieted(actor, scope, conditions),
    prisma().$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM alert a WHERE ${scope}`,
  ]);
  const [first] = rows;
  return {
    offers: alert.offers,
    chosen,
    detectorId: alert.detectorId,
    days: BACK_TEST_DAYS,
    until: until.toISOString(),
    ofDetector: Number(all?.n ?? 0),
    removed: Number(first?.removed ?? 0),
    reduced: Number(first?.reduced ?? 0),
    truePositives: Number(first?.true_positives ?? 0),
    unclassified: Number(first?.unclassified ?? 0),
    alerts: rows.map(toView),
  };
}

function quieted(
  actor: Actor,
  scope: Prisma.Sql,
  conditions: readonly ExclusionCondition[],
): Promise<QuietedSqlRow[]> {
  const matches = conditions.map((condition) => matchSql(actor.tenantId, condition));
  return prisma().$queryRaw<QuietedSqlRow[]>`
    WITH quieted AS (
      SELECT a.id, a.title, a.severity, a.classification, a.last_activity, i.number AS incident_number,
        i.display_name AS incident_name, ${partlySql(actor.tenantId, conditions)} AS partly,
        (a.classification = 'truePositive' OR (a.classification = 'unknown' AND i.classification IS NOT DISTINCT FROM 'truePositive')) AS true_positive
      FROM alert a LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
      WHERE ${scope} AND ${Prisma.join(matches, ' AND ')})
    SELECT q.*, count(*) FILTER (WHERE NOT partly) OVER () AS removed, count(*) FILTER (WHERE partly) OVER () AS reduced,
      count(*) FILTER (WHERE true_positive) OVER () AS true_positives,
      count(*) FILTER (WHERE classification = 'unknown' AND NOT true_positive) OVER () AS unclassified
    FROM quieted q ORDER BY true_positive DESC, last_activity DESC, id LIMIT ${SHOWN}`;
}

/** Whether a stored alert has what a condition asks for. */
function matchSql(tenantId: string, condition: ExclusionCondition): Prisma.Sql {
  if (condition.on === 'title') return Prisma.sql`a.title = ${condition.value}`;
  const evidence = Prisma.sql`SELECT 1 FROM alert_evidence e WHERE e.tenant_id = ${tenantId} AND e.alert_id = a.id`;
  if (condition.on === 'process') {
    return Prisma.sql`EXISTS (${evidence} AND e.type = 'process'
      AND lower(e.props->>${condition.property}) = ${condition.value.toLowerCase()})`;
  }
  return Prisma.sql`EXISTS (${evidence} AND e.entity_id = ${condition.entityId})`;
}

/**
 * Whether something of an alert would be left: another source told it too, or several signals made it and it names
 * more of a type and role than the exclusion does.
 */
function partlySql(tenantId: string, conditions: readonly ExclusionCondition[]): Prisma.Sql {
  const ids = conditions.flatMap((condition) =>
    condition.on === 'entity' && condition.entityId !== null ? [condition.entityId] : [],
  );
  const other =
    ids.length === 0
      ? Prisma.sql`FALSE`
      : Prisma.sql`EXISTS (SELECT 1 FROM alert_evidence e
          JOIN alert_evidence o ON o.tenant_id = e.tenant_id AND o.alert_id = e.alert_id AND o.type = e.type
            AND o.role = e.role AND o.entity_id <> ALL(${ids}::text[])
          WHERE e.tenant_id = ${tenantId} AND e.alert_id = a.id AND e.entity_id = ANY(${ids}::text[]))`;
  return Prisma.sql`(jsonb_array_length(a.also_seen_by) > 0 OR (a.count > 1 AND ${other}))`;
}

const toView = (row: QuietedSqlRow): QuietedAlert => ({
  id: row.id,
  title: row.title,
  severity: row.severity,
  classification: row.classification,
  lastActivity: row.last_activity.toISOString(),
  incident:
    row.incident_number === null
      ? null
      : { number: row.incident_number, displayName: row.incident_name ?? `Incident ${row.incident_number}` },
  effect: row.partly ? 'reduced' : 'removed',
  isTruePositive: row.true_positive,
});
