import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  HuntAnswer,
  HuntHistory,
  HuntTable,
  SavedQuery,
  SavedQueryRow,
} from '@/lib/domain/views/hunting';
import type { Completions } from '@/lib/kql/syntax/editor';
import type { Diagnostic } from '@/lib/kql/types';
import { getJson } from './get-json';

/** What the portal says of a request that failed, ready to be shown. */
async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`/api/hunting/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { title?: string; requestId?: string };
  const title = problem.title ?? 'The portal did not answer.';
  throw new Error(response.status === 500 ? `${title} (request ${problem.requestId ?? 'unknown'})` : title);
}

export interface HuntRequest {
  readonly text: string;
  readonly limit: number;
  readonly during: { readonly from: number; readonly to: number } | null;
}

/** Runs a query; aborting ends it in the portal too. */
export const runHunt = (request: HuntRequest, signal: AbortSignal): Promise<HuntAnswer> =>
  post('query', request, signal);

export const askDiagnose = (text: string): Promise<readonly Diagnostic[]> =>
  post('language', { ask: 'diagnose', text });

export const askComplete = (text: string, position: number): Promise<Completions> =>
  post('language', { ask: 'complete', text, position });

export const askHover = (text: string, position: number): Promise<string> =>
  post('language', { ask: 'hover', text, position });

/** Every table that can be hunted in. */
export const huntTablesQuery = queryOptions({
  queryKey: ['hunting', 'tables'],
  queryFn: ({ signal }) => getJson<readonly HuntTable[]>('/api/hunting/schema', signal),
  staleTime: 60_000,
});

/** Saved queries that one may see, without their texts. */
export const savedQueriesQuery = queryOptions({
  queryKey: ['hunting', 'queries'],
  queryFn: ({ signal }) => getJson<readonly SavedQueryRow[]>('/api/hunting/queries', signal),
});

/** One saved query, whole. */
export const fetchQuery = (id: string): Promise<SavedQuery> =>
  getJson(`/api/hunting/queries/${encodeURIComponent(id)}`);

/** What one ran, the latest first; a page at a time. */
export const historyQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['hunting', 'history', q],
    queryFn: ({ signal, pageParam }) =>
      getJson<HuntHistory>(`/api/hunting/history?${new URLSearchParams({ q, after: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
