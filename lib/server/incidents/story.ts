import 'server-only';
import type { ServiceSource, Tactic } from '@/lib/domain/alert';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES, type Severity } from '@/lib/domain/severity';
import type { AlertEntityView } from '@/lib/domain/views/alert';
import {
  STORY_BUCKETS,
  type StoryAlert,
  type StoryBucket,
  type StoryFilter,
  type StoryView,
} from '@/lib/domain/views/story';
import { DEFAULT_SETTINGS, isHub } from '@/lib/engine/correlation';
import { type GraphLink, type IncidentGraph, incidentGraph } from '@/lib/engine/graph';
import { evidenceOf } from '@/lib/server/alerts/evidence';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { decodeCursor, encodeCursor, isTimestamp } from '@/lib/server/keyset';

/** The engine fills an incident up to 150 alerts: one page tells it all, unless people merged more into it. */
const STORY_PAGE = 200;

interface StorySqlRow {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly tactic: Tactic;
  readonly service_source: ServiceSource;
  readonly count: number;
  readonly first_activity: Date;
  readonly sort_key: string;
}

const WHOLE_STORY: StoryFilter = { entity: null, tactics: [], from: null, after: null };

/** The alerts of an incident in the order of what happened, with the picture that they make. */
export async function incidentStory(
  actor: Actor,
  incident: { readonly id: string },
  filter: StoryFilter = WHOLE_STORY,
  size: number = STORY_PAGE,
): Promise<StoryView> {
  const [first, cells] = await Promise.all([
    storyRows(actor, incident.id, filter, size),
    storyCells(actor, incident.id),
  ]);
  const total = cells.reduce((sum, cell) => sum + cell.n, 0);
  const isPaged = total > size;
  // What fits on a page is filtered where it is shown: the whole of it stays in sight.
  const rows = isPaged || isWhole(filter) ? first : await storyRows(actor, incident.id, WHOLE_STORY, size);
  const page = rows.slice(0, size);
  const ids = page.map((row) => row.id);
  const [entities, links] = await Promise.all([evidenceOf(actor, ids), linkScores(actor, ids)]);
  const last = page.at(-1);
  return {
    alerts: page.map((row) => toAlert(row, entities.get(row.id) ?? [])),
    graph: storyGraph(page, entities, links),
    total,
    tactics: tacticsOf(cells),
    buckets: bucketsOf(cells),
    begin: cells[0]?.begin ?? 0,
    end: cells[0]?.end ?? 0,
    next: rows.length > size && last ? encodeCursor([last.sort_key, last.id]) : null,
    isPaged,
  };
}

const isWhole = (filter: StoryFilter): boolean =>
  filter.entity === null && filter.tactics.length === 0 && filter.from === null && filter.after === null;

function storyRows(
  actor: Actor,
  incidentId: string,
  filter: StoryFilter,
  size: number,
): Promise<StorySqlRow[]> {
  const conditions = [visibleAlerts(actor), Prisma.sql`a.incident_id = ${incidentId}`];
  const [key = '', id = ''] = decodeCursor(filter.after, 2) ?? [];
  if (isTimestamp(key)) conditions.push(Prisma.sql`(a.first_activity, a.id) > (${key}::timestamptz, ${id})`);
  if (filter.from !== null) conditions.push(Prisma.sql`a.first_activity >= ${new Date(filter.from)}`);
  if (filter.tactics.length > 0) conditions.push(Prisma.sql`a.tactic = ANY(${[...filter.tactics]}::text[])`);
  if (filter.entity !== null) {
    conditions.push(Prisma.sql`EXISTS (SELECT 1 FROM alert_evidence e WHERE e.tenant_id = a.tenant_id
      AND e.alert_id = a.id AND e.entity_id = ${filter.entity})`);
  }
  return prisma().$queryRaw<StorySqlRow[]>`
    SELECT a.id, a.title, a.severity, a.tactic, a.service_source, a.count, a.first_activity,
      a.first_activity::text AS sort_key
    FROM alert a WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY a.first_activity, a.id LIMIT ${size + 1}`;
}

/** How many alerts of an incident there are per tactic. */
export const storyTactics = async (
  actor: Actor,
  incident: { readonly id: string },
): Promise<StoryView['tactics']> => tacticsOf(await storyCells(actor, incident.id));

interface Cell {
  readonly tactic: Tactic;
  readonly severity: Severity;
  readonly bucket: number;
  readonly n: number;
  /** Of the whole incident: when its first and its last alert began, milliseconds. */
  readonly begin: number;
  readonly end: number;
}

/** All alerts of an incident by tactic, severity and stretch of its time: one index range. */
function storyCells(actor: Actor, incidentId: string): Promise<Cell[]> {
  return prisma().$queryRaw<Cell[]>`
    WITH alerts AS MATERIALIZED (
      SELECT a.tactic, a.severity, (extract(epoch FROM a.first_activity) * 1000)::float8 AS at
      FROM alert a WHERE ${visibleAlerts(actor)} AND a.incident_id = ${incidentId}),
    -- Once: without statistics the planner would look at all alerts for each of them.
    span AS MATERIALIZED (SELECT min(at) AS begin, max(at) AS end FROM alerts)
    SELECT tactic, severity, count(*)::int AS n, span.begin, span.end,
      least(${STORY_BUCKETS - 1}, floor((at - span.begin) * ${STORY_BUCKETS} / greatest(1, span.end - span.begin)))::int AS bucket
    FROM alerts, span GROUP BY 1, 2, 4, 5, 6`;
}

function tacticsOf(cells: readonly Cell[]): StoryView['tactics'] {
  const counts: Partial<Record<Tactic, number>> = {};
  for (const { tactic, n } of cells) counts[tactic] = (counts[tactic] ?? 0) + n;
  return counts;
}

function bucketsOf(cells: readonly Cell[]): readonly StoryBucket[] {
  const buckets = new Map<number, StoryBucket>();
  for (const { bucket, severity, n } of cells) {
    const old = buckets.get(bucket);
    const worse = !old || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(old.severity);
    buckets.set(bucket, {
      index: bucket,
      alerts: (old?.alerts ?? 0) + n,
      severity: worse ? severity : old.severity,
    });
  }
  return [...buckets.values()].sort((a, b) => a.index - b.index);
}

/** Scores between some alerts, without the terms: the picture needs no more. */
function linkScores(actor: Actor, ids: readonly string[]): Promise<GraphLink[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return prisma().$queryRaw<GraphLink[]>`
    SELECT l.alert_id AS a, l.other_alert_id AS b, l.score FROM incident_link l
    WHERE l.tenant_id = ${actor.tenantId} AND l.alert_id = ANY(${[...ids]}::text[])
      AND l.other_alert_id = ANY(${[...ids]}::text[])`;
}

function toAlert(row: StorySqlRow, entities: readonly AlertEntityView[]): StoryAlert {
  return {
    id: row.id,
    title: row.title,
    severity: row.severity,
    tactic: row.tactic,
    serviceSource: row.service_source,
    firstActivity: row.first_activity.toISOString(),
    count: row.count,
    entities: entities.map(({ entityId, type, name, role, detail }) => ({
      entityId,
      type,
      name,
      role,
      detail,
    })),
  };
}

function storyGraph(
  rows: readonly StorySqlRow[],
  entities: ReadonlyMap<string, readonly AlertEntityView[]>,
  links: readonly GraphLink[],
): IncidentGraph {
  return incidentGraph(
    rows.map((row) => ({
      alertId: row.id,
      title: row.title,
      severity: row.severity,
      firstActivity: row.first_activity.getTime(),
      evidence: (entities.get(row.id) ?? []).map((entity) => ({
        ...entity,
        detail: entity.detail,
        hub: looksLikeHub(entity),
      })),
    })),
    links,
  );
}

/** By the prevalence that was frozen with the alert, unless a person decided. */
function looksLikeHub({ type, prevalence, baselineDays, hubPin }: AlertEntityView): boolean {
  const measured = { distinct: prevalence, baselineDays };
  return isHub(hubPin ? { ...measured, pinned: hubPin } : measured, DEFAULT_SETTINGS.types[type]);
}
