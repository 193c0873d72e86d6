import type { Reason } from '@/lib/domain/alert';
import { TACTICS } from '@/lib/domain/alert';
import type { EntityType } from '@/lib/domain/entity';
import { isHub, rarityOf } from './prevalence';
import { type CorrelationSettings, type RoleClass, UNORDERED_GAP } from './settings';
import type { AlertEntity, AlertNode, LinkTerm, PairScore } from './types';

interface Shared {
  readonly here: AlertEntity;
  readonly there: AlertEntity;
}

/**
 * How much two alerts belong together: symmetric, every term printed, those that count nothing with the reason.
 *
 * A pair is linked when its score reaches the threshold and what it shares could carry two incidents into one: a
 * grouping by the vendor, two independent entities, or one entity in the attacker's hands from which the story goes
 * on. Because the rule is one of pairs, incidents are the connected components of linked pairs in any order.
 */
export function scorePair(a: AlertNode, b: AlertNode, settings: CorrelationSettings): PairScore {
  const gap = gapOf(a, b);
  const terms = sharedOf(a, b).map((s) => termOf(a, b, s, gap, settings));
  const scored = withoutAloneTerms(a, b, terms, gap, settings);
  const counted = scored.filter((t) => t.excluded === undefined);
  const fused = fusedBy(a, b);
  const apart = fused === null ? keptApart(a, b) : null;
  const base = counted.reduce((sum, t) => sum + t.score, 0) * (apart === null ? 1 : settings.keptApartFactor);
  const bonuses = counted.length === 0 ? [] : bonusesOf(a, b, gap, settings);
  const bonus = bonuses.reduce((sum, x) => sum + x.amount, 0) + (fused === null ? 0 : settings.threshold);
  const score = round(base + bonus);
  const reasons: Reason[] = bonuses.map(({ label, amount }) => ({ label, value: `+${amount}` }));
  if (fused !== null) reasons.push({ label: 'Fused by the source', value: fused });
  if (apart !== null) reasons.push({ label: apart, value: `×${settings.keptApartFactor}` });
  return {
    a: a.alertId,
    b: b.alertId,
    terms: scored,
    bonuses: reasons,
    bonus: round(bonus),
    score,
    threshold: settings.threshold,
    linked: fused !== null || (score >= settings.threshold && counted.length > 0),
  };
}

const round = (n: number): number => Math.round(n * 1_000) / 1_000;

/** Milliseconds of event time between two alerts, 0 when they overlap. */
export function gapOf(a: AlertNode, b: AlertNode): number {
  return Math.max(0, a.firstActivity - b.lastActivity, b.firstActivity - a.lastActivity);
}

function sharedOf(a: AlertNode, b: AlertNode): readonly Shared[] {
  const mine = new Map(a.entities.map((e) => [e.entityId, e]));
  const shared: Shared[] = [];
  for (const there of b.entities) {
    const here = mine.get(there.entityId);
    if (here !== undefined) shared.push({ here, there });
  }
  return shared.sort((x, y) => (x.here.entityId < y.here.entityId ? -1 : 1));
}

const CARRIES_UNNAMED: ReadonlySet<EntityType> = new Set([
  'account',
  'host',
  'mailbox',
  'process',
  'fileHash',
]);

/**
 * What an entity's role allows in its alert. Sources that name no roles leave `unknown`: the account or host that an
 * alert is about then carries, unless the alert lists more of them than a story has.
 */
export function roleClass(alert: AlertNode, entity: AlertEntity, settings: CorrelationSettings): RoleClass {
  if (entity.role !== 'unknown') return settings.roles[entity.role].class;
  const listed = alert.entities.filter((e) => e.type === entity.type && e.role === 'unknown').length;
  if (listed > settings.maxUnknownFanOut) return 'adds';
  return CARRIES_UNNAMED.has(entity.type) ? 'carries' : 'supports';
}

const RANK: Readonly<Record<RoleClass, number>> = { carries: 2, supports: 1, adds: 0 };

function pairClass(a: AlertNode, b: AlertNode, s: Shared, settings: CorrelationSettings): RoleClass {
  const here = roleClass(a, s.here, settings);
  const there = roleClass(b, s.there, settings);
  return RANK[here] <= RANK[there] ? here : there;
}

function termOf(a: AlertNode, b: AlertNode, s: Shared, gap: number, settings: CorrelationSettings): LinkTerm {
  const { here, there } = s;
  const type = settings.types[here.type];
  const roles = Math.min(settings.roles[here.role].factor, settings.roles[there.role].factor);
  const weight = round(type.weight * roles);
  const rarity = Math.min(rarityOf(here.prevalence, type), rarityOf(there.prevalence, type));
  const decay = round(2 ** (-gap / (type.window / 2)));
  const excluded = exclusion(a, b, s, gap, settings);
  return {
    entityId: here.entityId,
    type: here.type,
    name: here.name,
    roleHere: here.role,
    roleThere: there.role,
    weight,
    rarity,
    decay,
    score: excluded === undefined ? round(weight * rarity * decay) : 0,
    ...(excluded === undefined ? {} : { excluded }),
  };
}

function exclusion(
  a: AlertNode,
  b: AlertNode,
  s: Shared,
  gap: number,
  settings: CorrelationSettings,
): string | undefined {
  const type = settings.types[s.here.type];
  const most =
    s.here.prevalence.distinct >= s.there.prevalence.distinct ? s.here.prevalence : s.there.prevalence;
  if (isHub(s.here.prevalence, type) || isHub(s.there.prevalence, type)) {
    const pinned = s.here.prevalence.pinned === 'hub' || s.there.prevalence.pinned === 'hub';
    return pinned
      ? 'hub: pinned by a person'
      : `hub: ${most.distinct} accounts and hosts in ${most.baselineDays} days`;
  }
  if (gap > type.window) return `window: ${hours(gap)} apart, ${s.here.type} bridges ${hours(type.window)}`;
  const listed = [a, b].some((alert, i) => {
    const entity = i === 0 ? s.here : s.there;
    return entity.role === 'unknown' && roleClass(alert, entity, settings) === 'adds';
  });
  if (listed) return `role: one of more than ${settings.maxUnknownFanOut} without a role`;
  return undefined;
}

const hours = (ms: number): string => `${Math.round(ms / 3_600_000)} h`;

/** Independent groups: an account and its mailbox are one person, a process and its host one machine. */
const GROUPS: Readonly<Record<EntityType, string>> = {
  account: 'identity',
  mailbox: 'identity',
  securityGroup: 'group',
  host: 'machine',
  process: 'machine',
  registryKey: 'machine',
  ip: 'network',
  url: 'network',
  domain: 'network',
  file: 'file',
  fileHash: 'file',
  mailMessage: 'message',
  cloudApplication: 'application',
  oauthApplication: 'application',
  servicePrincipal: 'application',
  azureResource: 'resource',
};

/** An address from which somebody acted is a machine; one that was contacted goes with its names. */
function groupOf({ type, roleHere, roleThere }: LinkTerm): string {
  const acted = (role: LinkTerm['roleHere']): boolean => role === 'compromised' || role === 'source';
  return type === 'ip' && acted(roleHere) && acted(roleThere) ? 'machine' : GROUPS[type];
}

/** How many independent things the terms name: per group, the most of one type. */
function independent(terms: readonly LinkTerm[]): number {
  const groups = new Map<string, Map<EntityType, number>>();
  for (const term of terms) {
    const types = groups.get(groupOf(term)) ?? new Map<EntityType, number>();
    types.set(term.type, (types.get(term.type) ?? 0) + 1);
    groups.set(groupOf(term), types);
  }
  return [...groups.values()].reduce((sum, types) => sum + Math.max(...types.values()), 0);
}

/** Excludes the terms that may not stand alone when nothing else bridges: then no term counts, each says why. */
function withoutAloneTerms(
  a: AlertNode,
  b: AlertNode,
  terms: readonly LinkTerm[],
  gap: number,
  settings: CorrelationSettings,
): readonly LinkTerm[] {
  const roles = new Map(sharedOf(a, b).map((s) => [s.here.entityId, pairClass(a, b, s, settings)]));
  const baseline = new Map(sharedOf(a, b).map((s) => [s.here.entityId, measured(s, settings)]));
  const bridges = terms.filter((t) => t.excluded === undefined && roles.get(t.entityId) !== 'adds');
  if (independent(bridges) >= 2) return terms;
  const onward = goesOn(a, b, gap);
  const whyNot = (t: LinkTerm): string | null => {
    const role = roles.get(t.entityId);
    if (role === 'adds') return `role: ${t.roleHere} and ${t.roleThere} never bridge alone`;
    if (role === 'supports') return `role: ${t.roleHere} and ${t.roleThere} need a second independent link`;
    if (baseline.get(t.entityId) !== true) {
      return `baseline: under ${settings.minBaselineDays} days, ${t.type} alone cannot link`;
    }
    return onward ? null : 'progress: one shared entity, and the later alert goes back along ATT&CK';
  };
  if (bridges.some((t) => whyNot(t) === null)) return terms;
  return terms.map((t) => (t.excluded === undefined ? { ...t, score: 0, excluded: whyNot(t) ?? 'role' } : t));
}

function measured(s: Shared, settings: CorrelationSettings): boolean {
  if (!settings.types[s.here.type].needsBaseline) return true;
  const days = Math.min(s.here.prevalence.baselineDays, s.there.prevalence.baselineDays);
  return days >= settings.minBaselineDays;
}

const stage = (alert: AlertNode): number => TACTICS.indexOf(alert.tactic);

/** The earlier alert first; equal times by key. */
function ordered(a: AlertNode, b: AlertNode): readonly [AlertNode, AlertNode] {
  const first = a.firstActivity - b.firstActivity || (a.alertKey < b.alertKey ? -1 : 1);
  return first <= 0 ? [a, b] : [b, a];
}

/** The story goes on: the later alert is at the same stage or a later one, or so near that the order says nothing. */
function goesOn(a: AlertNode, b: AlertNode, gap: number): boolean {
  if (gap <= UNORDERED_GAP) return true;
  const [first, second] = ordered(a, b);
  return stage(second) >= stage(first);
}

interface Bonus {
  readonly label: string;
  readonly amount: number;
}

function bonusesOf(a: AlertNode, b: AlertNode, gap: number, settings: CorrelationSettings): readonly Bonus[] {
  const [first, second] = ordered(a, b);
  const found: Bonus[] = [];
  const later = stage(second) > stage(first) || (gap === 0 && stage(first) !== stage(second));
  if (later)
    found.push({
      label: `ATT&CK progression ${first.tactic} → ${second.tactic}`,
      amount: settings.progressionBonus,
    });
  if (a.serviceSource !== b.serviceSource) {
    const names = [a.serviceSource, b.serviceSource].sort().join(' and ');
    found.push({ label: `Different sources: ${names}`, amount: settings.sourcesBonus });
  }
  return found;
}

const names = (alert: AlertNode, other: AlertNode): boolean =>
  other.providerAlertId !== undefined && alert.containsAlertIds?.includes(other.providerAlertId) === true;

const sameIncident = (a: AlertNode, b: AlertNode): boolean =>
  a.providerIncidentId !== undefined &&
  a.providerIncidentId === b.providerIncidentId &&
  a.serviceSource === b.serviceSource;

/** The vendor's own grouping: alerts that it put together belong together. */
function fusedBy(a: AlertNode, b: AlertNode): string | null {
  if (names(a, b) || names(b, a)) return 'one alert contains the other';
  return sameIncident(a, b) ? `incident ${a.providerIncidentId}` : null;
}

/**
 * The vendor's own grouping speaks against a pair: its incidents differ, or one alert is its summary of other alerts
 * (whose entities repeat theirs, so sharing them is no news). Weighs less; two strong links still hold.
 */
function keptApart(a: AlertNode, b: AlertNode): string | null {
  const summary = (n: AlertNode): boolean => (n.containsAlertIds?.length ?? 0) > 0;
  if (summary(a) || summary(b)) return 'A fused alert that does not name the other';
  if (a.serviceSource !== b.serviceSource) return null;
  const differ = a.providerIncidentId !== undefined && b.providerIncidentId !== undefined;
  return differ && a.providerIncidentId !== b.providerIncidentId
    ? 'In different incidents of one source'
    : null;
}
