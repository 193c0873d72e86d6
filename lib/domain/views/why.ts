import type { LinkView } from './incident';

/** An alert by name, and the incident that it is in. */
export interface AlertName {
  readonly id: string;
  readonly title: string;
  readonly incidentNumber: number | null;
}

/** Why two alerts are linked or not. */
export interface WhyView {
  readonly other: AlertName;
  readonly pair: Pick<LinkView, 'score' | 'threshold' | 'terms' | 'bonuses'>;
  readonly linked: boolean;
  /** What was decided, and what would tip it. */
  readonly sentences: readonly string[];
}

/** How an incident's alerts would group if one entity did not count. */
export interface ReplayView {
  readonly entityName: string;
  /** Groups with the entity, as it is now, and without it; largest first. */
  readonly before: readonly (readonly AlertName[])[];
  readonly after: readonly (readonly AlertName[])[];
  /** Pairs of alerts that this entity alone held together. */
  readonly lostPairs: number;
}
