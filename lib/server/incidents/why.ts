import 'server-only';
import type { PoolClient } from 'pg';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertName, ReplayView, WhyView } from '@/lib/domain/views/why';
import { DEFAULT_SETTINGS, type Explanation, whyNotLinked, withoutEntity } from '@/lib/engine/correlation';
import type { AlertNode } from '@/lib/engine/correlation/types';
import { alertNodes, constraintsOf } from '@/lib/server/engine/nodes';
import { withTransaction } from '@/lib/server/pg';

/**
 * Why an alert is linked, or not, to another one, or to an incident: then to that one of its alerts with which it
 * scores highest. Scored with the rarity that was frozen when the alerts were made.
 *
 * @param other an alert's id, or an incident's number with or without `#`
 * @returns null when either is unknown to the actor, or both are the same
 */
export function whyLinked(actor: Actor, alertId: string, other: string): Promise<WhyView | null> {
  return read(async (tx) => {
    const names = await otherAlerts(tx, actor, alertId, other);
    const nodes = await alertNodes(tx, actor.tenantId, [alertId, ...names.keys()]);
    const here = names.size > 0 ? (await alertNames(tx, actor, [alertId])).get(alertId) : undefined;
    const node = nodes.find((n) => n.alertId === alertId);
    if (!node || !here) return null;
    const best = closest(
      node,
      nodes.filter((n) => n !== node),
    );
    const name = names.get(best?.node.alertId ?? '');
    if (!best || !name) return null;
    const { pair, sentences } = best.explanation;
    return {
      other: name,
      linked: pair.linked,
      pair: { score: pair.score, threshold: pair.threshold, terms: pair.terms, bonuses: pair.bonuses },
      sentences: [...sentences, ...(await decisions(tx, actor, node, best.node))],
    };
  });
}

/** Replays an incident's alerts as if one of their entities did not count. */
export function replayWithout(
  actor: Actor,
  incidentId: string,
  entityId: string,
): Promise<ReplayView | null> {
  return read(async (tx) => {
    const found = await tx.query<{ id: string }>(
      'select id from alert where tenant_id = $1 and visible and incident_id = $2 order by key limit $3',
      [actor.tenantId, incidentId, DEFAULT_SETTINGS.maxAlerts],
    );
    const ids = found.rows.map((row) => row.id);
    const nodes = await alertNodes(tx, actor.tenantId, ids);
    const entity = nodes.flatMap((n) => n.entities).find((e) => e.entityId === entityId);
    if (!entity) return null;
    const names = await alertNames(tx, actor, ids);
    const named = (groups: readonly (readonly string[])[]) =>
      groups.map((group) => group.flatMap((id) => names.get(id) ?? []));
    const replay = withoutEntity(nodes, entityId, DEFAULT_SETTINGS);
    return {
      entityName: entity.name,
      before: named(replay.before),
      after: named(replay.after),
      lostPairs: replay.lost.length,
    };
  });
}

const read = <T>(work: (tx: PoolClient) => Promise<T>): Promise<T> =>
  withTransaction(work, { isolation: 'REPEATABLE READ', readOnly: true });

const NAMES = `select a.id, a.title, i.number as "incidentNumber"
  from alert a left join incident i on i.tenant_id = $1 and i.id = a.incident_id
  where a.tenant_id = $1 and a.visible`;

const byId = (rows: readonly AlertName[]): ReadonlyMap<string, AlertName> =>
  new Map(rows.map((row) => [row.id, row]));

async function alertNames(tx: PoolClient, actor: Actor, ids: readonly string[]) {
  return byId((await tx.query<AlertName>(`${NAMES} and a.id = any($2)`, [actor.tenantId, ids])).rows);
}

async function otherAlerts(tx: PoolClient, actor: Actor, alertId: string, other: string) {
  const number = /^#?(\d{1,9})$/.exec(other.trim())?.[1];
  if (number === undefined) return alertNames(tx, actor, other === alertId ? [] : [other.trim()]);
  const found = await tx.query<AlertName>(
    `${NAMES} and i.number = $2 and a.id <> $3 order by a.key limit $4`,
    [actor.tenantId, Number(number), alertId, DEFAULT_SETTINGS.maxAlerts],
  );
  return byId(found.rows);
}

/** The alert with which this one scores highest. */
function closest(
  node: AlertNode,
  others: readonly AlertNode[],
): { readonly node: AlertNode; readonly explanation: Explanation } | undefined {
  const scored = others.map((other) => ({
    node: other,
    explanation: whyNotLinked(node, other, DEFAULT_SETTINGS),
  }));
  return scored.sort((x, y) => y.explanation.pair.score - x.explanation.pair.score)[0];
}

/** What the score does not say: people's decisions, and incidents that stayed apart for another reason. */
async function decisions(tx: PoolClient, actor: Actor, a: AlertNode, b: AlertNode): Promise<string[]> {
  const constraints = await constraintsOf(tx, actor.tenantId, [a.alertId, b.alertId]);
  const between = constraints.filter(
    (c) => c.incidentId === (c.alertId === a.alertId ? b.incidentId : a.incidentId),
  );
  if (between.some((c) => c.kind === 'forbid')) return ['A person set them apart; that is never overruled.'];
  if (a.incidentId === null || b.incidentId === null) return [];
  return [a.incidentId === b.incidentId ? 'They are in the same incident.' : 'They are in two incidents.'];
}
