import type { Classification, Determination, Domain, Reason, ServiceSource, Tactic } from '../alert';
import type { EntityType, EvidenceRole, EvidenceVerdict, RemediationStatus } from '../entity';
import type { IncidentStatus } from '../incident';
import type { RiskLevel, RiskState } from '../risk';
import type { Severity } from '../severity';
import type { HistoryMode, Selection } from './filter';
import type { ListFilter, Selections } from './list';
import type { NumberRange, TimeRange } from './range';

/** Orders of the incident queue; `desc` is newest, highest and most first. */
export const INCIDENT_SORTS = ['updated', 'created', 'priority', 'severity', 'activity', 'alerts'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

/** Properties whose values a filter keeps or leaves out. */
export const INCIDENT_FACETS = [
  'status',
  'severity',
  'assignee',
  'classification',
  'determination',
  'tag',
  'source',
  'domain',
  'tactic',
  'technique',
] as const;
export type IncidentFacet = (typeof INCIDENT_FACETS)[number];

/** By what the queue can be cut into groups. An incident with several sources, say, is in the group of each of them. */
export const INCIDENT_GROUPS = [
  'status',
  'severity',
  'assignee',
  'classification',
  'source',
  'domain',
  'tactic',
  'tag',
] as const satisfies readonly IncidentFacet[];

/** `assignee` knows `me`, `none` (nobody) and ids of people. */
export interface IncidentFilter extends ListFilter, Selections<IncidentFacet> {
  readonly history: HistoryMode;
  /** Number (`42`, `#42`), words of the name by their beginnings, or an impacted entity. */
  readonly text: string;
  /** Words of names of entities, or beginnings of identifiers. */
  readonly entity: Selection;
  readonly priority: NumberRange;
  readonly alerts: NumberRange;
  /** Of the last activity. */
  readonly range: TimeRange;
  readonly created: TimeRange;
  readonly updated: TimeRange;
  /** Of the first touch by a person, and of the resolution. */
  readonly acknowledged: TimeRange;
  readonly resolved: TimeRange;
  readonly sort: IncidentSort;
}

/** A person as lists and pages show one. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface ImpactedEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
}

/** A row of the queue. Times are ISO 8601, UTC. */
export interface IncidentRow {
  readonly id: string;
  readonly number: number;
  readonly displayName: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assignedTo: Person | null;
  readonly customTags: readonly string[];
  readonly systemTags: readonly string[];
  readonly priority: number;
  readonly serviceSources: readonly ServiceSource[];
  readonly domains: readonly Domain[];
  readonly tactics: readonly Tactic[];
  readonly techniques: readonly string[];
  readonly impacted: readonly ImpactedEntity[];
  readonly alertCount: number;
  readonly activeAlertCount: number;
  readonly entityCount: number;
  readonly historical: boolean;
  readonly firstActivity: string;
  readonly lastActivity: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

export interface IncidentReference {
  readonly number: number;
  readonly displayName: string;
}

/** An incident that a merge made part of another, or the one that it is part of. */
export interface MergedIncident extends IncidentReference {
  readonly id: string;
}

/** Everything of one incident but its children, which page by themselves. */
export interface IncidentDetail extends IncidentRow {
  readonly nameIsCustom: boolean;
  readonly severityIsCustom: boolean;
  readonly priorityTerms: readonly Reason[];
  readonly redirectTo: MergedIncident | null;
  /** What was merged into it, directly or by way of another one. */
  readonly mergedFrom: readonly MergedIncident[];
  readonly followUpOf: IncidentReference | null;
  readonly continuedBy: IncidentReference | null;
  readonly resolvingComment: string | null;
  readonly acknowledgedAt: string | null;
  readonly resolvedAt: string | null;
  readonly lastModifiedBy: string;
}

/** One term of the score that links two alerts. */
export interface LinkTermView {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly roleHere: EvidenceRole;
  readonly roleThere: EvidenceRole;
  readonly weight: number;
  readonly rarity: number;
  readonly decay: number;
  readonly score: number;
  readonly excluded?: string;
}

/** Why an alert is in its incident: the pair score that put it there. */
export interface LinkView {
  readonly otherAlertId: string;
  readonly otherTitle: string;
  readonly score: number;
  readonly threshold: number;
  readonly terms: readonly LinkTermView[];
  readonly bonuses: readonly Reason[];
  readonly rule: string;
  readonly at: string;
}

/** An entity of an incident, over all its alerts. */
export interface IncidentEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  /** What tells it from another of the same name. */
  readonly detail: string | null;
  readonly roles: readonly EvidenceRole[];
  readonly verdict: EvidenceVerdict;
  /** The person whose word the verdict is; null where detections gave it. */
  readonly verdictBy: string | null;
  readonly remediation: readonly RemediationStatus[];
  /** What makes it critical, e.g. `domain controller`. */
  readonly critical: string | null;
  /** What directories and inventories say of it. */
  readonly facts: string | null;
  /** Of an account whose risk was assessed. */
  readonly risk: { readonly level: RiskLevel; readonly state: RiskState } | null;
  readonly alertCount: number;
  /** Distinct accounts and hosts that it touched in the baseline, and the length of that baseline in days. */
  readonly prevalence: number;
  readonly baselineDays: number;
  readonly hubPin: 'hub' | 'notHub' | null;
  readonly firstActivity: string;
  readonly lastActivity: string;
}

/** A line of the activity tab: a change, a comment, or what the engine did. */
export interface ActivityEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: 'change' | 'comment' | 'membership';
  readonly actor: string;
  readonly actorKind: 'user' | 'token' | 'system';
  readonly title: string;
  readonly body: string | null;
  readonly changes: readonly FieldChange[];
  /** Of a comment; null for everything else. */
  readonly comment: CommentFacts | null;
}

export interface CommentFacts {
  readonly id: string;
  /** Whether the reader wrote it. */
  readonly isOwn: boolean;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  /** Names of the people whom it mentions. */
  readonly mentions: readonly string[];
}

export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The neighbours of an incident in the queue that it was opened from. */
export interface Neighbours {
  readonly previous: number | null;
  readonly next: number | null;
}
