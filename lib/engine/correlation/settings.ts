import { DAY, HOUR } from '@/lib/core/time';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';

/** How one entity type takes part in correlation. */
export interface TypeSettings {
  /** Longest gap between two alerts that the entity may bridge, milliseconds of event time. */
  readonly window: number;
  /** Weight of a shared entity of this type, 0–1. */
  readonly weight: number;
  /** Distinct accounts and hosts up to which an entity is perfectly rare. */
  readonly free: number;
  /** Distinct accounts and hosts from which it is a hub. */
  readonly hub: number;
  /** True for what says little before it was measured: alone it links nothing in the first days of a tenant. */
  readonly needsBaseline: boolean;
}

/**
 * What a role allows: `carries` may bridge two alerts alone, `supports` counts as one of two independent links,
 * `adds` only adds to what others bridge.
 */
export type RoleClass = 'carries' | 'supports' | 'adds';

export interface CorrelationSettings {
  readonly types: Readonly<Record<EntityType, TypeSettings>>;
  readonly roles: Readonly<Record<EvidenceRole, { readonly class: RoleClass; readonly factor: number }>>;
  readonly threshold: number;
  readonly progressionBonus: number;
  readonly sourcesBonus: number;
  /** What remains of a pair's terms when a vendor's own grouping speaks against it. */
  readonly keptApartFactor: number;
  /** Days of telemetry before an address or a common file may link alone. */
  readonly minBaselineDays: number;
  /** Entities of one type with no role of their own, above which an alert is a list and not a story. */
  readonly maxUnknownFanOut: number;
  readonly maxAlerts: number;
  readonly maxEntities: number;
  readonly maxSpan: number;
  /** Alerts per shared entity that the driver fetches, nearest in time first. */
  readonly maxNeighbours: number;
  /** Links stored per alert beside the strongest one to each alert group. */
  readonly maxLinks: number;
}

const type = (
  window: number,
  weight: number,
  free: number,
  hub: number,
  needsBaseline = false,
): TypeSettings => ({
  window,
  weight,
  free,
  hub,
  needsBaseline,
});

/** Defaults (architecture section 4). Windows and caps are documented there; weights are calibrated by the tests. */
export const DEFAULT_SETTINGS: CorrelationSettings = {
  types: {
    account: type(14 * DAY, 1, 5, 50),
    mailbox: type(14 * DAY, 0.9, 3, 30),
    host: type(7 * DAY, 0.8, 5, 40),
    ip: type(DAY, 0.8, 1, 12, true),
    mailMessage: type(14 * DAY, 1, 1_000, 100_000),
    url: type(7 * DAY, 0.8, 2, 20, true),
    domain: type(7 * DAY, 0.7, 2, 15, true),
    file: type(30 * DAY, 0.7, 2, 20, true),
    fileHash: type(30 * DAY, 0.9, 2, 20, true),
    process: type(7 * DAY, 1, 1, 20),
    cloudApplication: type(30 * DAY, 0.6, 3, 25, true),
    oauthApplication: type(30 * DAY, 0.9, 3, 25),
    servicePrincipal: type(30 * DAY, 0.9, 3, 25),
    securityGroup: type(14 * DAY, 0.4, 3, 25),
    azureResource: type(14 * DAY, 0.7, 5, 30),
    registryKey: type(7 * DAY, 0.4, 2, 15, true),
  },
  roles: {
    attacker: { class: 'carries', factor: 1 },
    compromised: { class: 'carries', factor: 1 },
    commandAndControl: { class: 'carries', factor: 1 },
    created: { class: 'carries', factor: 0.9 },
    added: { class: 'carries', factor: 0.9 },
    suspicious: { class: 'carries', factor: 0.85 },
    edited: { class: 'supports', factor: 0.8 },
    loaded: { class: 'supports', factor: 0.8 },
    source: { class: 'supports', factor: 0.8 },
    policyViolator: { class: 'supports', factor: 0.8 },
    unknown: { class: 'supports', factor: 0.75 },
    destination: { class: 'supports', factor: 0.6 },
    attacked: { class: 'adds', factor: 0.3 },
    scanned: { class: 'adds', factor: 0.2 },
    contextual: { class: 'adds', factor: 0.2 },
  },
  threshold: 0.5,
  progressionBonus: 0.15,
  sourcesBonus: 0.1,
  keptApartFactor: 0.5,
  minBaselineDays: 7,
  maxUnknownFanOut: 5,
  maxAlerts: 150,
  maxEntities: 500,
  maxSpan: 45 * DAY,
  maxNeighbours: 200,
  maxLinks: 10,
};

/** Gap up to which the order of tactics says nothing: detections of one attack arrive in any order within a day. */
export const UNORDERED_GAP = 24 * HOUR;

/** Version of scoring that is stored with every link; raise it when a score can change. */
export const CORRELATION_VERSION = 1;
