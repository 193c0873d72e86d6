import 'server-only';
import { cache } from 'react';
import type { Reason } from '@/lib/domain/alert';
import type { EntityType, IdentifierKind } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertRowView } from '@/lib/domain/views/alert';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { humanize } from '@/lib/domain/views/labels';
import type { EntityDetail } from '@/lib/domain/views/risk';
import { visibleAlerts } from '@/lib/server/alerts/filter-sql';
import { ALERT_COLUMNS, type AlertSqlRow, toAlertRow } from '@/lib/server/alerts/rows';
import { prisma } from '@/lib/server/db';
import { visibleIncidents } from '@/lib/server/incidents/filter-sql';
import { type IncidentSqlRow, ROW_COLUMNS, toIncidentRow } from '@/lib/server/incidents/rows';
import { findNamed, keyOf, kindOf, parseNamed } from './named';

/** The latest alerts and incidents of an entity that its page shows. */
const ENTITY_PAGE = 50;

interface EntitySqlRow {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly merged_into: string | null;
  readonly hub_pin: 'hub' | 'notHub' | null;
}

/** An entity, or where it went: `mergedInto` is set when it turned out to be another one. */
export interface FoundEntity extends EntityDetail {
  readonly mergedInto: string | null;
  /** False for what has no row of its own: nothing can be decided about it. */
  readonly isStored: boolean;
}

/** One entity of the actor's tenant with its identifiers and its merges. */
async function byId(actor: Actor, id: string): Promise<FoundEntity | null> {
  const { tenantId } = actor;
  const [row] = await prisma().$queryRaw<EntitySqlRow[]>`
    SELECT n.id, n.type, n.name, n.props, n.first_seen, n.last_seen, n.merged_into, n.hub_pin
    FROM entity n WHERE n.tenant_id = ${tenantId} AND n.id = ${id}`;
  if (row === undefined) return fromEvidence(actor, id);
  const [identifiers, merges] = await Promise.all([
    prisma().entityIdentifier.findMany({
      where: { tenantId, entityId: id },
      orderBy: [{ kind: 'asc' }, { value: 'asc' }],
      take: 200,
    }),
    entityMerges(tenantId, id),
  ]);
  return {
    id: row.id,
    type: row.type,
    name: row.name,
    props: propsOf(row.props),
    groups: groupsOf(row.props),
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    mergedInto: row.merged_into,
    isStored: true,
    hubPin: row.hub_pin,
    identifiers: identifiers.map((item) => ({
      kind: item.kind as IdentifierKind,
      value: item.value,
    })),
    merges,
  };
}

/** A thing that alerts name and that links nothing is kept with them alone: its page is made from what they say of it. */
async function fromEvidence(actor: Actor, id: string): Promise<FoundEntity | null> {
  const [row] = await prisma().$queryRaw<Omit<EntitySqlRow, 'id' | 'merged_into' | 'hub_pin'>[]>`
    SELECT e.type, e.name, e.props, e.first_activity AS first_seen, e.last_activity AS last_seen FROM alert_evidence e
    WHERE e.tenant_id = ${actor.tenantId} AND e.entity_id = ${id} ORDER BY e.last_activity DESC LIMIT 1`;
  if (row === undefined) return null;
  const kind = kindOf({ type: row.type, value: row.name });
  return {
    id,
    type: row.type,
    name: row.name,
    props: propsOf(row.props ?? {}),
    groups: [],
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    hubPin: null,
    identifiers: kind === null ? [] : [{ kind, value: row.name }],
    merges: [],
    mergedInto: null,
    isStored: false,
  };
}

/**
 * What an address of a page means: an entity by its id, or a thing by its name (`ip:203.0.113.7`). A name that belongs to
 * an entity leads there; one that does not still has a page, from telemetry alone.
 */
export async function getEntity(actor: Actor, id: string): Promise<FoundEntity | null> {
  const named = parseNamed(id);
  if (named === null) return byId(actor, id);
  const known = (await findNamed(actor, [named])).get(keyOf(named));
  const kind = kindOf(named);
  if (kind === null && known === undefined) return null;
  return {
    id,
    type: named.type,
    name: named.value,
    props: [],
    groups: [],
    firstSeen: null,
    lastSeen: null,
    hubPin: null,
    identifiers: kind === null ? [] : [{ kind, value: named.value }],
    merges: [],
    mergedInto: known?.id ?? null,
    isStored: false,
  };
}

export const loadEntity = cache(getEntity);

async function entityMerges(tenantId: string, id: string): Promise<EntityDetail['merges']> {
  const merges = await prisma().entityMerge.findMany({
    where: { tenantId, winnerId: id },
    orderBy: { at: 'desc' },
    take: 100,
  });
  const losers = await prisma().entity.findMany({
    where: { tenantId, id: { in: merges.map((merge) => merge.loserId) } },
    select: { id: true, name: true },
  });
  const names = new Map(losers.map((entity) => [entity.id, entity.name]));
  return merges.map((merge) => ({
    id: merge.id,
    name: names.get(merge.loserId) ?? merge.loserId,
    reason: merge.reason,
    at: merge.at.toISOString(),
  }));
}

const groupsOf = ({ groups }: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [];

function propsOf(props: Readonly<Record<string, unknown>>): readonly Reason[] {
  return Object.entries(props).flatMap(([name, value]) => {
    if (name === 'groups') return [];
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    const text = Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : typeof value === 'boolean'
          ? value
            ? 'Yes'
            : 'No'
          : String(value);
    return [{ label: humanize(name), value: text }];
  });
}

/** The latest alerts that name an entity. */
export async function entityAlerts(actor: Actor, entityId: string): Promise<readonly AlertRowView[]> {
  const rows = await prisma().$queryRaw<AlertSqlRow[]>`
    SELECT ${ALERT_COLUMNS}, p.name AS assignee_name, i.number AS incident_number, i.display_name AS incident_name
    FROM (SELECT e.alert_id FROM alert_evidence e WHERE e.tenant_id = ${actor.tenantId} AND e.entity_id = ${entityId}
      ORDER BY e.last_activity DESC LIMIT ${ENTITY_PAGE}) e
    JOIN alert a ON a.id = e.alert_id AND ${visibleAlerts(actor)}
    LEFT JOIN app_user p ON p.tenant_id = a.tenant_id AND p.id = a.assigned_to
    LEFT JOIN incident i ON i.tenant_id = a.tenant_id AND i.id = a.incident_id
    ORDER BY a.last_activity DESC, a.id`;
  return rows.map(toAlertRow);
}

/** The incidents of an entity's latest alerts, the latest first. */
export async function entityIncidents(actor: Actor, entityId: string): Promise<readonly IncidentRow[]> {
  const rows = await prisma().$queryRaw<IncidentSqlRow[]>`
    SELECT ${ROW_COLUMNS}, p.name AS assignee_name FROM incident i
    LEFT JOIN app_user p ON p.tenant_id = i.tenant_id AND p.id = i.assigned_to
    WHERE ${visibleIncidents(actor)} AND i.id IN (
      SELECT a.incident_id FROM (SELECT e.alert_id FROM alert_evidence e
        WHERE e.tenant_id = ${actor.tenantId} AND e.entity_id = ${entityId}
        ORDER BY e.last_activity DESC LIMIT 500) e
      JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id)
    ORDER BY i.last_activity DESC, i.id LIMIT ${ENTITY_PAGE}`;
  return rows.map(toIncidentRow);
}
