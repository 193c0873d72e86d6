/** What a list is called in queries and addresses. */
export const WATCHLIST_ALIAS = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** An alias out of a file's name: `VIP users.csv` is `VIP-users`. */
export const aliasFrom = (file: string): string =>
  file
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|-+$/g, '')
    .slice(0, 100);
