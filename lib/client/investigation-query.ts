import { queryOptions } from '@tanstack/react-query';
import type { LakeKind, Tie } from '@/lib/domain/investigation';
import type {
  CountsView,
  ExpansionView,
  PathView,
  StartHit,
  TieRowsView,
} from '@/lib/domain/views/investigation';

export interface LakeWindow {
  readonly since: number;
  readonly until: number;
}

/** What the portal says of a request that failed, ready to be shown. */
async function answerOf<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { title?: string; requestId?: string };
  throw new Error(
    response.status >= 500 && response.status !== 504
      ? `${problem.title ?? 'The portal did not answer.'} (request ${problem.requestId ?? 'unknown'})`
      : (problem.title ?? 'The portal did not answer.'),
  );
}

const get = async <T>(
  path: string,
  query: Record<string, string | number>,
  signal: AbortSignal,
): Promise<T> => {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return answerOf<T>(await fetch(`/api/investigations/${path}?${search}`, { signal }));
};

/** How many stored things a node can be expanded to. */
export const storedCountsQuery = (node: string, range: LakeWindow | null) =>
  queryOptions({
    queryKey: ['graph', 'counts', node, range],
    queryFn: ({ signal }) => get<CountsView>('counts', { node, ...range }, signal),
    staleTime: 30_000,
  });

/** How many things telemetry names beside a node; `only` asks again for what was not counted in time. */
export const lakeCountsQuery = (node: string, window: LakeWindow, only: readonly string[] = []) =>
  queryOptions({
    queryKey: ['graph', 'telemetry', node, window, only.join()],
    queryFn: ({ signal }) =>
      get<CountsView>(
        'telemetry',
        { node, ...window, ...(only.length > 0 ? { only: only.join() } : {}) },
        signal,
      ),
    staleTime: 60_000,
    retry: false,
  });

/** The newest rows behind a tie of telemetry. */
export const tieRowsQuery = (tie: Tie, window: LakeWindow) =>
  queryOptions({
    queryKey: ['graph', 'rows', tie.id, window],
    queryFn: ({ signal }) =>
      get<TieRowsView>(
        'rows',
        { source: tie.source, target: tie.target, kind: tie.what as LakeKind, ...window },
        signal,
      ),
    staleTime: 60_000,
    retry: false,
  });

/** Which version of a saved graph is the newest, and whose; null when the graph is gone. */
export const savedVersionQuery = (id: string) =>
  queryOptions({
    queryKey: ['graph', 'version', id],
    queryFn: ({ signal }) =>
      get<{ version: number; updatedBy: string } | null>(`saved/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 0,
    retry: false,
  });

/** Incidents and entities by what people call them. */
export const findStartQuery = (text: string) =>
  queryOptions({
    queryKey: ['graph', 'find', text],
    queryFn: ({ signal }) => get<readonly StartHit[]>('find', { q: text }, signal),
    enabled: text.trim().length > 1,
    staleTime: 30_000,
  });

export const fetchPath = (from: string, to: string, hubs: boolean): Promise<PathView> =>
  get<PathView>('path', { from, to, hubs: hubs ? 1 : 0 }, new AbortController().signal);

export interface ExpandRequest {
  readonly node: string;
  readonly kind: string;
  readonly range: LakeWindow | null;
  readonly known: readonly string[];
}

export async function fetchExpansion({ node, kind, range, known }: ExpandRequest): Promise<ExpansionView> {
  const response = await fetch('/api/investigations/expand', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ node, kind, ...range, known }),
  });
  return answerOf<ExpansionView>(response);
}
