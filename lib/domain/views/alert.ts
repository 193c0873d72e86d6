import type {
  AlertStatus,
  Classification,
  Determination,
  Domain,
  Reason,
  ServiceSource,
  Tactic,
} from '../alert';
import type { EntityType, EvidenceRole, EvidenceVerdict, RemediationStatus } from '../entity';
import type { Severity } from '../severity';
import type { HistoryMode, Selection } from './filter';
import type { IncidentReference, LinkView, Person } from './incident';
import type { ListFilter, Selections } from './list';
import type { NumberRange, TimeRange } from './range';

/** Orders of the alert queue; `desc` is newest, highest and most first. */
export const ALERT_SORTS = ['updated', 'created', 'severity', 'activity'] as const;
export type AlertSort = (typeof ALERT_SORTS)[number];

/** Properties whose values a filter keeps or leaves out. */
export const ALERT_FACETS = [
  'status',
  'severity',
  'assignee',
  'classification',
  'determination',
  'source',
  'detector',
  'domain',
  'tactic',
  'technique',
] as const;
export type AlertFacet = (typeof ALERT_FACETS)[number];

/** By what the queue can be cut into groups. */
export const ALERT_GROUPS = [
  'status',
  'severity',
  'assignee',
  'classification',
  'source',
  'detector',
  'domain',
  'tactic',
] as const satisfies readonly AlertFacet[];

/** Whether an alert is part of an incident. */
export const ALERT_LINKS = ['any', 'yes', 'no'] as const;
export type AlertLink = (typeof ALERT_LINKS)[number];

/** Detections that became alerts, or those that the service level of their source kept as signals. */
export const ALERT_KINDS = ['alerts', 'signals'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface AlertFilter extends ListFilter, Selections<AlertFacet> {
  readonly kind: AlertKind;
  readonly history: HistoryMode;
  readonly linked: AlertLink;
  /** A part of the title, or an entity. */
  readonly text: string;
  /** Parts of names of entities, or whole identifiers. */
  readonly entity: Selection;
  /** How often it was seen. */
  readonly count: NumberRange;
  /** Of the last activity. */
  readonly range: TimeRange;
  /** Of the moment at which it was raised. */
  readonly created: TimeRange;
  readonly updated: TimeRange;
  readonly sort: AlertSort;
}

export interface AlertEntityView {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  /** What tells it from another of the same name: `pid 4711 on WS-12`. */
  readonly detail: string | null;
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
  readonly remediation: RemediationStatus;
  readonly prevalence: number;
  readonly baselineDays: number;
  /** What a person decided about its being a hub; null where the measured rarity decides. */
  readonly hubPin: 'hub' | 'notHub' | null;
}

export interface AlertRowView {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assignedTo: Person | null;
  readonly serviceSource: ServiceSource;
  readonly domain: Domain;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  /** The same with their names. */
  readonly techniqueLabels: readonly string[];
  readonly count: number;
  readonly historical: boolean;
  readonly firstActivity: string;
  readonly lastActivity: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly incident: IncidentReference | null;
  /** False for what the service level of its source keeps a signal. */
  readonly visible: boolean;
  readonly version: number;
}

/** An alert inside its incident, with what linked it there. */
export interface IncidentAlert extends AlertRowView {
  readonly entities: readonly AlertEntityView[];
  readonly links: readonly LinkView[];
  /** How it came here: opened, linked, merged, moved … */
  readonly cause: string | null;
}

export interface AlertDetail extends AlertRowView {
  readonly description: string;
  readonly detectorId: string;
  readonly detectionSource: string;
  readonly providerAlertId: string | null;
  readonly alertUrl: string | null;
  readonly reasons: readonly Reason[];
  readonly alsoSeenBy: readonly AlsoSeenBy[];
  readonly entities: readonly AlertEntityView[];
  readonly links: readonly LinkView[];
}

/** Ids of the alerts before and after one in a queue. */
export interface AlertNeighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

export interface AlsoSeenBy {
  readonly serviceSource: string;
  readonly title: string;
  readonly providerAlertId?: string;
}

/** A row of telemetry as text, field by field, in the order of its table. */
export interface RawRowView {
  readonly rowId: string;
  readonly table: string;
  readonly time: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}
