import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { IncidentChoice, MergePreview, UnmergePreview } from '@/lib/domain/views/regroup';
import { getJson } from './get-json';

/** Open incidents beside one, or all of them for null. */
export const otherIncidents = (number: number | null, q: string) =>
  queryOptions({
    queryKey: ['incidents', 'others', number, q],
    queryFn: ({ signal }) =>
      getJson<readonly IncidentChoice[]>(
        `/api/incidents/${number === null ? 'open' : `${number}/others`}?${new URLSearchParams({ q })}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const mergePreview = (number: number, into: string) =>
  queryOptions({
    queryKey: ['incidents', 'merge-preview', number, into],
    queryFn: ({ signal }) =>
      getJson<MergePreview>(
        `/api/incidents/${number}/merge-preview?${new URLSearchParams({ into })}`,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const unmergePreview = (number: number, holder: string) =>
  queryOptions({
    queryKey: ['incidents', 'unmerge-preview', number, holder],
    queryFn: ({ signal }) =>
      getJson<UnmergePreview>(
        `/api/incidents/${number}/unmerge-preview?${new URLSearchParams({ holder })}`,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
