import type { ServiceSource, Tactic } from '../alert';
import type { RiskLevel } from '../risk';
import type { Severity } from '../severity';
import type { IncidentRow } from './incident';
import type { RiskyUserRow } from './risk';

/** What is open now. */
export interface OpenNow {
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly total: number;
  /** Assigned to the one who looks. */
  readonly mine: number;
  readonly unassignedHigh: number;
  /** Open incidents of each person, by id. */
  readonly byAssignee: Readonly<Record<string, number>>;
  /** Users at risk or confirmed compromised, by level. */
  readonly riskyUsers: Readonly<Partial<Record<RiskLevel, number>>>;
}

/** A number and what it was in the period before. */
export interface Trend {
  readonly now: number;
  readonly before: number;
}

/** How long something took, over a period; seconds. Null where nothing happened. */
export interface Duration {
  readonly count: number;
  readonly mean: number | null;
  readonly median: number | null;
}

export interface DurationTrend {
  readonly now: Duration;
  readonly before: Duration;
}

/** Time until the first touch by a person, and until the resolution; live incidents only. */
export interface ResponseTimes {
  readonly acknowledge: DurationTrend;
  readonly resolve: DurationTrend;
}

/** Numbers of one step of a period, by member. */
export type StepCounts = Readonly<Record<string, number>>;

export interface DataHealthSummary {
  readonly sources: number;
  /** Tables that are quiet for far longer than they usually are. */
  readonly silent: readonly string[];
  readonly deadLetters: number;
  readonly setAside: number;
  /** When anything arrived last. */
  readonly lastIngestAt: string | null;
}

/** Work that waits for the one who looks. */
export interface Attention {
  readonly mine: readonly IncidentRow[];
  readonly unassignedHigh: readonly IncidentRow[];
  readonly tasks: readonly TaskRow[];
  /** Comments that name the one who looks and that they have not opened. */
  readonly mentions: readonly MentionRow[];
  /** Users at high risk, for those who may act on them. */
  readonly riskyUsers: readonly RiskyUserRow[];
}

export interface MentionRow {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly href: string;
  readonly at: string;
}

export interface TaskRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** What it is about: the page of its incident or of its account. */
  readonly href: string;
  readonly isMine: boolean;
  readonly createdAt: string;
}

export interface SourceFigures {
  readonly source: ServiceSource;
  readonly alerts: number;
  readonly before: number;
  /** Alerts whose classification is set, and those of them that are false positives. */
  readonly classified: number;
  readonly falsePositives: number;
}

export interface TechniqueFigures {
  readonly technique: string;
  readonly alerts: number;
}

export interface TacticFigures {
  readonly tactic: Tactic;
  readonly alerts: number;
  readonly techniques: readonly TechniqueFigures[];
}

/** What the resolved incidents of a period say. */
export interface Outcomes {
  readonly resolved: Trend;
  readonly byClassification: Readonly<Record<string, number>>;
  readonly bySeverity: readonly {
    readonly severity: Severity;
    readonly acknowledge: Duration;
    readonly resolve: Duration;
  }[];
  readonly byWeek: readonly {
    readonly from: number;
    readonly to: number;
    readonly title: string;
    readonly acknowledge: Duration;
    readonly resolve: Duration;
  }[];
}

export interface Workload {
  readonly id: string;
  readonly name: string;
  readonly open: number;
  readonly resolved: number;
  readonly resolve: Duration;
}
