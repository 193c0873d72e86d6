import type { Reason } from '../alert';
import type { EntityType, IdentifierKind } from '../entity';
import type { RiskDetail, RiskLevel, RiskState } from '../risk';
import type { ListFilter, Selections } from './list';
import type { TimeRange } from './range';

/** Orders of the list of risky users; `desc` is newest and highest first. */
export const RISKY_USER_SORTS = ['updated', 'level'] as const;
export const RISKY_USER_FACETS = ['level', 'state', 'detail'] as const;
export type RiskyUserFacet = (typeof RISKY_USER_FACETS)[number];

export interface RiskyUserFilter extends ListFilter, Selections<RiskyUserFacet> {
  readonly updated: TimeRange;
  readonly text: string;
  readonly sort: (typeof RISKY_USER_SORTS)[number];
}

export interface RiskyUserRow {
  /** Entity id of the account. */
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly lastUpdated: string;
  /** Detections that still count. */
  readonly openDetections: number;
  readonly version: number;
}

/** Whose risk a row is about. */
export interface RiskOwner {
  /** Entity id of the account. */
  readonly id: string;
  readonly name: string;
  readonly upn: string | null;
}

export const RISK_DETECTION_FACETS = [
  'type',
  'level',
  'state',
  'timing',
  'activity',
  'source',
  'country',
] as const;
export type RiskDetectionFacet = (typeof RISK_DETECTION_FACETS)[number];

export interface RiskDetectionFilter extends ListFilter, Selections<RiskDetectionFacet> {
  /** Of the activity. */
  readonly range: TimeRange;
  readonly detected: TimeRange;
  /** Part of a user's name, a whole identifier, or an address. */
  readonly text: string;
}

/** `level` is the one now, after everything that was learnt since; `during` the one at the moment of the sign-in. */
export const RISKY_SIGN_IN_FACETS = ['state', 'level', 'during', 'type', 'app', 'country'] as const;
export type RiskySignInFacet = (typeof RISKY_SIGN_IN_FACETS)[number];

export interface RiskySignInFilter extends ListFilter, Selections<RiskySignInFacet> {
  readonly range: TimeRange;
  /** Part of a user's name, a whole identifier, an address, an application or a place. */
  readonly text: string;
}

export interface RiskDetectionRow {
  readonly id: string;
  readonly type: string;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly timing: string;
  readonly activity: string;
  readonly source: string;
  readonly alertId: string | null;
  /** The sign-in that carried it, when that one is kept. */
  readonly signInId: string | null;
  readonly ipAddress: string | null;
  readonly place: string | null;
  readonly activityAt: string;
  readonly detectedAt: string;
  readonly updatedAt: string;
}

/** A risk detection in the list of all users'. */
export interface ListedDetection extends RiskDetectionRow {
  readonly user: RiskOwner;
}

export interface RiskySignInRow {
  readonly id: string;
  readonly user: RiskOwner;
  readonly levelDuring: RiskLevel;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly types: readonly string[];
  readonly ipAddress: string | null;
  readonly place: string | null;
  readonly app: string | null;
  readonly at: string;
}

/** A risky sign-in with what stands behind it. */
export interface RiskySignInDetail extends RiskySignInRow {
  readonly asn: string | null;
  readonly rowId: string | null;
  readonly detections: readonly RiskDetectionRow[];
}

/** A step of a user's risk: when the level or state changed, why, and the detection that did it. */
export interface RiskStep {
  readonly id: string;
  readonly at: string;
  readonly fromLevel: RiskLevel;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly eventTypes: readonly string[];
  readonly initiatedBy: string;
  readonly detectionId: string | null;
  readonly alertId: string | null;
}

export interface RiskHistoryRow {
  readonly id: string;
  readonly at: string;
  readonly fromLevel: RiskLevel;
  readonly fromState: RiskState;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly eventTypes: readonly string[];
  readonly explanation: readonly Reason[];
  readonly initiatedBy: string;
}

export interface IdentifierView {
  readonly kind: IdentifierKind;
  readonly value: string;
}

export interface EntityMergeView {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly at: string;
}

/** An entity's own page. */
export interface EntityDetail {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly props: readonly Reason[];
  /** Groups of the directory that an account is in. */
  readonly groups: readonly string[];
  /** Null for what is known from telemetry alone, by its name: such an entity has no row of its own. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly hubPin: 'hub' | 'notHub' | null;
  readonly identifiers: readonly IdentifierView[];
  readonly merges: readonly EntityMergeView[];
}

/** The risk side of a user's page. */
export interface UserRisk {
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly explanation: readonly Reason[];
  readonly isProcessing: boolean;
  readonly isDeleted: boolean;
  readonly lastUpdated: string | null;
  readonly version: number;
}

export const RISK_ACTIONS = ['confirmCompromised', 'dismiss', 'remediatedElsewhere', 'confirmSafe'] as const;
export type RiskAction = (typeof RISK_ACTIONS)[number];

/** One line of a preview: a thing, and a property of it before and after. */
export interface PreviewLine {
  readonly subject: string;
  readonly property: string;
  readonly before: string;
  readonly after: string;
}

/** What an action on a user's risk will do, computed by the function that then does it. */
export interface RiskPreview {
  readonly action: RiskAction;
  readonly userId: string;
  readonly userName: string;
  /** The state that the preview was computed from: the command is refused when it moved on. */
  readonly version: number;
  readonly refusal: string | null;
  readonly user: readonly PreviewLine[];
  readonly detections: readonly PreviewLine[];
  readonly signIns: readonly PreviewLine[];
  readonly incidents: readonly PreviewLine[];
  readonly records: readonly string[];
  /** What it does not do, in words. */
  readonly notDone: readonly string[];
}
