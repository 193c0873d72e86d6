import type { Reason, Tactic } from '@/lib/domain/alert';
import type {
  RiskActivity,
  RiskDetail,
  RiskDetectionTiming,
  RiskEventType,
  RiskLevel,
  RiskState,
} from '@/lib/domain/risk';

/** Level, state and detail: what every risk object of Entra has. */
export interface RiskStanding {
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
}

export interface RiskUser extends RiskStanding {
  readonly id: string;
  readonly isDeleted: boolean;
}

export interface RiskDetectionView extends RiskStanding {
  readonly id: string;
  readonly type: RiskEventType;
  readonly activity: RiskActivity;
  /** Who said it, e.g. `azureAdIdentityProtection`. */
  readonly source: string;
  readonly signInId: string | null;
  readonly alertId: string | null;
  /** Event time, milliseconds. */
  readonly activityAt: number;
  readonly tactic?: Tactic;
}

/** A sign-in that carries risk: `levelDuring` is frozen, `level` is the aggregate. */
export interface RiskySignInView extends RiskStanding {
  readonly id: string;
  readonly levelDuring: RiskLevel;
}

/** Everything an action on a user's risk depends on. */
export interface RiskContext {
  readonly user: RiskUser;
  readonly detections: readonly RiskDetectionView[];
  readonly signIns: readonly RiskySignInView[];
  /** Named in the history. */
  readonly actor: string;
  /** Milliseconds: the clock for a person, event time for a row. */
  readonly now: number;
}

export interface StandingChange {
  readonly id: string;
  readonly from: RiskStanding;
  readonly to: RiskStanding;
}

/** A detection that an action adds. The caller gives it its id and key. */
export interface NewDetection extends RiskStanding {
  readonly type: RiskEventType;
  readonly activity: RiskActivity;
  readonly timing: RiskDetectionTiming;
  readonly signInId: string | null;
  readonly activityAt: number;
}

export interface RiskHistoryEntry {
  readonly from: RiskStanding;
  readonly to: RiskStanding;
  readonly eventTypes: readonly RiskEventType[];
  readonly explanation: readonly Reason[];
  readonly initiatedBy: string;
  readonly at: number;
}

/** What an action does, before and after: shown by the dialog, then done by the command, from the same function. */
export interface RiskChange {
  readonly user: { readonly from: RiskStanding; readonly to: RiskStanding };
  readonly detections: readonly StandingChange[];
  readonly signIns: readonly StandingChange[];
  readonly newDetection: NewDetection | null;
  /** What the account's profile does: starts to learn anew, forgets its risky sign-ins, or nothing. */
  readonly learning: 'restart' | 'unlearn' | null;
  readonly history: RiskHistoryEntry;
  /** What it does beyond the standings above. */
  readonly effects: readonly string[];
  /** What it does not do. */
  readonly notes: readonly string[];
}

export interface Refusal {
  readonly code:
    | 'noChange'
    | 'deletedUser'
    | 'notDismissing'
    | 'noLinkedDetection'
    | 'closedByRemediation'
    | 'closedForUser'
    | 'onPremisesNotEnabled';
  readonly message: string;
}
