import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentFacet, IncidentFilter } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';
import {
  type FacetColumns,
  facetConditions,
  groupConditions,
  likePattern,
  nameSelection,
  numberRange,
} from '@/lib/server/lists/conditions';
import { timeCondition } from '@/lib/server/time-condition';

/** Most entities that a search by name follows to their incidents. */
const ENTITY_MATCHES = 200;

/** What an actor may see: the incidents of the own tenant. Every read starts from this. */
export const visibleIncidents = (actor: Actor): Prisma.Sql => Prisma.sql`i.tenant_id = ${actor.tenantId}`;

/** Where each facet of an incident is stored. Never NULL but `assignee`. */
export const INCIDENT_FACET_SQL: FacetColumns<IncidentFacet> = {
  status: { kind: 'value', sql: Prisma.sql`i.status` },
  severity: { kind: 'value', sql: Prisma.sql`i.severity` },
  assignee: { kind: 'person', sql: Prisma.sql`i.assigned_to` },
  classification: { kind: 'value', sql: Prisma.sql`i.classification` },
  determination: { kind: 'value', sql: Prisma.sql`i.determination` },
  tag: {
    kind: 'list',
    sql: Prisma.sql`(coalesce(i.custom_tags, '{}') || coalesce(i.system_tags, '{}'))`,
  },
  source: { kind: 'list', sql: Prisma.sql`coalesce(i.service_sources, '{}')` },
  domain: { kind: 'list', sql: Prisma.sql`coalesce(i.domains, '{}')` },
  tactic: { kind: 'list', sql: Prisma.sql`coalesce(i.tactics, '{}')` },
  technique: { kind: 'list', sql: Prisma.sql`coalesce(i.techniques, '{}')` },
};

/** Every condition of a filter. */
export function incidentConditions(actor: Actor, filter: IncidentFilter, now: number): readonly Prisma.Sql[] {
  const text = filter.text.trim();
  return [
    ...facetConditions(actor, INCIDENT_FACET_SQL, filter),
    ...numberRange(Prisma.sql`i.priority`, filter.priority),
    ...numberRange(Prisma.sql`i.alert_count`, filter.alerts),
    ...timeCondition(Prisma.sql`i.last_activity`, filter.range, now),
    ...timeCondition(Prisma.sql`i.created_at`, filter.created, now),
    ...timeCondition(Prisma.sql`i.updated_at`, filter.updated, now),
    ...timeCondition(Prisma.sql`i.acknowledged_at`, filter.acknowledged, now),
    ...timeCondition(Prisma.sql`i.resolved_at`, filter.resolved, now),
    ...nameSelection(filter.entity, (name) => namesEntity(actor, name)),
    ...(filter.history === 'all' ? [] : [Prisma.sql`i.historical = ${filter.history === 'historical'}`]),
    ...groupConditions(INCIDENT_FACET_SQL, filter.within),
    ...(text === '' ? [] : [textCondition(actor, text)]),
  ];
}

/** Number (`42`, `#42`), part of the name, or an entity of one of its alerts by name or by an identifier. */
function textCondition(actor: Actor, text: string): Prisma.Sql {
  const pattern = likePattern(text);
  const number = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : null;
  const byNumber = number === null ? Prisma.empty : Prisma.sql`i.number = ${number} OR`;
  return Prisma.sql`(${byNumber} i.display_name ILIKE ${pattern} OR ${namesEntity(actor, text)})`;
}

/** Incidents with an alert that names such an entity. */
const namesEntity = (actor: Actor, text: string): Prisma.Sql => Prisma.sql`i.id IN (
    SELECT a.incident_id FROM (${matchingEntities(actor, text)}) m
    JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id
    JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id
    WHERE a.incident_id IS NOT NULL)`;

/** Entities that a text names: a part of the display name, or one whole identifier. */
export function matchingEntities(actor: Actor, text: string): Prisma.Sql {
  const clean = text.replaceAll('\u0000', '');
  return Prisma.sql`(SELECT n.id FROM entity n WHERE n.tenant_id = ${actor.tenantId}
      AND n.name ILIKE ${likePattern(clean)} LIMIT ${ENTITY_MATCHES})
    UNION
    (SELECT d.entity_id FROM entity_identifier d WHERE d.tenant_id = ${actor.tenantId}
      AND d.value = ${clean.toLowerCase()} LIMIT ${ENTITY_MATCHES})`;
}
