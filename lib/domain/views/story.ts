import type { ServiceSource, Tactic } from '../alert';
import type { EntityType, EvidenceRole } from '../entity';
import type { Severity } from '../severity';
import type { GraphView } from './graph';

export interface StoryEntity {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  readonly role: EvidenceRole;
  /** What tells it from another of the same name: `pid 4711 on WS-12`. */
  readonly detail: string | null;
}

/** An alert as the story tells it. */
export interface StoryAlert {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly tactic: Tactic;
  readonly serviceSource: ServiceSource;
  readonly firstActivity: string;
  readonly count: number;
  readonly entities: readonly StoryEntity[];
}

/** Alerts of one stretch of an incident's time. */
export interface StoryBucket {
  readonly index: number;
  readonly alerts: number;
  readonly severity: Severity;
}

/** What the story shows when not everything: a narrower question to the server, and where it starts. */
export interface StoryFilter {
  readonly entity: string | null;
  readonly tactics: readonly Tactic[];
  /** Milliseconds: only what began at this time or later. */
  readonly from: number | null;
  readonly after: string | null;
}

export interface StoryView {
  readonly alerts: readonly StoryAlert[];
  readonly graph: GraphView;
  /** Of all alerts of the incident, whatever is shown. */
  readonly total: number;
  readonly tactics: Readonly<Partial<Record<Tactic, number>>>;
  /** The whole of the incident in `STORY_BUCKETS` stretches of equal length; empty ones are left out. */
  readonly buckets: readonly StoryBucket[];
  readonly begin: number;
  readonly end: number;
  /** Where the alerts after those shown begin. */
  readonly next: string | null;
  /** Whether the filter was applied by the server: there are more alerts than one page shows. */
  readonly isPaged: boolean;
}

export const STORY_BUCKETS = 96;
