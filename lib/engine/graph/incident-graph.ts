import { hash128 } from '@/lib/core/hash';
import {
  EVIDENCE_ROLES,
  EVIDENCE_VERDICTS,
  type EvidenceRole,
  type EvidenceVerdict,
} from '@/lib/domain/entity';
import { maxSeverity } from '@/lib/domain/severity';
import type { GraphAlert, GraphEdge, GraphEvidence, GraphLink, GraphNode, IncidentGraph } from './types';

interface Options {
  /** Fold things of one kind with the same neighbours when there are more than this many. */
  readonly foldAbove: number;
}

const MAX_NAMES = 10;

interface FoldedAlert {
  readonly id: string;
  readonly alerts: readonly GraphAlert[];
}

interface SeenEntity {
  readonly entity: GraphEvidence;
  readonly verdict: EvidenceVerdict;
  /** Alert node id → role, the most telling one. */
  readonly roles: ReadonlyMap<string, EvidenceRole>;
}

/**
 * The graph of an incident: alerts, the entities in their roles, and the links between alerts. Many things of one kind
 * with the same neighbours become one node “name +N”, so that a spray over 500 accounts is still a picture. Node and
 * edge ids are stable; nodes are ordered by time and name, edges by id.
 *
 * @param links stored links between the alerts; those to other alerts are left out
 */
export function incidentGraph(
  alerts: readonly GraphAlert[],
  links: readonly GraphLink[],
  options: Options = { foldAbove: 4 },
): IncidentGraph {
  const folded = foldAlerts(alerts, options);
  const nodeOf = new Map(folded.flatMap((f) => f.alerts.map((a) => [a.alertId, f.id] as const)));
  const groups = foldEntities(entitiesOf(folded), options);
  const edges = [
    ...groups.flatMap(({ id, members }) => evidenceEdges(id, members)),
    ...linkEdges(links, nodeOf),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    nodes: [...folded.map(alertNode), ...groups.map(({ id, members }) => entityNode(id, members))],
    edges,
  };
}

const byTime = (a: GraphAlert, b: GraphAlert): number =>
  a.firstActivity - b.firstActivity || (a.alertId < b.alertId ? -1 : 1);

const short = (text: string): string => hash128(text).slice(0, 12);

/** Alerts of one title about the same entities fold; the earliest stands for them. */
function foldAlerts(alerts: readonly GraphAlert[], options: Options): readonly FoldedAlert[] {
  const groups = new Map<string, GraphAlert[]>();
  for (const alert of [...alerts].sort(byTime)) {
    const key = `${alert.title}|${[...new Set(alert.evidence.map((e) => `${e.entityId}:${e.role}`))].sort().join('|')}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups.entries()].flatMap(([key, members]) =>
    members.length > options.foldAbove
      ? [{ id: `alerts:${short(key)}`, alerts: members }]
      : members.map((a) => ({ id: `alert:${a.alertId}`, alerts: [a] })),
  );
}

/** How telling a role is, for an entity that an alert names twice: the later in the vendor's list the more. */
const TELLING: readonly EvidenceRole[] = [
  'attacker',
  'compromised',
  'commandAndControl',
  'created',
  'attacked',
];
const telling = (role: EvidenceRole): number => {
  const at = TELLING.indexOf(role);
  return at < 0 ? TELLING.length + EVIDENCE_ROLES.length - EVIDENCE_ROLES.indexOf(role) : at;
};

const worse = (a: EvidenceVerdict, b: EvidenceVerdict): EvidenceVerdict => {
  const order: readonly EvidenceVerdict[] = ['malicious', 'suspicious', 'noThreatsFound', 'unknown'];
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
};

function entitiesOf(folded: readonly FoldedAlert[]): readonly SeenEntity[] {
  const seen = new Map<
    string,
    { entity: GraphEvidence; verdict: EvidenceVerdict; roles: Map<string, EvidenceRole> }
  >();
  for (const { id, alerts } of folded) {
    for (const entity of alerts.flatMap((a) => a.evidence)) {
      const old = seen.get(entity.entityId) ?? { entity, verdict: EVIDENCE_VERDICTS[0], roles: new Map() };
      const role = old.roles.get(id);
      if (role === undefined || telling(entity.role) < telling(role)) old.roles.set(id, entity.role);
      seen.set(entity.entityId, { ...old, verdict: worse(old.verdict, entity.verdict) });
    }
  }
  return [...seen.values()];
}

interface EntityGroup {
  readonly id: string;
  readonly members: readonly SeenEntity[];
}

/** Entities of one type that play the same roles in the same alerts fold. */
function foldEntities(entities: readonly SeenEntity[], options: Options): readonly EntityGroup[] {
  const groups = new Map<string, SeenEntity[]>();
  for (const seen of entities) {
    const roles = [...seen.roles].map(([alert, role]) => `${alert}=${role}`).sort();
    const key = `${seen.entity.type}|${roles.join('|')}`;
    groups.set(key, [...(groups.get(key) ?? []), seen]);
  }
  return [...groups.entries()].flatMap(([key, list]) => {
    const members = [...list].sort((a, b) => (a.entity.name < b.entity.name ? -1 : 1));
    return members.length > options.foldAbove
      ? [{ id: `entities:${short(key)}`, members }]
      : members.map((m) => ({ id: `entity:${m.entity.entityId}`, members: [m] }));
  });
}

const label = (name: string, count: number): string => (count > 1 ? `${name} +${count - 1}` : name);

function alertNode({ id, alerts }: FoldedAlert): GraphNode {
  const [first] = alerts;
  return {
    id,
    kind: 'alert',
    label: label(first?.title ?? '', alerts.length),
    count: alerts.length,
    severity: alerts.reduce((max, a) => maxSeverity(max, a.severity), first?.severity ?? 'informational'),
    firstActivity: first?.firstActivity ?? 0,
    alertIds: alerts.map((a) => a.alertId),
  };
}

function entityNode(id: string, members: readonly SeenEntity[]): GraphNode {
  const first = members[0]?.entity;
  return {
    id,
    kind: 'entity',
    label: label(first?.name ?? '', members.length),
    count: members.length,
    type: first?.type ?? 'account',
    verdict: members.reduce<EvidenceVerdict>((w, m) => worse(w, m.verdict), 'unknown'),
    detail: members.length === 1 ? (first?.detail ?? null) : null,
    hub: members.some((m) => m.entity.hub === true),
    entityIds: members.map((m) => m.entity.entityId),
    names: members.slice(0, MAX_NAMES).map((m) => m.entity.name),
  };
}

/** All members of a group play the same roles, so the first one's edges are the group's. */
function evidenceEdges(id: string, members: readonly SeenEntity[]): readonly GraphEdge[] {
  return [...(members[0]?.roles ?? [])].map(([alert, role]) => ({
    id: `${alert}>${id}`,
    kind: 'evidence',
    source: alert,
    target: id,
    role,
  }));
}

/** One edge for each pair of alert nodes, with the strongest score between them. */
function linkEdges(links: readonly GraphLink[], nodeOf: ReadonlyMap<string, string>): readonly GraphEdge[] {
  const best = new Map<string, GraphEdge & { kind: 'link' }>();
  for (const link of links) {
    const [source, target] = [nodeOf.get(link.a), nodeOf.get(link.b)].sort();
    if (source === undefined || target === undefined || source === target) continue;
    const id = `${source}~${target}`;
    if ((best.get(id)?.score ?? 0) < link.score)
      best.set(id, { id, kind: 'link', source, target, score: link.score });
  }
  return [...best.values()];
}
