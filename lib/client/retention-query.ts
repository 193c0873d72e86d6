import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RetentionPolicy, RetentionRow } from '@/lib/domain/retention';

/** What a policy would take; the last answer stays while the next is on its way. */
export const retentionEffect = (policy: RetentionPolicy, initial: readonly RetentionRow[] | undefined) =>
  queryOptions({
    queryKey: ['retention', policy],
    queryFn: async ({ signal }) => {
      const response = await fetch('/api/settings/retention', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(policy),
        signal,
      });
      if (!response.ok) throw new Error(`/api/settings/retention answered ${response.status}`);
      return (await response.json()) as readonly RetentionRow[];
    },
    placeholderData: keepPreviousData,
    ...(initial ? { initialData: initial } : {}),
  });
