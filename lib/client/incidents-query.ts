import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  FacetCount,
  IncidentCount,
  IncidentFacet,
  IncidentRow,
  Neighbours,
  QueueBlock,
  QueueChanges,
} from '@/lib/domain/views/incident';
import type { BlockSource } from './blocks';
import { getJson } from './get-json';

/** Rows of a block of the queue, as the server sends them. */
const QUEUE_BLOCK = 50;

function withParams(path: string, search: string, params: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(params)) if (value !== null) query.set(name, value);
  return `${path}?${query}`;
}

/** The rows of the queue of a query string, in blocks. A section is one of its groups. */
export const queueSource = (search: string): BlockSource<IncidentRow> => ({
  key: ['incidents', 'queue', search],
  size: QUEUE_BLOCK,
  load: (within, after, signal) =>
    getJson<QueueBlock>(withParams('/api/incidents', search, { within, after }), signal),
  anchors: (within, signal) =>
    getJson<string[]>(withParams('/api/incidents/anchors', search, { within }), signal),
});

/** How many incidents the queue holds, and each of its groups. */
export const countQueue = (search: string): Promise<IncidentCount> =>
  getJson<IncidentCount>(withParams('/api/incidents/count', search, {}));

/** What happened since `since` to the rows that an open queue shows, and besides. */
export function queueChanges(
  search: string,
  since: string,
  shown: readonly IncidentRow[],
): Promise<QueueChanges> {
  const versions = shown.map((row) => `${row.number}:${row.version}`).join();
  return getJson<QueueChanges>(withParams('/api/incidents/changes', search, { since, shown: versions }));
}

/** Values of one property with their counts, for its menu. Asked when the menu opens. */
export const facetQuery = (search: string, facet: IncidentFacet, match: string) =>
  queryOptions({
    queryKey: ['incidents', 'facet', search, facet, match],
    queryFn: ({ signal }) =>
      getJson<FacetCount[]>(withParams('/api/incidents/facets', search, { facet, match }), signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const incidentNeighboursQuery = (number: number, queue: string) =>
  queryOptions({
    queryKey: ['incidents', 'neighbours', number, queue],
    queryFn: ({ signal }) =>
      getJson<Neighbours>(`/api/incidents/${number}/neighbours?${new URLSearchParams(queue)}`, signal),
    staleTime: 30_000,
  });
