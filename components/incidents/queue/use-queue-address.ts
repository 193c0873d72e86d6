'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useOptimistic, useTransition } from 'react';
import { type IncidentParams, incidentSearch, loadIncidentParams, rowsSearch } from '@/lib/client/incidents';
import { forgetPlace } from '@/lib/client/place';

export interface QueueAddress {
  readonly params: IncidentParams;
  /** As it will be when what was chosen last has come: what a second choice in that moment begins from. */
  readonly ahead: IncidentParams;
  /** Another set of rows, another order, another grouping: a step that *back* takes back. */
  readonly go: (change: Partial<IncidentParams>) => void;
  readonly isPending: boolean;
  /** The same rows shown otherwise: the address follows, nothing is asked of the server. */
  readonly look: (change: Partial<Pick<IncidentParams, 'columns' | 'density' | 'folded' | 'view'>>) => void;
}

/** The queue's state, which is its address and nothing else. */
export function useQueueAddress(): QueueAddress {
  const router = useRouter();
  const query = useSearchParams().toString();
  const [isPending, start] = useTransition();
  const params = useMemo(() => loadIncidentParams(new URLSearchParams(query)), [query]);
  const [ahead, setAhead] = useOptimistic(params);
  return {
    params,
    ahead,
    isPending,
    go: (change) => {
      const next = { ...ahead, after: '', before: '', within: null, ...change };
      forgetPlace(rowsSearch(next));
      start(() => {
        setAhead(next);
        // A bare address opens one's default view; the queue as it is by itself has a name of its own.
        router.push(`/incidents${incidentSearch(next) || '?view=open'}`);
      });
    },
    look: (change) => {
      // From the address as it is at this moment: what was changed an instant ago may not have been rendered yet.
      const now = loadIncidentParams(new URLSearchParams(window.location.search));
      const next = { ...now, after: '', before: '', within: null, ...change };
      window.history.replaceState(null, '', `/incidents${incidentSearch(next) || '?view=open'}`);
    },
  };
}
