import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AlertNeighbours, AlertRowView } from '@/lib/domain/views/alert';
import type { ExclusionPreview } from '@/lib/domain/views/exclusion';
import { getJson } from './get-json';

/** What a queue that is open asks for: the page as it would be now, and the rows that it shows as they are now. */
export interface AlertChanges {
  readonly rows: readonly AlertRowView[];
  readonly shown: readonly AlertRowView[];
}

/** `search` is the queue's query string. Asked again on every live change; never by itself. */
export const alertChanges = (search: string, rows: readonly AlertRowView[]) => {
  const shown = rows.map((row) => row.id).join();
  return queryOptions({
    queryKey: ['alerts', 'changes', search, shown],
    queryFn: ({ signal }) => {
      const params = new URLSearchParams(search);
      params.set('shown', shown);
      return getJson<AlertChanges>(`/api/alerts?${params}`, signal);
    },
    initialData: { rows, shown: rows } satisfies AlertChanges,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
};

/** How many alerts a queue's query string matches, exactly. */
export const alertCountQuery = (search: string, isWanted: boolean) =>
  queryOptions({
    queryKey: ['alerts', 'count', search],
    queryFn: ({ signal }) =>
      getJson<{ total: number }>(`/api/alerts/count?${new URLSearchParams(search)}`, signal),
    enabled: isWanted,
    staleTime: 0,
  });

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
