import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { DENSITIES, DIRECTIONS, type Direction } from '@/lib/domain/views/list';

/** What the address of every list carries beside its filters. */
export const listParsers = {
  q: parseAsString.withDefault(''),
  dir: parseAsStringLiteral(DIRECTIONS).withDefault('desc'),
  /** One group of those that `group` makes. */
  within: parseAsString,
  after: parseAsString.withDefault(''),
  before: parseAsString.withDefault(''),
  /** How it is shown, not what: columns in their order, groups that are folded, the view that it began with. */
  columns: parseAsArrayOf(parseAsString).withDefault([]),
  folded: parseAsArrayOf(parseAsString).withDefault([]),
  density: parseAsStringLiteral(DENSITIES).withDefault('comfortable'),
  view: parseAsString.withDefault(''),
} as const;

/** How a list is shown: a change of it asks nothing of the server. */
export interface ListLook {
  readonly columns: string[];
  readonly folded: string[];
  readonly density: (typeof DENSITIES)[number];
  readonly view: string;
}

/** The part of a list's state that all lists have in common. */
export interface ListParams extends ListLook {
  readonly q: string;
  readonly sort: string;
  readonly dir: Direction;
  readonly group: string | null;
  readonly within: string | null;
  readonly after: string;
  readonly before: string;
}

const PLACE = { after: '', before: '', within: null } as const;
const LOOK = { columns: [], folded: [], density: 'comfortable', view: '' } as const;

/** Some of a list's state as its address writes it; null takes a parameter out. */
export type ListChange = Readonly<Record<string, string | null>>;

/** Reads and writes the state of a list, which is its address and nothing else. */
export interface ListState {
  readonly path: string;
  readonly read: (query: string) => ListParams;
  /** What a parameter says, its default where the address leaves it out. */
  readonly value: (query: string, param: string) => string;
  /** The state with some of it changed, at the top of the list. */
  readonly change: (query: string, change: ListChange) => string;
  readonly look: (query: string, look: Partial<ListLook>) => string;
  /** One group of the list, as the way back from a row of it. */
  readonly group: (query: string, within: string | null) => string;
  /** The part of a state that a saved view keeps. */
  readonly view: (query: string) => string;
  /** The part that decides which rows come in which order: what rows are read and kept by. */
  readonly rows: (query: string) => string;
  /** The part that decides which rows are in it: what a bulk action works on. */
  readonly match: (query: string) => string;
}

/** The state of a list from the parsers of its address. */
export function listState<P extends ListParams>(
  path: string,
  load: (query: URLSearchParams) => P,
  write: (params: Partial<P>) => string,
): ListState {
  const read = (query: string) => load(new URLSearchParams(query));
  const bare = read('');
  return {
    path,
    read,
    value: (query, param) => String((read(query) as Readonly<Record<string, unknown>>)[param] ?? ''),
    change: (query, change) => {
      const next = new URLSearchParams(query);
      for (const [param, value] of Object.entries(change)) {
        if (value === null) next.delete(param);
        else next.set(param, value);
      }
      return write({ ...load(next), ...PLACE });
    },
    look: (query, look) => write({ ...read(query), ...PLACE, ...look }),
    group: (query, within) => write({ ...read(query), ...PLACE, within }),
    view: (query) => write({ ...read(query), ...PLACE, folded: [], view: '' }),
    rows: (query) => write({ ...read(query), ...PLACE, ...LOOK, columns: [], folded: [] }),
    match: (query) =>
      write({
        ...read(query),
        ...PLACE,
        ...LOOK,
        columns: [],
        folded: [],
        sort: bare.sort,
        dir: bare.dir,
        group: null,
      }),
  };
}
