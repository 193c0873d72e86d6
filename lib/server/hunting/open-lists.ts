import type { Plan } from '@/lib/kql/plan/relation';
import { KqlError } from '@/lib/kql/types';
import { namesWatchlists, type Watchlists } from '@/lib/kql/watchlists';

const NAMED = /_GetWatchlist\s*\(\s*(?:'([^'\n]*)'|"([^"\n]*)")/g;
/** What the analyser says of a column that is nowhere, or on one side of a join only. */
const MISSING = new Set(['KS142', 'KS145']);
const MOST = 16;

/**
 * Plans a published query against watchlists that nobody here has: each list that its text names exists, and has the
 * columns that the query names and nothing else explains.
 */
export function planWithOpenLists(text: string, plan: (lists: Watchlists) => Plan): Plan {
  const aliases = namesWatchlists(text)
    ? [...text.matchAll(NAMED)].map(([, single, double]) => single ?? double ?? '')
    : [];
  const columns: string[] = [];
  for (let round = 0; ; round++) {
    try {
      return plan(Object.fromEntries(aliases.map((alias) => [alias, [...columns]])));
    } catch (error) {
      const missing = aliases.length > 0 && round < MOST ? missingNames(error) : [];
      const fresh = missing.filter((name) => !columns.includes(name));
      if (fresh.length === 0) throw error;
      columns.push(...new Set(fresh));
    }
  }
}

const missingNames = (error: unknown): string[] =>
  error instanceof KqlError
    ? error.diagnostics
        .filter(({ code }) => MISSING.has(code))
        .flatMap(({ message }) => /'([^']+)'/.exec(message)?.[1] ?? [])
    : [];
