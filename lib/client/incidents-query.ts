import { queryOptions } from '@tanstack/react-query';
import type { IncidentRow, Neighbours } from '@/lib/domain/views/incident';
import { getJson } from './get-json';

/** What a queue that is open asks for: the page as it would be now, and the rows that it shows as they are now. */
export interface QueueChanges {
  readonly rows: readonly IncidentRow[];
  readonly shown: readonly IncidentRow[];
}

/** `search` is the queue's query string. Asked again on every live change; never by itself. */
export const queueChanges = (search: string, rows: readonly IncidentRow[]) => {
  const shown = rows.map((row) => row.number).join();
  return queryOptions({
    queryKey: ['incidents', 'changes', search, shown],
    queryFn: ({ signal }) => {
      const params = new URLSearchParams(search);
      params.set('shown', shown);
      return getJson<QueueChanges>(`/api/incidents?${params}`, signal);
    },
    initialData: { rows, shown: rows } satisfies QueueChanges,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
};

export const incidentNeighboursQuery = (number: number, queue: string) =>
  queryOptions({
    queryKey: ['incidents', 'neighbours', number, queue],
    queryFn: ({ signal }) =>
      getJson<Neighbours>(`/api/incidents/${number}/neighbours?${new URLSearchParams(queue)}`, signal),
    staleTime: 30_000,
  });
