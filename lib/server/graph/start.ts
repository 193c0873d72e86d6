import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { GraphPart, StartHit } from '@/lib/domain/views/investigation';
import { prisma } from '@/lib/server/db';
import { getIncident } from '@/lib/server/incidents/detail';
import { matchingEntities, visibleIncidents, wordsOf } from '@/lib/server/incidents/filter-sql';
import { knownIds, nodeName, thingsOf } from './nodes';
import { storedExpansion } from './stored';
import { tiesAmong } from './ties';

export interface Start extends GraphPart {
  /** The node that the graph began from. */
  readonly node: string;
  /** The incident it belongs to, where it began from one. */
  readonly incidentId: string | null;
}

/** What an entity's graph begins with beside itself: its newest alerts, folded where they are many. */
const FIRST_ALERTS = 25;

/**
 * The graph of an incident with its alerts and everything they name, or of an entity or alert with what touches it, or of a
 * name that telemetry alone knows.
 * A merged incident begins as the one it is part of. Null for what the actor's tenant does not have.
 */
export async function startOf(actor: Actor, from: string): Promise<Start | null> {
  const name = nodeName(from);
  if (name === null) return null;
  if (name.kind === 'seen') {
    const { type, value } = name;
    return {
      things: [{ kind: 'seen', id: from, label: value, type, value }],
      ties: [],
      node: from,
      incidentId: null,
    };
  }
  if (name.kind === 'incident') return startOfIncident(actor, String(name.number));
  const [self] = await thingsOf(actor, knownIds([from]));
  if (self === undefined) return null;
  const [alerts, incidents, entities] = await Promise.all([
    name.kind === 'entity' ? storedExpansion(actor, name, 'alerts', {}) : null,
    storedExpansion(actor, name, 'incidents', {}),
    name.kind === 'alert' ? everyEntity(actor, [name.id]) : [],
  ]);
  const ids = {
    incidents: incidents.incidents.slice(0, 5),
    alerts: [...(name.kind === 'alert' ? [name.id] : []), ...(alerts?.alerts.slice(0, FIRST_ALERTS) ?? [])],
    entities: [...(name.kind === 'entity' ? [name.id] : []), ...entities],
  };
  const [things, ties] = await Promise.all([thingsOf(actor, ids), tiesAmong(actor, ids)]);
  return {
    things: [self, ...things.filter((thing) => thing.id !== self.id)],
    ties,
    node: self.id,
    incidentId: null,
  };
}

async function startOfIncident(actor: Actor, number: string): Promise<Start | null> {
  const incident = await getIncident(actor, number);
  if (incident === null) return null;
  if (incident.redirectTo) return startOfIncident(actor, String(incident.redirectTo.number));
  const name = { kind: 'incident', number: incident.number } as const;
  const { alerts } = await storedExpansion(actor, name, 'alerts', {});
  const entities = await everyEntity(actor, alerts);
  const ids = { incidents: [incident.number], alerts, entities };
  const [things, ties] = await Promise.all([thingsOf(actor, ids), tiesAmong(actor, ids)]);
  return { things, ties, node: `incident:${incident.number}`, incidentId: incident.id };
}

const MAX_ENTITIES = 500;

/** The entities of some alerts, those in most alerts first. */
async function everyEntity({ tenantId }: Actor, alerts: readonly string[]): Promise<readonly string[]> {
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT e.entity_id AS id FROM alert_evidence e
    WHERE e.tenant_id = ${tenantId} AND e.alert_id = ANY(${[...alerts]}::text[])
    GROUP BY e.entity_id ORDER BY count(*) DESC, e.entity_id LIMIT ${MAX_ENTITIES}`;
  return rows.map((row) => row.id);
}

const HITS = 12;

/** Incidents by number or name, entities by name or identifier: places to start from or to look for a path to. */
export async function findStart(actor: Actor, text: string): Promise<readonly StartHit[]> {
  const clean = text.trim().slice(0, 200);
  if (clean === '') return [];
  const number = /^#?\d{1,9}$/.test(clean) ? Number(clean.replace('#', '')) : -1;
  return prisma().$queryRaw<StartHit[]>`
    (SELECT 'incident:' || i.number AS node, '#' || i.number || ' ' || i.display_name AS label, 'incident' AS type
     FROM incident i WHERE ${visibleIncidents(actor)} AND i.status <> 'redirected'
       AND i.id IN (SELECT n.id FROM incident n WHERE n.tenant_id = ${actor.tenantId} AND n.number = ${number}
         UNION SELECT n.id FROM incident n WHERE throughline_words(n.tenant_id, n.display_name) @@ ${wordsOf(actor, clean)})
     ORDER BY i.updated_at DESC, i.id LIMIT ${HITS})
    UNION ALL
    (SELECT 'entity:' || n.id, n.name, n.type FROM entity n JOIN (${matchingEntities(actor, clean)}) m ON m.id = n.id
     WHERE n.tenant_id = ${actor.tenantId} AND n.merged_into IS NULL
     ORDER BY length(n.name), n.last_seen DESC, n.id LIMIT ${HITS})`;
}
