import type { Classification } from '../alert';
import type { EvidenceRole } from '../entity';
import type { ExclusionCondition } from '../exclusion';
import type { Severity } from '../severity';
import { EXCLUSION_KINDS } from './detection-settings';
import type { IncidentReference } from './incident';
import { ENTITY_TYPE_LABEL } from './labels';

/** A condition that an exclusion made from an alert may have. */
export interface ConditionOfferView {
  readonly key: string;
  readonly condition: ExclusionCondition;
  readonly role: EvidenceRole | null;
  readonly proposed: boolean;
  readonly required: boolean;
}

/** An alert of the past that an exclusion would have changed. */
export interface QuietedAlert {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly classification: Classification;
  readonly lastActivity: string;
  readonly incident: IncidentReference | null;
  /** It would not be there; or it would be smaller, since it tells more than the exclusion is about. */
  readonly effect: 'removed' | 'reduced';
  /** It, or its incident, was found to be a true positive. */
  readonly isTruePositive: boolean;
}

/** What an exclusion would have done to the alerts of the past. */
export interface ExclusionPreview {
  readonly offers: readonly ConditionOfferView[];
  /** Keys of the conditions that this was computed for. */
  readonly chosen: readonly string[];
  readonly detectorId: string;
  readonly days: number;
  /** The end of the time that was looked at. */
  readonly until: string;
  /** Alerts of the same detector in that time. */
  readonly ofDetector: number;
  readonly removed: number;
  readonly reduced: number;
  readonly truePositives: number;
  readonly unclassified: number;
  /** The first of them, true positives first. */
  readonly alerts: readonly QuietedAlert[];
}

/** What a condition is about, and the value that it asks for. */
export function conditionWords(condition: ExclusionCondition): {
  readonly label: string;
  readonly value: string;
} {
  if (condition.on === 'title') return { label: 'Title', value: condition.value };
  if (condition.on === 'process') {
    return {
      label: condition.property === 'path' ? 'Program' : 'Command line',
      value: condition.value,
    };
  }
  const [first] = condition.identifiers;
  const typed = condition.entityId === null && first ? kindLabel(first.kind) : null;
  return { label: typed ?? ENTITY_TYPE_LABEL[condition.type], value: condition.name };
}

const KINDS: Readonly<Record<string, { readonly label: string }>> = EXCLUSION_KINDS;
const kindLabel = (kind: string): string | null => KINDS[kind]?.label ?? null;
