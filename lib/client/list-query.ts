import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FacetCount, ListBlock, ListChanges, ListCount, ListName } from '@/lib/domain/views/list';
import type { BlockSource } from './blocks';
import { getJson } from './get-json';

/** Rows of a block of a list, as the server sends them. */
const LIST_BLOCK = 50;

function pathOf(
  list: ListName,
  what: string,
  search: string,
  params: Readonly<Record<string, string | null>> = {},
): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(params)) if (value !== null) query.set(name, value);
  return `/api/lists/${list}/${what}?${query}`;
}

/** The rows of the list of a query string, in blocks. A section is one of its groups. */
export const blockSource = <R>(list: ListName, search: string): BlockSource<R> => ({
  key: [list, 'rows', search],
  size: LIST_BLOCK,
  load: (within, after, signal) =>
    getJson<ListBlock<R>>(pathOf(list, 'rows', search, { within, after }), signal),
  anchors: (within, signal) => getJson<string[]>(pathOf(list, 'anchors', search, { within }), signal),
});

/** How many rows the list holds, and each of its groups. */
export const countRows = (list: ListName, search: string): Promise<ListCount> =>
  getJson<ListCount>(pathOf(list, 'count', search));

/** What happened since `since` to the rows that an open list shows, and besides. */
export function rowChanges<R>(
  list: ListName,
  search: string,
  since: string,
  shown: readonly { readonly id: string; readonly stamp: string }[],
): Promise<ListChanges<R>> {
  const stamps = shown.map(({ id, stamp }) => `${encodeURIComponent(id)}:${encodeURIComponent(stamp)}`);
  return getJson<ListChanges<R>>(pathOf(list, 'changes', search, { since, shown: stamps.join() }));
}

/** Values of one property with their counts, for its menu. Asked when the menu opens. */
export const facetQuery = (list: ListName, search: string, facet: string, match: string) =>
  queryOptions({
    queryKey: [list, 'facet', search, facet, match],
    queryFn: ({ signal }) => getJson<FacetCount[]>(pathOf(list, 'facets', search, { facet, match }), signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
