import 'server-only';
import { techniqueLabel, techniquesNamed } from '@/lib/domain/attack';
import type { Actor } from '@/lib/domain/permissions';
import type { IncidentFacet, IncidentFilter } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';
import {
  among,
  type FacetColumns,
  facetConditions,
  groupConditions,
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
  technique: {
    kind: 'list',
    sql: Prisma.sql`coalesce(i.techniques, '{}')`,
    names: { of: techniqueLabel, holding: techniquesNamed },
  },
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

/** The number alone (`#42`); or the number (`42`), words of the name by their beginnings, an entity of an alert. */
function textCondition(actor: Actor, text: string): Prisma.Sql {
  const number = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : -1;
  if (text.startsWith('#') && number >= 0) return Prisma.sql`i.number = ${number}`;
  return among(
    Prisma.sql`i.id`,
    Prisma.sql`SELECT n.id FROM incident n WHERE n.tenant_id = ${actor.tenantId} AND n.number = ${number}
      UNION SELECT n.id FROM incident n WHERE throughline_words(n.tenant_id, n.display_name) @@ ${wordsOf(actor, text)}
      UNION ${incidentsNaming(actor, text)}`,
  );
}

/** Words of a text, as the indexes of names hold them: all of them, the last one by its beginning. */
export const wordsOf = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`throughline_words_query(${actor.tenantId}, ${text.replaceAll('\u0000', '')})`;

const incidentsNaming = (actor: Actor, text: string): Prisma.Sql => Prisma.sql`
    SELECT DISTINCT a.incident_id FROM (${matchingEntities(actor, text)}) m
    JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id
    JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id
    WHERE a.incident_id IS NOT NULL`;

/** Incidents with an alert that names such an entity. */
const namesEntity = (actor: Actor, text: string): Prisma.Sql =>
  among(Prisma.sql`i.id`, incidentsNaming(actor, text));

/** A pattern for LIKE that finds what begins with a text, its own wildcards taken literally. */
export const beginPattern = (text: string): string =>
  `${text
    .replaceAll('\u0000', '')
    .toLowerCase()
    .replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/**
 * Entities that a text names: words of what people know by a name, the beginning of any name (of a URL without its
 * scheme, too), or the beginning of an identifier.
 */
export function matchingEntities(actor: Actor, text: string): Prisma.Sql {
  const { tenantId } = actor;
  const begin = beginPattern(text);
  const named = ['', 'https://', 'http://'].map(
    (scheme) => Prisma.sql`(SELECT n.id FROM entity n WHERE n.tenant_id = ${tenantId}
      AND left(lower(n.name), 200) LIKE ${scheme + begin} LIMIT ${ENTITY_MATCHES})`,
  );
  return Prisma.sql`(SELECT n.id FROM entity n WHERE ${NAMED_TYPES}
      AND throughline_words(n.tenant_id, n.name) @@ ${wordsOf(actor, text)} LIMIT ${ENTITY_MATCHES})
    UNION ${Prisma.join(named, ' UNION ')}
    UNION (SELECT d.entity_id FROM entity_identifier d WHERE d.tenant_id = ${tenantId}
      AND d.value LIKE ${begin} LIMIT ${ENTITY_MATCHES})`;
}

/** Word for word the condition of the index of their words. */
const NAMED_TYPES = Prisma.sql`n.type IN ('account', 'host', 'mailbox', 'mailMessage', 'cloudApplication', 'oauthApplication',
  'servicePrincipal', 'securityGroup')`;
