import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { createLoader, parseAsString } from 'nuqs/server';
import { isSearchable, NOTHING_FOUND, type SearchResult } from '@/lib/domain/views/search';

export const loadSearchParams = createLoader({ q: parseAsString.withDefault('') });

export const searchHref = (text: string): string =>
  text.trim() === '' ? '/search' : `/search?${new URLSearchParams({ q: text.trim() })}`;

/** What a text names. A request that is no longer wanted is cancelled; until the next answer the last one stays. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text.trim()],
    queryFn: async ({ signal }): Promise<SearchResult> => {
      if (!isSearchable(text)) return NOTHING_FOUND;
      const response = await fetch(`/api/search?${new URLSearchParams({ q: text.trim() })}`, { signal });
      if (!response.ok) throw new Error(`search answered ${response.status}`);
      return (await response.json()) as SearchResult;
    },
    staleTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
