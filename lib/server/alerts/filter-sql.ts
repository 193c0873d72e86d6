import 'server-only';
import { ALERT_STATUSES, CLASSIFICATIONS, DOMAINS, SERVICE_SOURCES, TACTICS } from '@/lib/domain/alert';
import { techniqueLabel, techniquesNamed } from '@/lib/domain/attack';
import type { Actor } from '@/lib/domain/permissions';
import { SEVERITIES } from '@/lib/domain/severity';
import type { AlertFacet, AlertFilter } from '@/lib/domain/views/alert';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { matchingEntities, wordsOf } from '@/lib/server/incidents/filter-sql';
import {
  among,
  type FacetColumns,
  facetConditions,
  groupConditions,
  nameSelection,
  numberRange,
} from '@/lib/server/lists/conditions';
import { timeCondition } from '@/lib/server/time-condition';

/** What an actor may see: alerts of the own tenant that the service level of their source lets through. */
export const visibleAlerts = (actor: Actor): Prisma.Sql =>
  Prisma.sql`a.tenant_id = ${actor.tenantId} AND a.visible`;

/** Where each facet of an alert is stored. Never NULL but `assignee`. */
export const ALERT_FACET_SQL: FacetColumns<AlertFacet> = {
  status: { kind: 'value', sql: Prisma.sql`a.status`, values: ALERT_STATUSES },
  severity: { kind: 'value', sql: Prisma.sql`a.severity`, values: SEVERITIES },
  assignee: { kind: 'person', sql: Prisma.sql`a.assigned_to` },
  classification: { kind: 'value', sql: Prisma.sql`a.classification`, values: CLASSIFICATIONS },
  determination: { kind: 'value', sql: Prisma.sql`a.determination` },
  source: { kind: 'value', sql: Prisma.sql`a.service_source`, values: SERVICE_SOURCES },
  detector: { kind: 'value', sql: Prisma.sql`a.detector_id` },
  domain: { kind: 'value', sql: Prisma.sql`a.domain`, values: DOMAINS },
  tactic: { kind: 'value', sql: Prisma.sql`a.tactic`, values: TACTICS },
  technique: {
    kind: 'list',
    sql: Prisma.sql`coalesce(a.techniques, '{}')`,
    held: Prisma.sql`a.techniques`,
    names: { of: techniqueLabel, holding: techniquesNamed },
  },
};

/** Everything that decides which alerts a filter matches: alerts, or what is kept as a signal. */
export const matchingAlerts = (actor: Actor, filter: AlertFilter): Prisma.Sql =>
  Prisma.join(
    filter.kind === 'alerts'
      ? [...alertConditions(actor, filter, Date.now())]
      : [
          Prisma.sql`a.tenant_id = ${actor.tenantId} AND NOT a.visible`,
          ...filterConditions(actor, filter, Date.now()),
        ],
    ' AND ',
  );

/** What people may act upon of what a filter keeps: never a signal. */
export const alertConditions = (actor: Actor, filter: AlertFilter, now: number): readonly Prisma.Sql[] => [
  visibleAlerts(actor),
  ...filterConditions(actor, filter, now),
];

function filterConditions(actor: Actor, filter: AlertFilter, now: number): readonly Prisma.Sql[] {
  const text = filter.text.trim();
  return [
    ...facetConditions(actor, ALERT_FACET_SQL, filter),
    ...numberRange(Prisma.sql`a.count`, filter.count),
    ...timeCondition(Prisma.sql`a.last_activity`, filter.range, now),
    ...timeCondition(Prisma.sql`a.created_at`, filter.created, now),
    ...timeCondition(Prisma.sql`a.updated_at`, filter.updated, now),
    ...nameSelection(filter.entity, (name) => namesEntity(actor, name)),
    ...(filter.history === 'all' ? [] : [Prisma.sql`a.historical = ${filter.history === 'historical'}`]),
    ...(filter.linked === 'any'
      ? []
      : [Prisma.sql`(a.incident_id IS NOT NULL) = ${filter.linked === 'yes'}`]),
    ...groupConditions(ALERT_FACET_SQL, filter.within),
    ...(text === '' ? [] : [textCondition(actor, text)]),
  ];
}

const naming = (
  actor: Actor,
  text: string,
): Prisma.Sql => Prisma.sql`SELECT e.alert_id FROM (${matchingEntities(actor, text)}) m
  JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id`;

/** Alerts that name such an entity. */
const namesEntity = (actor: Actor, text: string): Prisma.Sql => among(Prisma.sql`a.id`, naming(actor, text));

/** Words of the title by their beginnings, or an entity of the alert. */
const textCondition = (actor: Actor, text: string): Prisma.Sql =>
  among(
    Prisma.sql`a.id`,
    Prisma.sql`SELECT a.id FROM alert a WHERE throughline_words(a.tenant_id, a.title) @@ ${wordsOf(actor, text)}
      UNION ${naming(actor, text)}`,
  );
