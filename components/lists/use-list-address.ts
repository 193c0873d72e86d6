'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useOptimistic, useTransition } from 'react';
import type { ListChange, ListLook, ListParams, ListState } from '@/lib/client/list-state';
import { forgetPlace } from '@/lib/client/place';

export interface ListAddress {
  readonly params: ListParams;
  /** As it will be when what was chosen last has come: what a second choice in that moment begins from. */
  readonly ahead: ListParams;
  /** The query string of `ahead`. */
  readonly aheadQuery: string;
  /** The address's own query string. */
  readonly query: string;
  /** What a parameter says ahead, its default where the address leaves it out. */
  readonly value: (param: string) => string;
  /** Another set of rows, another order, another grouping: a step that *back* takes back. */
  readonly go: (change: ListChange) => void;
  readonly isPending: boolean;
  /** The same rows shown otherwise: the address follows, nothing is asked of the server. */
  readonly look: (change: Partial<ListLook>) => void;
}

/** A bare address opens one's default view; a list as it is by itself has a name of its own. */
const BARE = '?view=open';

/** A list's state, which is its address and nothing else. */
export function useListAddress(state: ListState): ListAddress {
  const router = useRouter();
  const query = useSearchParams().toString();
  const [isPending, start] = useTransition();
  const params = useMemo(() => state.read(query), [state, query]);
  const [aheadQuery, setAhead] = useOptimistic(query);
  return {
    params,
    ahead: aheadQuery === query ? params : state.read(aheadQuery),
    aheadQuery,
    query,
    isPending,
    value: (param) => state.value(aheadQuery, param),
    go: (change) => {
      const next = state.change(aheadQuery, change);
      forgetPlace(state.path + state.rows(next));
      start(() => {
        setAhead(next.replace(/^\?/, ''));
        router.push(`${state.path}${next || BARE}`);
      });
    },
    look: (change) => {
      // From the address as it is at this moment: what was changed an instant ago may not have been rendered yet.
      const next = state.look(window.location.search, change);
      window.history.replaceState(null, '', `${state.path}${next || BARE}`);
    },
  };
}
