import 'server-only';
import { DAY } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import { rangeDays, type Selection } from '@/lib/domain/views/filter';
import type { IncidentFilter } from '@/lib/domain/views/incident';
import { Prisma } from '@/lib/server/generated/prisma/client';

/** Most entities that a search by name follows to their incidents. */
const ENTITY_MATCHES = 200;

/** What an actor may see: the incidents of the own tenant. Every read starts from this. */
export const visibleIncidents = (actor: Actor): Prisma.Sql => Prisma.sql`i.tenant_id = ${actor.tenantId}`;

/** The condition on status, apart from the others: the list is read once per status, each by its own index. */
export function statusCondition(filter: IncidentFilter): readonly Prisma.Sql[] {
  return columnSelection(Prisma.sql`i.status`, filter.status);
}

export function otherConditions(actor: Actor, filter: IncidentFilter, now: number): readonly Prisma.Sql[] {
  const conditions = [
    ...columnSelection(Prisma.sql`i.severity`, filter.severity),
    ...columnSelection(Prisma.sql`i.classification`, filter.classification),
    ...assigneeSelection(Prisma.sql`i.assigned_to`, actor, filter.assignee),
    ...arraySelection(Prisma.sql`coalesce(i.service_sources, '{}')`, filter.source),
    ...arraySelection(Prisma.sql`coalesce(i.domains, '{}')`, filter.domain),
    ...arraySelection(
      Prisma.sql`(coalesce(i.custom_tags, '{}') || coalesce(i.system_tags, '{}'))`,
      filter.tag,
    ),
  ];
  if (filter.history !== 'all')
    conditions.push(Prisma.sql`i.historical = ${filter.history === 'historical'}`);
  const days = rangeDays(filter.range);
  if (days !== null) conditions.push(Prisma.sql`i.last_activity >= ${new Date(now - days * DAY)}`);
  const text = filter.text.trim();
  if (text !== '') conditions.push(textCondition(actor, text));
  return conditions;
}

/** Keeps or leaves out the values of a text column. */
export function columnSelection(column: Prisma.Sql, selection: Selection): readonly Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0)
    conditions.push(Prisma.sql`${column} IN (${Prisma.join([...selection.any])})`);
  if (selection.none.length > 0) {
    conditions.push(Prisma.sql`${column} NOT IN (${Prisma.join([...selection.none])})`);
  }
  return conditions;
}

/** `me` is the actor, `none` nobody; anything else is the id of a person. */
export function assigneeSelection(
  column: Prisma.Sql,
  actor: Actor,
  selection: Selection,
): readonly Prisma.Sql[] {
  const one = (value: string): Prisma.Sql =>
    value === 'none'
      ? Prisma.sql`${column} IS NULL`
      : Prisma.sql`${column} IS NOT DISTINCT FROM ${value === 'me' ? actor.id : value}`;
  const conditions: Prisma.Sql[] = [];
  if (selection.any.length > 0) conditions.push(Prisma.sql`(${Prisma.join(selection.any.map(one), ' OR ')})`);
  for (const value of selection.none) conditions.push(Prisma.sql`NOT (${one(value)})`);
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

/** Number (`42`, `#42`), part of the name, or an entity of one of its alerts by name or by an identifier. */
function textCondition(actor: Actor, text: string): Prisma.Sql {
  const pattern = likePattern(text);
  const number = /^#?\d{1,9}$/.test(text) ? Number(text.replace('#', '')) : null;
  const byNumber = number === null ? Prisma.empty : Prisma.sql`i.number = ${number} OR`;
  return Prisma.sql`(${byNumber} i.display_name ILIKE ${pattern} OR i.id IN (
    SELECT a.incident_id FROM (${matchingEntities(actor, text)}) m
    JOIN alert_evidence e ON e.tenant_id = ${actor.tenantId} AND e.entity_id = m.id
    JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id
    WHERE a.incident_id IS NOT NULL))`;
}

/** Entities that a text names: a part of the display name, or one whole identifier. */
export function matchingEntities(actor: Actor, text: string): Prisma.Sql {
  const clean = text.replaceAll('\u0000', '');
  return Prisma.sql`(SELECT n.id FROM entity n WHERE n.tenant_id = ${actor.tenantId}
      AND n.name ILIKE ${likePattern(clean)} LIMIT ${ENTITY_MATCHES})
    UNION
    (SELECT d.entity_id FROM entity_identifier d WHERE d.tenant_id = ${actor.tenantId}
      AND d.value = ${clean.toLowerCase()} LIMIT ${ENTITY_MATCHES})`;
}
