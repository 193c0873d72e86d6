/** What a job works on. */
export const JOB_TARGETS = ['incident', 'alert'] as const;
export type JobTarget = (typeof JOB_TARGETS)[number];

/** `failed`, `cancelled` and `done` can be undone; `undone` is the end. */
export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** States in which a runner has work to do. */
export const ACTIVE_JOB_STATES = ['queued', 'running', 'undoing'] as const;

export const isActiveJob = (state: JobState): boolean =>
  (ACTIVE_JOB_STATES as readonly string[]).includes(state);

/** What became of an item; without one it has not been its turn yet. */
export const ITEM_OUTCOMES = ['changed', 'same', 'skipped', 'undone', 'kept'] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** Why an item was skipped, or kept when the job was undone. */
export const ITEM_REASONS = [
  'gone',
  'merged',
  'changedMeanwhile',
  'resolved',
  'notResolved',
  'resolvedOtherwise',
  'tooManyTags',
  'error',
] as const;
export type ItemReason = (typeof ITEM_REASONS)[number];
