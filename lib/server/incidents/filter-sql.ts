import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { Selection } from '@/lib/domain/views/filter';
import {
  INCIDENT_FACETS,
  type IncidentFacet,
  type IncidentFilter,
  type IncidentGroup,
  NO_VALUE,
} from '@/lib/domain/views/incident';
import type { NumberRange } from '@/lib/domain/views/range';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { timeCondition } from '@/lib/server/time-condition';

/** Most entities that a search by name follows to their incidents. */
const ENTITY_MATCHES = 200;

/** What an actor may see: the incidents of the own tenant. Every read starts from this. */
export const visibleIncidents = (actor: Actor): Prisma.Sql => Prisma.sql`i.tenant_id = ${actor.tenantId}`;

/** Where each facet of an incident is stored: in a column, or as one of the values of a list. Never NULL but `assignee`. */
export const FACET_SQL = {
  status: { isList: false, sql: Prisma.sql`i.status` },
  severity: { isList: false, sql: Prisma.sql`i.severity` },
  assignee: { isList: false, sql: Prisma.sql`i.assigned_to` },
  classification: { isList: false, sql: Prisma.sql`i.classification` },
  determination: { isList: false, sql: Prisma.sql`i.determination` },
  tag: {
    isList: true,
    sql: Prisma.sql`(coalesce(i.custom_tags, '{}') || coalesce(i.system_tags, '{}'))`,
  },
  source: { isList: true, sql: Prisma.sql`coalesce(i.service_sources, '{}')` },
  domain: { isList: true, sql: Prisma.sql`coalesce(i.domains, '{}')` },
  tactic: { isList: true, sql: Prisma.sql`coalesce(i.tactics, '{}')` },
  technique: { isList: true, sql: Prisma.sql`coalesce(i.techniques, '{}')` },
} as const satisfies Record<IncidentFacet, { readonly isList: boolean; readonly sql: Prisma.Sql }>;

/** The condition on status, apart from the others: the list is read once per status, each by its own index. */
export function statusCondition(filter: IncidentFilter): readonly Prisma.Sql[] {
  return columnSelection(FACET_SQL.status.sql, filter.status);
}

/** Every condition of a filter but the one on status. */
export function otherConditions(actor: Actor, filter: IncidentFilter, now: number): readonly Prisma.Sql[] {
  const conditions = [
    ...INCIDENT_FACETS.flatMap((facet) => facetCondition(actor, facet, filter[facet])),
    ...numberRange(Prisma.sql`i.priority`, filter.priority),
    ...numberRange(Prisma.sql`i.alert_count`, filter.alerts),
    ...timeCondition(Prisma.sql`i.last_activity`, filter.range, now),
    ...timeCondition(Prisma.sql`i.created_at`, filter.created, now),
    ...timeCondition(Prisma.sql`i.updated_at`, filter.updated, now),
    ...timeCondition(Prisma.sql`i.acknowledged_at`, filter.acknowledged, now),
    ...timeCondition(Prisma.sql`i.resolved_at`, filter.resolved, now),
    ...filter.entity.none.map((name) => Prisma.sql`NOT ${namesEntity(actor, name)}`),
  ];
  if (filter.entity.any.length > 0) {
    const names = filter.entity.any.map((name) => namesEntity(actor, name));
    conditions.push(Prisma.sql`(${Prisma.join(names, ' OR ')})`);
  }
  if (filter.history !== 'all')
    conditions.push(Prisma.sql`i.historical = ${filter.history === 'historical'}`);
  if (filter.within !== null) conditions.push(groupCondition(filter.within.group, filter.within.value));
  const text = filter.text.trim();
  if (text !== '') conditions.push(textCondition(actor, text));
  return conditions;
}

function facetCondition(actor: Actor, facet: IncidentFacet, selection: Selection): readonly Prisma.Sql[] {
  const { isList, sql } = FACET_SQL[facet];
  if (facet === 'status') return [];
  if (facet === 'assignee') return assigneeSelection(sql, actor, selection);
  return isList ? arraySelection(sql, selection) : columnSelection(sql, selection);
}

/** The incidents of one group, as `facets.ts` counts them. */
function groupCondition(group: IncidentGroup, value: string): Prisma.Sql {
  const { isList, sql } = FACET_SQL[group];
  if (isList)
    return value === NO_VALUE
      ? Prisma.sql`cardinality(${sql}) = 0`
      : Prisma.sql`${sql} @> ARRAY[${value}]::text[]`;
  return group === 'assignee' && value === NO_VALUE
    ? Prisma.sql`${sql} IS NULL`
    : Prisma.sql`${sql} = ${value}`;
}

function numberRange(column: Prisma.Sql, { min, max }: NumberRange): readonly Prisma.Sql[] {
  return [
    ...(min === null ? [] : [Prisma.sql`${column} >= ${min}`]),
    ...(max === null ? [] : [Prisma.sql`${column} <= ${max}`]),
  ];
}

/**
 * Keeps or leaves out the values of a text column.
 * @param values all that the column may hold: what is left out is then said by what stays, which an index can find
 */
export function columnSelection(
  column: Prisma.Sql,
  selection: Selection,
  values?: readonly string[],
): readonly Prisma.Sql[] {
  const { any, none } = values ? kept(selection, values) : selection;
  const conditions: Prisma.Sql[] = [];
  if (any.length > 0) conditions.push(Prisma.sql`${column} IN (${Prisma.join([...any])})`);
  if (none.length > 0) conditions.push(Prisma.sql`${column} NOT IN (${Prisma.join([...none])})`);
  return conditions;
}

/** The same selection without what it leaves out, where anything stays. */
export function kept(selection: Selection, values: readonly string[]): Selection {
  if (selection.none.length === 0) return selection;
  const from = selection.any.length > 0 ? selection.any : values;
  const any = from.filter((value) => !selection.none.includes(value));
  return any.length > 0 ? { any, none: [] } : selection;
}

/** `me` is the actor, `none` nobody; anything else is the id of a person. */
export function assigneeSelection(
  column: Prisma.Sql,
  actor: Actor,
  selection: Selection,
): readonly Prisma.Sql[] {
  const idOf = (value: string): string => (value === 'me' ? actor.id : value);
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0) {
    const one = (value: string): Prisma.Sql =>
      value === NO_VALUE ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} = ${idOf(value)}`;
    conditions.push(Prisma.sql`(${Prisma.join(selection.any.map(one), ' OR ')})`);
  }
  for (const value of selection.none) {
    conditions.push(
      value === NO_VALUE
        ? Prisma.sql`${column} IS NOT NULL`
        : Prisma.sql`${column} IS DISTINCT FROM ${idOf(value)}`,
    );
  }
  return conditions;
}

function arraySelection(column: Prisma.Sql, selection: Selection): readonly Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0) conditions.push(Prisma.sql`${column} && ${[...selection.any]}::text[]`);
  if (selection.none.length > 0)
    conditions.push(Prisma.sql`NOT (${column} && ${[...selection.none]}::text[])`);
  return conditions;
}

/** A pattern for ILIKE that finds the text anywhere, its own wildcards taken literally. */
export const likePattern = (text: string): string =>
  `%${text.replaceAll('\u0000', '').replace(/[\\%_]/g, (c) => `\\${c}`)}%`;

/** Number (`42`, `#42`), words of the name by their beginnings, or an entity of one of its alerts. */
function textCondition(actor: Actor, text: string): Prisma.Sql {
  const number = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : -1;
  return Prisma.sql`i.id IN (
    SELECT n.id FROM incident n WHERE n.tenant_id = ${actor.tenantId} AND n.number = ${number}
    UNION SELECT n.id FROM incident n WHERE throughline_words(n.tenant_id, n.display_name) @@ ${wordsOf(actor, text)}
    UNION ${incidentsNaming(actor, text)})`;
}

/** Words of a text, as the indexes of names hold them: all of them, the last one by its beginning. */
export const wordsOf = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`throughline_words_query(${actor.tenantId}, ${text.replaceAll('\u0000', '')})`;

const incidentsNaming = (actor: Actor, text: string): Prisma.Sql => Prisma.sql`
    SELECT a.incident_id FROM (${matchingEntities(actor, text)}) m
    JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id
    JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id
    WHERE a.incident_id IS NOT NULL`;

/** Incidents with an alert that names such an entity. */
const namesEntity = (actor: Actor, text: string): Prisma.Sql =>
  Prisma.sql`i.id IN (${incidentsNaming(actor, text)})`;

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
