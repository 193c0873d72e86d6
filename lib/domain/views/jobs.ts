import type { ItemOutcome, ItemReason, JobState, JobTarget } from '../job-states';
import type { BulkAction } from '../jobs';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DETERMINATION_LABEL,
  INCIDENT_STATUS_LABEL,
} from './labels';

/** Days for which what things were before is kept, and a job can be undone. */
export const UNDO_DAYS = 30;

/** A bulk job as lists and the tray show it. */
export interface JobView {
  readonly id: string;
  readonly target: JobTarget;
  readonly title: string;
  readonly state: JobState;
  readonly total: number;
  readonly changed: number;
  readonly same: number;
  readonly skipped: number;
  readonly undone: number;
  readonly kept: number;
  readonly error: string | null;
  readonly actorName: string;
  readonly undoActorName: string | null;
  readonly isMine: boolean;
  readonly mayCancel: boolean;
  readonly mayUndo: boolean;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** A job with why items were left out. */
export interface JobDetail extends JobView {
  readonly reasons: readonly {
    readonly outcome: ItemOutcome;
    readonly reason: ItemReason;
    readonly count: number;
  }[];
}

/** One item of a job. */
export interface JobItemView {
  readonly position: number;
  readonly targetId: string;
  /** Number of an incident; null for an alert, or for what is gone. */
  readonly number: number | null;
  readonly name: string;
  readonly outcome: ItemOutcome | null;
  readonly reason: ItemReason | null;
}

/** What a selection holds, so that only steps that change something are offered. */
export interface SelectionView {
  readonly count: number;
  readonly status: Readonly<Record<string, number>>;
  readonly classification: Readonly<Record<string, number>>;
  /** By id of the owner; `''` for nobody. */
  readonly assignee: Readonly<Record<string, number>>;
  /** The most frequent tags that people set. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
  /** Open alerts of selected incidents. */
  readonly openAlerts: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly me: string;
}

export const JOB_STATE_LABEL = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  undoing: 'Undoing',
  undone: 'Undone',
} as const satisfies Record<JobState, string>;

export const OUTCOME_LABEL = {
  changed: 'Changed',
  same: 'Already so',
  skipped: 'Skipped',
  undone: 'Undone',
  kept: 'Not undone',
} as const satisfies Record<ItemOutcome, string>;

export const REASON_LABEL = {
  gone: 'no longer there',
  merged: 'merged into another incident',
  changedMeanwhile: 'changed by somebody meanwhile',
  resolved: 'resolved: reopen it first',
  notResolved: 'not resolved',
  resolvedOtherwise: 'resolved already, with another classification',
  tooManyTags: 'would have too many tags',
  error: 'could not be changed',
} as const satisfies Record<ItemReason, string>;

export const countOf = (count: number, target: JobTarget): string =>
  `${count.toLocaleString('en')} ${target}${count === 1 ? '' : 's'}`;

/** What a job does, in words: *Resolve 12,431 incidents as false positive*. */
export function jobTitle(
  target: JobTarget,
  action: BulkAction,
  total: number,
  assignee: string | null,
): string {
  const what = countOf(total, target);
  switch (action.do) {
    case 'assign':
      return action.assignedTo === null
        ? `Unassign ${what}`
        : `Assign ${what} to ${assignee ?? action.assignedTo}`;
    case 'status': {
      const label =
        target === 'alert'
          ? ALERT_STATUS_LABEL[action.status as keyof typeof ALERT_STATUS_LABEL]
          : INCIDENT_STATUS_LABEL[action.status as keyof typeof INCIDENT_STATUS_LABEL];
      return `Set ${what} to ${label.toLowerCase()}`;
    }
    case 'reopen':
      return `Reopen ${what}`;
    case 'resolve':
      return `Resolve ${what} as ${verdictOf(action)}`;
    case 'classify':
      return action.classification === 'unknown'
        ? `Take the classification off ${what}`
        : `Classify ${what} as ${verdictOf(action)}`;
    case 'tags':
      return tagTitle(action, what);
  }
}

function verdictOf(action: Extract<BulkAction, { do: 'resolve' | 'classify' }>): string {
  const classification = CLASSIFICATION_LABEL[action.classification].toLowerCase();
  return action.determination === 'unknown'
    ? classification
    : `${classification} (${DETERMINATION_LABEL[action.determination].toLowerCase()})`;
}

function tagTitle({ add, remove }: Extract<BulkAction, { do: 'tags' }>, what: string): string {
  const list = (tags: readonly string[]) => tags.map((tag) => `“${tag}”`).join(', ');
  if (remove.length === 0) return `Tag ${what} with ${list(add)}`;
  if (add.length === 0) return `Take ${list(remove)} off ${what}`;
  return `Tag ${what} with ${list(add)} instead of ${list(remove)}`;
}
