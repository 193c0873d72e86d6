import type { Reason, ServiceSource, Tactic } from '@/lib/domain/alert';
import type { EntityType, EvidenceRole } from '@/lib/domain/entity';
import type { Severity } from '@/lib/domain/severity';

/**
 * How common an entity is, measured from ordinary telemetry in a baseline that ends 24 h before the alert, and
 * frozen per entity and day.
 */
export interface Prevalence {
  /** Distinct accounts and hosts that the entity touched in the baseline. */
  readonly distinct: number;
  /** Days of telemetry the baseline covers, 0 when the tenant is new. */
  readonly baselineDays: number;
  readonly pinned?: 'hub' | 'notHub';
}

/** An entity as it takes part in one alert. */
export interface AlertEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  readonly prevalence: Prevalence;
}

/** What correlation sees of an alert. */
export interface AlertNode {
  readonly alertId: string;
  /** The stable key that orders edges: the same alert has the same key in every run. */
  readonly alertKey: string;
  readonly severity: Severity;
  readonly serviceSource: ServiceSource;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  /** Event times, milliseconds. */
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly entities: readonly AlertEntity[];
  /** Provider's own incident, where the source fused alerts itself. */
  readonly providerIncidentId?: string;
  /** The alert's id in its source, so that a vendor's fused alert finds the alerts that it names. */
  readonly providerAlertId?: string;
  /** A vendor's fused alert: ids, in its source, of the alerts that it contains. */
  readonly containsAlertIds?: readonly string[];
  readonly incidentId: string | null;
}

/** What correlation sees of an incident that a candidate alert is in. */
export interface IncidentNode {
  readonly incidentId: string;
  readonly status: 'active' | 'inProgress' | 'resolved' | 'redirected' | 'awaitingAction';
  readonly assignedTo: string | null;
  readonly classification: string;
  readonly determination: string;
  readonly alertCount: number;
  readonly entityCount: number;
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly createdSequence: number;
  readonly historical: boolean;
  /** The incident that this one continues, and the one that continues it: set when it is full or was resolved. */
  readonly followUpOf: string | null;
  readonly continuedBy: string | null;
  /** Incidents that a person set apart from this one: a `forbid` on any of its alerts names them. */
  readonly apartFrom?: readonly string[];
}

/** A person's word that two things belong together or apart; never overruled. */
export interface Constraint {
  readonly kind: 'forbid' | 'require';
  readonly alertId: string;
  readonly incidentId: string;
}

/** One term of a pair score, printed on the page. */
export interface LinkTerm {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly roleHere: EvidenceRole;
  readonly roleThere: EvidenceRole;
  readonly weight: number;
  readonly rarity: number;
  readonly decay: number;
  readonly score: number;
  /** Why the term counts nothing, when it does: hub, role, window, baseline. */
  readonly excluded?: string;
}

/** Why two alerts belong together. */
export interface PairScore {
  readonly a: string;
  readonly b: string;
  readonly terms: readonly LinkTerm[];
  readonly bonuses: readonly Reason[];
  readonly bonus: number;
  readonly score: number;
  readonly threshold: number;
  readonly linked: boolean;
}
