import { gapOf, scorePair } from './score';
import type { CorrelationSettings } from './settings';
import type { AlertNode, PairScore } from './types';

/** Why two alerts are not linked, and what would tip it. */
export interface Explanation {
  readonly pair: PairScore;
  /** What the score lacks to the threshold, 0 when linked. */
  readonly shortfall: number;
  /** Milliseconds of event time between them. */
  readonly gap: number;
  readonly sentences: readonly string[];
}

/** Answers “why (not) linked?” for any two alerts, linked or not. */
export function whyNotLinked(a: AlertNode, b: AlertNode, settings: CorrelationSettings): Explanation {
  const pair = scorePair(a, b, settings);
  const shortfall = pair.linked ? 0 : Math.max(0, Math.round((pair.threshold - pair.score) * 1_000) / 1_000);
  return { pair, shortfall, gap: gapOf(a, b), sentences: sentences(pair, shortfall) };
}

function sentences(pair: PairScore, shortfall: number): readonly string[] {
  if (pair.linked) return [`Linked: ${pair.score} reaches the threshold of ${pair.threshold}.`];
  if (pair.terms.length === 0) return ['They share no entity that both name by a strong identifier.'];
  const excluded = pair.terms.filter((t) => t.excluded !== undefined);
  const counted = pair.terms.filter((t) => t.excluded === undefined);
  const said = excluded.map((t) => `${t.name} counts nothing: ${t.excluded}.`);
  if (counted.length === 0) return [...said, 'A second independent entity that both share would link them.'];
  const best = counted.reduce((x, y) => (x.score >= y.score ? x : y));
  const tips = [
    best.decay < 1 && best.weight * best.rarity >= pair.threshold
      ? `Nearer in time, ${best.name} alone would link them.`
      : null,
    best.rarity < 1
      ? `${best.name} is common (rarity ${best.rarity}); a rarer entity would weigh more.`
      : null,
    `It lacks ${shortfall}: one more shared entity of that weight, or a later ATT&CK stage, would tip it.`,
  ];
  return [...said, ...tips.filter((t) => t !== null)];
}

/** How the alerts of an incident group with and without one entity. */
export interface Replay {
  /** Groups of alert ids, largest first. */
  readonly before: readonly (readonly string[])[];
  readonly after: readonly (readonly string[])[];
  /** Pairs that this entity alone held together. */
  readonly lost: readonly PairScore[];
}

/**
 * Replays a set of alerts without one entity (“what if this was a hub?”). Quadratic in the alerts, of which an
 * incident has at most `maxAlerts`.
 */
export function withoutEntity(
  alerts: readonly AlertNode[],
  entityId: string,
  settings: CorrelationSettings,
): Replay {
  const stripped = alerts.map((a) => ({ ...a, entities: a.entities.filter((e) => e.entityId !== entityId) }));
  const before = linkedPairs(alerts, settings);
  const after = linkedPairs(stripped, settings);
  const kept = new Set(after.map((p) => `${p.a}|${p.b}`));
  return {
    before: components(alerts, before),
    after: components(alerts, after),
    lost: before.filter((p) => !kept.has(`${p.a}|${p.b}`)),
  };
}

function linkedPairs(alerts: readonly AlertNode[], settings: CorrelationSettings): readonly PairScore[] {
  return alerts.flatMap((a, i) =>
    alerts
      .slice(i + 1)
      .map((b) => scorePair(a, b, settings))
      .filter((p) => p.linked),
  );
}

/** Connected components as groups of alert ids, largest first, then by their first id. */
function components(
  alerts: readonly AlertNode[],
  pairs: readonly PairScore[],
): readonly (readonly string[])[] {
  const parent = new Map(alerts.map((a) => [a.alertId, a.alertId]));
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  for (const { a, b } of pairs) parent.set(root(a), root(b));
  const groups = new Map<string, string[]>();
  for (const { alertId } of alerts)
    groups.set(root(alertId), [...(groups.get(root(alertId)) ?? []), alertId]);
  return [...groups.values()]
    .map((g) => g.sort())
    .sort((x, y) => y.length - x.length || ((x[0] ?? '') < (y[0] ?? '') ? -1 : 1));
}
