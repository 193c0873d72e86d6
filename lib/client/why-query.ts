import { queryOptions } from '@tanstack/react-query';
import type { WhyView } from '@/lib/domain/views/why';

/** Why an alert is linked or not to another alert, or to an incident by its number. `null`: there is none such. */
export const whyQuery = (alertId: string, other: string) =>
  queryOptions({
    queryKey: ['alerts', 'why', alertId, other],
    queryFn: async ({ signal }): Promise<WhyView | null> => {
      const response = await fetch(`/api/alerts/why?${new URLSearchParams({ a: alertId, b: other })}`, {
        signal,
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`why answered ${response.status}`);
      return (await response.json()) as WhyView;
    },
    enabled: other !== '',
    staleTime: 0,
    retry: false,
  });
