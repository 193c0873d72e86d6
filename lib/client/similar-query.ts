import { queryOptions } from '@tanstack/react-query';
import type { SimilarCount } from '@/lib/domain/views/similar';
import { getJson } from './get-json';

/** Rows that come into sight within this time are asked for together, ms; those that left it meanwhile are not. */
const GATHER = 150;
/** Rows of one request. */
const MOST = 40;

interface Waiting {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly resolve: (count: SimilarCount | null) => void;
  readonly reject: (reason: unknown) => void;
}

let waiting: Waiting[] = [];

function ask(): void {
  const wanted = waiting.filter(({ signal }) => !signal.aborted);
  waiting = [];
  for (let from = 0; from < wanted.length; from += MOST) {
    const some = wanted.slice(from, from + MOST);
    const ids = some.map(({ id }) => id).join();
    getJson<Readonly<Record<string, SimilarCount>>>(
      `/api/incidents/similar?${new URLSearchParams({ ids })}`,
    ).then(
      (counts) => {
        for (const { id, resolve } of some) resolve(counts[id] ?? null);
      },
      (reason: unknown) => {
        for (const { reject } of some) reject(reason);
      },
    );
  }
}

/** How many incidents are like one; asked for while its row is in sight, together with the rows around it. */
export const similarCountQuery = (id: string) =>
  queryOptions({
    queryKey: ['incidents', 'similar', id],
    queryFn: ({ signal }) =>
      new Promise<SimilarCount | null>((resolve, reject) => {
        if (waiting.length === 0) setTimeout(ask, GATHER);
        waiting.push({ id, signal, resolve, reject });
      }),
    staleTime: 60_000,
  });
