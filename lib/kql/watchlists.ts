import type { Column } from './types';

/** What the analyser is told of watchlists: by alias, the names of each list's columns. */
export type Watchlists = Readonly<Record<string, readonly string[]>>;

/** The functions that read them. */
export const GET_WATCHLIST = '_GetWatchlist';
export const GET_WATCHLIST_ALIAS = '_GetWatchlistAlias';

/** Columns that every list has, whatever was uploaded. */
export const SEARCH_KEY = 'SearchKey';
const STANDARD: readonly Column[] = [
  { name: '_DTItemId', type: 'string' },
  { name: 'LastUpdatedTimeUTC', type: 'datetime' },
  { name: SEARCH_KEY, type: 'string' },
];

/** Names that a list's own columns cannot have. */
export const STANDARD_NAMES: ReadonlySet<string> = new Set(STANDARD.map(({ name }) => name));

/** The columns that `_GetWatchlist` gives for a list of these columns: texts, beside those that every list has. */
export const watchlistColumns = (names: readonly string[]): readonly Column[] => [
  ...STANDARD,
  ...names.filter((name) => !STANDARD_NAMES.has(name)).map((name): Column => ({ name, type: 'string' })),
];

/** Whether a query can read a watchlist at all: most do not, and then nobody needs to know which there are. */
export const namesWatchlists = (text: string): boolean => text.includes(GET_WATCHLIST);

/** What is said of a list that does not exist. */
export function unknownWatchlist(alias: string, known: Watchlists): { message: string; hint: string } {
  const aliases = Object.keys(known);
  const near = aliases.find((one) => one.toLowerCase() === alias.toLowerCase());
  return {
    message: `There is no watchlist '${alias}'`,
    hint: near
      ? `the list is called '${near}'`
      : aliases.length === 0
        ? 'there are no watchlists yet'
        : `there is ${aliases
            .slice(0, 8)
            .map((one) => `'${one}'`)
            .join(', ')}${aliases.length > 8 ? ', …' : ''}`,
  };
}
