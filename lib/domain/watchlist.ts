/** What a list is called in queries and addresses. */
export const WATCHLIST_ALIAS = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
