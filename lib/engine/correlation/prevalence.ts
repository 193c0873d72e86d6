import { keysWith } from '@/lib/core/keys';
import type { EntityMention, EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { TypeSettings } from './settings';
import type { Prevalence } from './types';

/**
 * Which distinct accounts and hosts one entity touched, one JSON value per key. Bounded: of more than `PREVALENCE_CAP`
 * counterparts those with the smallest names are kept, so that two states merge to the same one in any order; more
 * than `PREVALENCE_CAP` is a hub in any case. Each counterpart keeps the first and last day on which it was seen.
 */
export interface PrevalenceState {
  readonly seen: Record<string, [first: number, last: number]>;
}

/** First and last day of ordinary telemetry of a tenant. */
export interface TenantBaseline {
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Most counterparts that are counted per entity. */
export const PREVALENCE_CAP = 64;
const BASELINE_DAYS = 30;
/** Contacts younger than this are taken for the attack itself where the entity is the attacker or compromised. */
const ATTACK_DAYS = 7;

export const emptyPrevalence = (): PrevalenceState => ({ seen: {} });

/** State key of an entity's prevalence: accounts and hosts by entity id, everything else by its value. */
export function prevalenceKey(type: EntityType, value: string): string {
  let keys = KEYS.get(type);
  if (!keys) {
    keys = keysWith(`prevalence|${type}|`);
    KEYS.set(type, keys);
  }
  return keys(value);
}

const KEYS = new Map<EntityType, (value: string) => string>();

const KEY_KINDS: Partial<Record<EntityType, readonly string[]>> = {
  ip: ['address', 'scopedAddress'],
  domain: ['domain'],
  fileHash: ['sha256', 'sha1', 'md5'],
  cloudApplication: ['appId', 'appName'],
  oauthApplication: ['appId', 'appName'],
  servicePrincipal: ['appId'],
};

/**
 * The prevalence key of an entity in an alert. Files and processes are known by file name (a common name is common
 * wherever it lies), hashes by value; null for what is not measured: it counts as rare.
 */
export function evidenceKey(item: EntityMention, entityId: string): string | null {
  switch (item.type) {
    case 'account':
    case 'host':
      return prevalenceKey(item.type, entityId);
    case 'file':
    case 'process':
      return prevalenceKey('process', item.name.toLowerCase());
    case 'url': {
      const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(item.ids[0]?.value ?? '')?.[1];
      return host === undefined ? null : prevalenceKey('domain', host.toLowerCase());
    }
    default: {
      const kinds = KEY_KINDS[item.type] ?? [];
      const id = kinds.map((kind) => item.ids.find((i) => i.kind === kind)).find((i) => i !== undefined);
      return id === undefined
        ? null
        : prevalenceKey(item.type === 'servicePrincipal' ? 'oauthApplication' : item.type, id.value);
    }
  }
}

/**
 * Records one contact. Changes the state in place.
 * @returns whether the state changed and must be stored
 */
export function observe(state: PrevalenceState, counterpart: string, day: number): boolean {
  const seen = state.seen[counterpart];
  if (seen === undefined) {
    return admit(state, counterpart, day);
  }
  if (day >= seen[0] && day <= seen[1]) return false;
  seen[0] = Math.min(seen[0], day);
  seen[1] = Math.max(seen[1], day);
  return true;
}

/** Takes a new counterpart in, at the cost of the one with the largest name when full. */
function admit(state: PrevalenceState, counterpart: string, day: number): boolean {
  const extent = knownExtent(state);
  const full = extent.size >= PREVALENCE_CAP;
  if (full) {
    if (counterpart > extent.largest) return false;
    delete state.seen[extent.largest];
  }
  state.seen[counterpart] = [day, day];
  EXTENTS.set(state, full ? extentOf(state) : grown(extent, counterpart));
  return true;
}

interface Extent {
  readonly size: number;
  readonly largest: string;
}

/** What a hub's state was found to hold: it is asked of every row, and changes of few. */
const EXTENTS = new WeakMap<PrevalenceState, Extent>();

function knownExtent(state: PrevalenceState): Extent {
  const known = EXTENTS.get(state);
  if (known) return known;
  const extent = extentOf(state);
  EXTENTS.set(state, extent);
  return extent;
}

function extentOf(state: PrevalenceState): Extent {
  let size = 0;
  let largest = '';
  for (const name in state.seen) {
    size++;
    if (name > largest) largest = name;
  }
  return { size, largest };
}

const grown = ({ size, largest }: Extent, name: string): Extent => ({
  size: size + 1,
  largest: name > largest ? name : largest,
});

/** Both states in one, in any order the same. */
export function mergePrevalence(a: PrevalenceState, b: PrevalenceState): PrevalenceState {
  const seen: Record<string, [number, number]> = {};
  const names = [...new Set([...Object.keys(a.seen), ...Object.keys(b.seen)])]
    .sort()
    .slice(0, PREVALENCE_CAP);
  for (const name of names) {
    const [x, y] = [a.seen[name] ?? b.seen[name], b.seen[name] ?? a.seen[name]];
    if (x !== undefined && y !== undefined) seen[name] = [Math.min(x[0], y[0]), Math.max(x[1], y[1])];
  }
  return { seen };
}

/** Records that a tenant sent ordinary telemetry on a day. */
export function extendBaseline(tenant: TenantBaseline | undefined, day: number): TenantBaseline {
  if (tenant === undefined) return { firstDay: day, lastDay: day };
  if (day >= tenant.firstDay && day <= tenant.lastDay) return tenant;
  return { firstDay: Math.min(tenant.firstDay, day), lastDay: Math.max(tenant.lastDay, day) };
}

/**
 * How common an entity was in the 30 days that end 24 h before the alert (whole UTC days: the last day that counts is
 * the second one before the alert's).
 *
 * An attacker's or compromised entity is not made a hub by its own attack: contacts that began less than a week
 * before the alert do not count for it.
 *
 * @param alertDay day number of the alert's first activity
 */
export function prevalenceAt(
  state: PrevalenceState | undefined,
  alertDay: number,
  tenant: TenantBaseline | undefined,
  role: EvidenceRole,
  pinned?: 'hub' | 'notHub',
): Prevalence {
  const own = role === 'attacker' || role === 'compromised' || role === 'commandAndControl';
  const end = alertDay - (own ? ATTACK_DAYS : 2);
  let distinct = 0;
  for (const [first, last] of Object.values(state?.seen ?? {})) {
    if (first <= end && last > alertDay - 2 - BASELINE_DAYS) distinct++;
  }
  const known = tenant === undefined ? 0 : Math.min(alertDay - 1, tenant.lastDay + 1) - tenant.firstDay;
  const baselineDays = Math.max(0, Math.min(BASELINE_DAYS, known));
  return { distinct, baselineDays, ...(pinned === undefined ? {} : { pinned }) };
}

/** True when an entity touches so many that sharing it says nothing. A person's pin wins. */
export function isHub(prevalence: Prevalence, settings: TypeSettings): boolean {
  if (prevalence.pinned !== undefined) return prevalence.pinned === 'hub';
  return prevalence.distinct >= settings.hub;
}

/**
 * 1 for an entity that touched at most `free` accounts and hosts, falling with the logarithm of their number to 0 for
 * a hub.
 */
export function rarityOf(prevalence: Prevalence, settings: TypeSettings): number {
  if (isHub(prevalence, settings)) return 0;
  if (prevalence.pinned === 'notHub' || prevalence.distinct <= settings.free) return 1;
  const over = Math.log(1 + prevalence.distinct - settings.free) / Math.log(1 + settings.hub - settings.free);
  return Math.round((1 - over) * 1_000) / 1_000;
}
