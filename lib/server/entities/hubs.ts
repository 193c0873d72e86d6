import 'server-only';
import type { EntityType } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { HubList, HubPin } from '@/lib/domain/views/detection-settings';
import { DEFAULT_SETTINGS } from '@/lib/engine/correlation';
import { authorize } from '../authz/authorize';
import { prisma } from '../db';
import { Prisma } from '../generated/prisma/client';

const SHOWN = 200;
/** As the index of common evidence says it; no type has a lower threshold. */
const COMMON = 12;

interface HubSqlRow {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly pin: HubPin | null;
  readonly distinct: number | null;
  readonly alerts: number;
  readonly entities: number;
  readonly total: bigint;
}

const TYPES = Object.keys(DEFAULT_SETTINGS.types);
const THRESHOLDS = Object.values(DEFAULT_SETTINGS.types).map(({ hub }) => hub);

/**
 * Entities that link no alerts because they are common, and those that a person decided about. How common one is was
 * measured when an alert named it.
 */
export async function listHubs(actor: Actor): Promise<HubList> {
  authorize(actor, 'settings:read');
  const { tenantId } = actor;
  const rows = await prisma().$queryRaw<HubSqlRow[]>`
    WITH common AS (
      SELECT e.entity_id AS id, max(e.prevalence) AS "distinct", count(*)::int AS alerts
      FROM unnest(${TYPES}::text[], ${THRESHOLDS}::int[]) AS t(type, hub)
      JOIN alert_evidence e ON e.tenant_id = ${tenantId} AND e.type = t.type AND e.prevalence >= t.hub
        AND e.prevalence >= ${Prisma.raw(String(COMMON))}
      GROUP BY e.entity_id
    ), measured AS (
      -- Of a program or a file each occurrence is an entity, and what is measured is the name: one line for all of them.
      SELECT max(n.id) AS id, n.type, n.name, NULL AS pin, max(c."distinct") AS "distinct", sum(c.alerts)::int AS alerts,
        count(*)::int AS entities
      FROM common c JOIN entity n ON n.tenant_id = ${tenantId} AND n.id = c.id
      WHERE n.merged_into IS NULL AND n.hub_pin IS NULL GROUP BY n.type, n.name
    ), known AS (
      SELECT * FROM measured
      UNION ALL
      SELECT n.id, n.type, n.name, n.hub_pin, c."distinct", c.alerts, 1 FROM entity n LEFT JOIN common c ON c.id = n.id
      WHERE n.tenant_id = ${tenantId} AND n.hub_pin IS NOT NULL AND n.merged_into IS NULL
    )
    SELECT id, type, name, pin, "distinct", coalesce(alerts, 0)::int AS alerts, entities, count(*) OVER () AS total FROM known
    ORDER BY (pin IS NULL), "distinct" DESC NULLS LAST, id LIMIT ${SHOWN}`;
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map(({ total: _, ...row }) => ({
      ...row,
      threshold: DEFAULT_SETTINGS.types[row.type].hub,
    })),
  };
}
