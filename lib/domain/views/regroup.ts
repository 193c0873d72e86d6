import type { Severity } from '../severity';
import type { IncidentReference } from './incident';

/** An incident that something may be merged or moved into. */
export interface IncidentChoice extends IncidentReference {
  readonly id: string;
  readonly version: number;
  readonly severity: Severity;
  readonly alertCount: number;
  readonly assignedTo: string | null;
}

/** What a merge would make. */
export interface MergePreview {
  readonly source: IncidentChoice;
  readonly target: IncidentChoice;
  readonly result: {
    readonly displayName: string;
    readonly severity: Severity;
    readonly alertCount: number;
    readonly entityCount: number;
    readonly assignedTo: string | null;
    readonly classification: string;
    readonly tags: readonly string[];
  };
  /** What a person should know before: rules that the engine would keep to, decisions that this takes back. */
  readonly notes: readonly string[];
}

/** What undoing a merge would give back. */
export interface UnmergePreview {
  readonly source: IncidentReference & { readonly id: string };
  readonly holder: IncidentReference & { readonly id: string };
  readonly alerts: number;
  readonly stays: number;
}
