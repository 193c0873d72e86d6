import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AlertNeighbours } from '@/lib/domain/views/alert';
import type { ExclusionPreview } from '@/lib/domain/views/exclusion';
import { getJson } from './get-json';

/** Previous and next alert; `queue` is the query string of the queue that the alert was opened from. */
export const alertNeighboursQuery = (id: string, queue: string) =>
  queryOptions({
    queryKey: ['alerts', 'neighbours', id, queue],
    queryFn: ({ signal }) =>
      getJson<AlertNeighbours>(
        `/api/alerts/${encodeURIComponent(id)}/neighbours?${new URLSearchParams(queue)}`,
        signal,
      ),
    staleTime: 30_000,
  });

/** What an exclusion with these conditions would have done; `null` asks for the proposed ones. */
export const exclusionPreviewQuery = (alertId: string, keys: readonly string[] | null) =>
  queryOptions({
    queryKey: ['alerts', 'exclusion', alertId, keys],
    queryFn: ({ signal }) =>
      getJson<ExclusionPreview>(
        `/api/alerts/${encodeURIComponent(alertId)}/exclusion${keys === null ? '' : `?${new URLSearchParams({ keys: keys.join() })}`}`,
        signal,
      ),
    // The numbers change in their place while a wider choice is tried.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
