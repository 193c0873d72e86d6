import type { AlertStatus, Domain, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';

/** An entity of an alert as a summary needs it. */
export interface SummaryEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  /** Distinct accounts and hosts in its baseline. */
  readonly distinct: number;
  /** What makes it critical, e.g. `domain controller` or `Global Administrator`. */
  readonly critical?: string;
}

/** An alert as a summary needs it. */
export interface SummaryAlert {
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly tactic: Tactic;
  readonly serviceSource: ServiceSource;
  readonly domain: Domain;
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly entities: readonly SummaryEntity[];
}

export interface Impacted {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
}

const ASSETS: readonly EntityType[] = [
  'account',
  'host',
  'mailbox',
  'oauthApplication',
  'servicePrincipal',
  'azureResource',
];
const ROLE_ORDER: readonly EvidenceRole[] = ['compromised', 'attacker', 'created', 'suspicious', 'attacked'];
const MAX_IMPACTED = 10;

/**
 * The assets that an incident is about, the most involved first: by role, then by how many alerts name them, then by
 * who came first. Bystanders are left out.
 */
export function impactedOf(alerts: readonly SummaryAlert[]): readonly Impacted[] {
  const found = new Map<string, { entity: SummaryEntity; count: number; since: number }>();
  for (const { entity, since } of alerts.flatMap((a) =>
    a.entities.map((entity) => ({ entity, since: a.firstActivity })),
  )) {
    if (!ASSETS.includes(entity.type) || entity.role === 'contextual' || entity.role === 'scanned') continue;
    const old = found.get(entity.entityId);
    const stronger = old === undefined || rank(entity.role) < rank(old.entity.role);
    found.set(entity.entityId, {
      entity: stronger ? entity : old.entity,
      count: (old?.count ?? 0) + 1,
      since: Math.min(old?.since ?? since, since),
    });
  }
  return [...found.values()]
    .sort(
      (a, b) =>
        rank(a.entity.role) - rank(b.entity.role) ||
        b.count - a.count ||
        a.since - b.since ||
        (a.entity.name < b.entity.name ? -1 : a.entity.name > b.entity.name ? 1 : 0),
    )
    .slice(0, MAX_IMPACTED)
    .map(({ entity: { entityId, type, name, role } }) => ({ entityId, type, name, role }));
}

const rank = (role: EvidenceRole): number => {
  const at = ROLE_ORDER.indexOf(role);
  return at < 0 ? ROLE_ORDER.length : at;
};
