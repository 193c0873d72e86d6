import { queryOptions } from '@tanstack/react-query';
import type { JobTarget } from '@/lib/domain/job-states';
import type { BulkAction } from '@/lib/domain/jobs';
import type { BulkSelection } from '@/lib/domain/views/bulk';
import type { JobView, SelectionView } from '@/lib/domain/views/jobs';

async function post(url: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

/** What the tray shows; asked again on every live change of a job. */
export const trayQuery = queryOptions({
  queryKey: ['jobs', 'tray'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/api/jobs', { signal });
    if (!response.ok) throw new Error(`/api/jobs answered ${response.status}`);
    return (await response.json()) as readonly JobView[];
  },
  staleTime: 60_000,
});

/** What a selection holds. */
export const previewQuery = (target: JobTarget, selection: BulkSelection) =>
  queryOptions({
    queryKey: ['jobs', 'preview', target, selection],
    queryFn: async ({ signal }) => {
      const response = await post('/api/jobs/preview', { target, selection }, signal);
      if (!response.ok) throw new Error(`/api/jobs/preview answered ${response.status}`);
      return (await response.json()) as SelectionView;
    },
    gcTime: 0,
    staleTime: 10_000,
  });

/** What came of asking for a job. */
export type Started =
  | { readonly kind: 'started'; readonly total: number }
  /** The filter matches another number now: nothing was changed. */
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'refused'; readonly message: string };

interface Problem {
  readonly title?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export async function startJob(
  target: JobTarget,
  action: BulkAction,
  selection: BulkSelection,
): Promise<Started> {
  const response = await post('/api/jobs', { target, action, selection }).catch(() => null);
  if (response?.ok) {
    const { total } = (await response.json()) as { total: number };
    return { kind: 'started', total };
  }
  const problem: Problem = (await response?.json().catch(() => undefined)) ?? {};
  const count = Number(problem.fields?.count);
  if (response?.status === 409 && Number.isInteger(count)) return { kind: 'count', count };
  const message =
    Object.values(problem.fields ?? {})[0] ??
    problem.title ??
    'The portal did not answer. Check the connection and try again.';
  return { kind: 'refused', message };
}
