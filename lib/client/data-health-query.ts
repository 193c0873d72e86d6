import { queryOptions } from '@tanstack/react-query';
import type { SilentSource } from '@/lib/domain/views/data-health';

/** Sources that are silent now; asked again when one falls silent or speaks again. */
export const silentSourcesQuery = queryOptions({
  queryKey: ['data-health', 'silent'],
  queryFn: async ({ signal }) => {
    const response = await fetch('/api/data-health/notice', { signal });
    if (!response.ok) throw new Error(`/api/data-health/notice answered ${response.status}`);
    return (await response.json()) as readonly SilentSource[];
  },
  staleTime: 60_000,
});
