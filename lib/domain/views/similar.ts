import type { Classification, Determination } from '../alert';
import type { IncidentStatus } from '../incident';
import type { Severity } from '../severity';
import type { IncidentReference } from './incident';

/** An incident that has something in common with another one, and what was decided about it. */
export interface SimilarIncident extends IncidentReference {
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assignedTo: string | null;
  readonly lastActivity: string;
  /** 0 to 100, the sum of the reasons. */
  readonly score: number;
  readonly reasons: readonly {
    readonly kind: 'entity' | 'detection' | 'technique' | 'name';
    readonly label: string;
    readonly points: number;
  }[];
}

/** How many incidents are like one, as far as they are looked for, and the most alike of them. */
export interface SimilarCount {
  readonly count: number;
  readonly top: readonly SimilarIncident[];
}

/** Similar incidents are looked for up to this many. */
export const MOST_SIMILAR = 20;
