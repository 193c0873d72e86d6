import { queryOptions } from '@tanstack/react-query';
import type { RiskAction, RiskPreview } from '@/lib/domain/views/risk';

/** What an action on a user's risk would do now; asked anew each time a dialog opens. */
export const riskPreview = (userId: string, action: RiskAction) =>
  queryOptions({
    queryKey: ['risk', 'preview', userId, action],
    queryFn: async ({ signal }): Promise<RiskPreview> => {
      const response = await fetch(`/api/users/${encodeURIComponent(userId)}/risk-preview?action=${action}`, {
        signal,
      });
      if (!response.ok) throw new Error(`preview answered ${response.status}`);
      return (await response.json()) as RiskPreview;
    },
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
