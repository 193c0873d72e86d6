import 'server-only';
import type { EntityType } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import type { PathView } from '@/lib/domain/views/investigation';
import { shortestWay } from '@/lib/engine/graph';
import { prisma } from '@/lib/server/db';
import { AppError } from '@/lib/server/errors';
import { hubOf, knownIds, nodeName, thingsOf } from './nodes';
import { tiesAmong } from './ties';

/** Entity, alert, entity, alert … : five alerts at most between two entities. */
const LIMITS = { maxSteps: 10, maxFrontier: 300 } as const;
/** The newest alerts of an entity that the search goes through: fewer where a round begins at many entities. */
const ALERTS_PER_ENTITY = { most: 50, least: 5 } as const;
/** Alerts that one round reads, since the next goes on from `maxFrontier` of them at most. */
const ALERTS_PER_ROUND = 1_500;

interface Search {
  readonly actor: Actor;
  readonly ends: ReadonlySet<string>;
  readonly crossHubs: boolean;
  /** `searched`: of the entities with more, the fewest alerts that were looked at. */
  readonly met: { hubs: Set<string>; searched: number | null };
}

/**
 * The shortest way between two things over stored evidence: an entity leads to the alerts that name it, an alert to the
 * entities it names, an incident at an end to its alerts. Hubs are not crossed unless asked: everybody is two steps from
 * everybody through a mail gateway.
 */
export async function findPath(
  actor: Actor,
  from: string,
  to: string,
  crossHubs: boolean,
): Promise<PathView> {
  const kinds = [from, to].map((node) => nodeName(node)?.kind ?? 'seen');
  if (kinds.includes('seen')) {
    throw new AppError('invalid', 'path to what is not stored', {
      userText: 'Only incidents, alerts and entities have stored evidence to search.',
    });
  }
  const search: Search = {
    actor,
    ends: new Set([from, to]),
    crossHubs,
    met: { hubs: new Set(), searched: null },
  };
  const { way, isCut } = await shortestWay(from, to, (nodes) => stepsFrom(search, nodes), LIMITS);
  const ids = knownIds(way ?? []);
  const [things, ties] = await Promise.all([thingsOf(actor, ids), tiesAmong(actor, ids)]);
  return { found: way !== null, way: way ?? [], things, ties, limits: limitsOf(search, isCut) };
}

function limitsOf({ met, crossHubs }: Search, isCut: boolean): readonly string[] {
  return [
    ...(!crossHubs && met.hubs.size > 0
      ? [
          `${met.hubs.size} ${met.hubs.size === 1 ? 'entity that is' : 'entities that are'} common here ${met.hubs.size === 1 ? 'was' : 'were'} not crossed.`,
        ]
      : []),
    ...(met.searched === null ? [] : [`Of each entity the newest ${met.searched} alerts were searched.`]),
    ...(isCut ? [`The search went on from ${LIMITS.maxFrontier} things in each round.`] : []),
  ];
}

async function stepsFrom(search: Search, nodes: readonly string[]) {
  const { incidents, alerts, entities } = knownIds(nodes);
  const found = await Promise.all([
    incidents.length === 0 ? [] : alertsOfIncidents(search, incidents),
    alerts.length === 0 ? [] : entitiesOfAlerts(search, alerts),
    entities.length === 0 ? [] : alertsOfEntities(search, entities),
  ]);
  return found.flat();
}

async function alertsOfIncidents({ actor }: Search, numbers: readonly number[]) {
  const rows = await prisma().$queryRaw<{ number: number; id: string }[]>`
    SELECT i.number, a.id FROM incident i
    JOIN alert a ON a.tenant_id = i.tenant_id AND a.incident_id = i.id AND a.visible
    WHERE i.tenant_id = ${actor.tenantId} AND i.number = ANY(${[...numbers]}::int[]) LIMIT 1000`;
  return rows.map((row) => ({ from: `incident:${row.number}`, to: `alert:${row.id}` }));
}

async function alertsOfEntities({ actor, met }: Search, ids: readonly string[]) {
  const { most, least } = ALERTS_PER_ENTITY;
  const each = Math.min(most, Math.max(least, Math.floor(ALERTS_PER_ROUND / ids.length)));
  const rows = await prisma().$queryRaw<{ entity_id: string; alert_id: string; place: bigint }[]>`
    SELECT f.id AS entity_id, e.alert_id, e.place FROM unnest(${[...ids]}::text[]) AS f(id)
    JOIN LATERAL (SELECT e.alert_id, row_number() OVER (ORDER BY e.last_activity DESC) AS place FROM alert_evidence e
      WHERE e.tenant_id = ${actor.tenantId} AND e.entity_id = f.id
      ORDER BY e.last_activity DESC LIMIT ${each + 1}) e ON TRUE
    JOIN alert a ON a.tenant_id = ${actor.tenantId} AND a.id = e.alert_id AND a.visible`;
  if (rows.some((row) => Number(row.place) > each)) met.searched = Math.min(met.searched ?? each, each);
  return rows
    .filter((row) => Number(row.place) <= each)
    .map((row) => ({ from: `entity:${row.entity_id}`, to: `alert:${row.alert_id}` }));
}

async function entitiesOfAlerts({ actor, ends, crossHubs, met }: Search, ids: readonly string[]) {
  const rows = await prisma().$queryRaw<
    {
      alert_id: string;
      entity_id: string;
      type: EntityType;
      prevalence: number;
      baseline_days: number;
      hub_pin: 'hub' | 'notHub' | null;
    }[]
  >`SELECT e.alert_id, e.entity_id, e.type, e.prevalence, e.baseline_days, n.hub_pin FROM alert_evidence e
    LEFT JOIN entity n ON n.tenant_id = e.tenant_id AND n.id = e.entity_id
    WHERE e.tenant_id = ${actor.tenantId} AND e.alert_id = ANY(${[...ids]}::text[])`;
  return rows.flatMap((row) => {
    const to = `entity:${row.entity_id}`;
    if (!crossHubs && !ends.has(to) && hubOf(row)) {
      met.hubs.add(to);
      return [];
    }
    return [{ from: `alert:${row.alert_id}`, to }];
  });
}
