import 'server-only';
import { DAY } from '@/lib/core/time';
import type { EntityType } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import { MOST_SIMILAR, type SimilarIncident } from '@/lib/domain/views/similar';
import {
  DEFAULT_SETTINGS,
  type IncidentFeatures,
  isHub,
  SIMILAR_FROM,
  type SimilarEntity,
  similarity,
} from '@/lib/engine/correlation';
import { prisma } from '@/lib/server/db';

/** How far back one looks, and how far it goes: enough to find kin, few enough to stay a look-up. */
const WITHIN = 180 * DAY;
const ENTITIES = 40;
const ALERTS_PER_ENTITY = 50;
const DETECTIONS = 20;
const ALERTS_PER_DETECTION = 100;
const CANDIDATES = 100;

/** Incidents that have rare entities, detections, techniques or the name in common with one, most alike first. */
export async function similarIncidents(
  actor: Actor,
  incident: { readonly id: string; readonly displayName: string },
): Promise<readonly SimilarIncident[]> {
  const own = (await featuresOf(actor, [incident.id], null)).get(incident.id);
  if (own === undefined) return [];
  const entities = own.entities
    .filter(({ prevalence, type }) => !isHub(prevalence, DEFAULT_SETTINGS.types[type]))
    .sort((a, b) => a.prevalence.distinct - b.prevalence.distinct || (a.entityId < b.entityId ? -1 : 1))
    .slice(0, ENTITIES);
  const ids = await candidates(actor, incident.id, entities, [...own.detections.keys()]);
  const features = await featuresOf(
    actor,
    ids,
    entities.map(({ entityId }) => entityId),
  );
  const rows = await incidentRows(actor, ids);
  const here = { ...own, entities, name: incident.displayName };
  return rows
    .flatMap((row) => {
      const there = features.get(row.id);
      if (there === undefined) return [];
      const { score, reasons } = similarity(here, { ...there, name: row.displayName }, DEFAULT_SETTINGS);
      const { id: _, ...shown } = row;
      return score < SIMILAR_FROM
        ? []
        : [{ ...shown, lastActivity: row.lastActivity.toISOString(), score, reasons }];
    })
    .sort((a, b) => b.score - a.score || b.number - a.number)
    .slice(0, MOST_SIMILAR);
}

/** Incidents that the same rare entities or detections lead to, those that most lead to first. */
async function candidates(
  actor: Actor,
  incidentId: string,
  entities: readonly SimilarEntity[],
  detectors: readonly string[],
): Promise<readonly string[]> {
  const since = new Date(Date.now() - WITHIN);
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    WITH hits AS (
      SELECT a.incident_id, 5 AS n FROM unnest(${entities.map((e) => e.entityId)}::text[]) AS x(id)
      CROSS JOIN LATERAL (SELECT e.alert_id FROM alert_evidence e WHERE e.tenant_id = ${actor.tenantId} AND e.entity_id = x.id
        AND e.last_activity > ${since} ORDER BY e.last_activity DESC LIMIT ${ALERTS_PER_ENTITY}) e
      JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id AND a.visible
      UNION ALL
      SELECT a.incident_id, 1 FROM unnest(${detectors.slice(0, DETECTIONS)}::text[]) AS d(id)
      CROSS JOIN LATERAL (SELECT a.incident_id FROM alert a WHERE a.tenant_id = ${actor.tenantId} AND a.detector_id = d.id
        AND a.last_activity > ${since} AND a.visible ORDER BY a.last_activity DESC LIMIT ${ALERTS_PER_DETECTION}) a)
    SELECT h.incident_id AS id FROM hits h WHERE h.incident_id IS NOT NULL AND h.incident_id <> ${incidentId}
    GROUP BY 1 ORDER BY sum(h.n) DESC, 1 LIMIT ${CANDIDATES}`;
  return rows.map((row) => row.id);
}

interface FeatureRow {
  readonly id: string;
  readonly detections: readonly { readonly id: string; readonly title: string }[];
  readonly techniques: readonly string[];
}
interface EntityRow {
  readonly incident_id: string;
  readonly entity_id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly distinct: number;
  readonly baseline_days: number;
  readonly pin: 'hub' | 'notHub' | null;
}

/** What is compared of some incidents. @param only the entities that are of interest; null for all */
async function featuresOf(
  actor: Actor,
  ids: readonly string[],
  only: readonly string[] | null,
): Promise<ReadonlyMap<string, IncidentFeatures>> {
  if (ids.length === 0) return new Map();
  const [rows, entities] = await Promise.all([
    prisma().$queryRaw<FeatureRow[]>`
      SELECT a.incident_id AS id, json_agg(DISTINCT jsonb_build_object('id', a.detector_id, 'title', a.title)) AS detections,
        array(SELECT DISTINCT t FROM alert b, unnest(b.techniques) AS t WHERE b.tenant_id = ${actor.tenantId}
          AND b.incident_id = a.incident_id AND b.visible) AS techniques
      FROM alert a WHERE a.tenant_id = ${actor.tenantId} AND a.visible AND a.incident_id = ANY(${[...ids]}::text[])
      GROUP BY a.incident_id`,
    prisma().$queryRaw<EntityRow[]>`
      SELECT a.incident_id, e.entity_id, min(e.type) AS type, coalesce(min(n.name), min(e.name)) AS name,
        min(e.prevalence)::int AS distinct, max(e.baseline_days)::float8 AS baseline_days, min(n.hub_pin) AS pin
      FROM alert a JOIN alert_evidence e ON e.tenant_id = a.tenant_id AND e.alert_id = a.id
      LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
      WHERE a.tenant_id = ${actor.tenantId} AND a.visible AND a.incident_id = ANY(${[...ids]}::text[])
        AND (${only === null} OR e.entity_id = ANY(${[...(only ?? [])]}::text[]))
      GROUP BY a.incident_id, e.entity_id`,
  ]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        name: '',
        detections: new Map(row.detections.map(({ id, title }) => [id, title])),
        techniques: row.techniques,
        entities: entities.filter((entity) => entity.incident_id === row.id).map(toEntity),
      },
    ]),
  );
}

const toEntity = (row: EntityRow): SimilarEntity => ({
  entityId: row.entity_id,
  type: row.type,
  name: row.name,
  prevalence: {
    distinct: row.distinct,
    baselineDays: row.baseline_days,
    ...(row.pin ? { pinned: row.pin } : {}),
  },
});

type IncidentRow = Omit<SimilarIncident, 'score' | 'reasons' | 'lastActivity'> & {
  readonly id: string;
  readonly lastActivity: Date;
};

function incidentRows(actor: Actor, ids: readonly string[]): Promise<IncidentRow[]> {
  return prisma().$queryRaw<IncidentRow[]>`
    SELECT i.id, i.number, i.display_name AS "displayName", i.severity, i.status, i.classification, i.determination,
      p.name AS "assignedTo", i.last_activity AS "lastActivity"
    FROM incident i LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE i.tenant_id = ${actor.tenantId} AND i.id = ANY(${[...ids]}::text[]) AND i.status <> 'redirected'`;
}
