/** Longest comment, as the field's portals have it. */
export const COMMENT_LIMIT = 30_000;

/** Most tags of one incident, as everywhere. */
export const TAG_LIMIT = 50;

/** Longest title of a task. */
export const TASK_TITLE_LIMIT = 200;

/** Most tasks of one incident. */
export const TASK_LIMIT = 200;
