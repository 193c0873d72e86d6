import { queryOptions } from '@tanstack/react-query';
import type { Neighbours } from '@/lib/domain/views/incident';
import { getJson } from './get-json';

export const incidentNeighboursQuery = (number: number, queue: string) =>
  queryOptions({
    queryKey: ['incidents', 'neighbours', number, queue],
    queryFn: ({ signal }) =>
      getJson<Neighbours>(`/api/incidents/${number}/neighbours?${new URLSearchParams(queue)}`, signal),
    staleTime: 30_000,
  });
