/** Longest comment, as the field's portals have it. */
export const COMMENT_LIMIT = 30_000;
