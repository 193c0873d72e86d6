/** Longest comment, as the field's portals have it. */
export const COMMENT_LIMIT = 30_000;

/** Most tags of one incident, as everywhere. */
export const TAG_LIMIT = 50;

/** Longest title of a task. */
export const TASK_TITLE_LIMIT = 200;

/** Most tasks of one incident. */
export const TASK_LIMIT = 200;

/** Most rows of a hunt that are linked to an incident at once. */
export const LINK_ROWS_LIMIT = 100;

/** Most characters of them together, as JSON: a request holds no more. */
export const LINK_SIZE_LIMIT = 800_000;

/** Most rows of hunts of one incident. */
export const HUNT_EVIDENCE_LIMIT = 2_000;
