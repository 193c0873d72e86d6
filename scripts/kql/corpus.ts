/** `npm run kql:corpus [-- EVERY]`: how many published queries run on empty tables, and why the others do not. */
import type { Column } from '@/lib/kql/types';
import { KqlError } from '@/lib/kql/types';
import { HuntingSession } from '@/lib/server/hunting/session';
import { emptyTable } from '@/lib/server/hunting/tables';
import { firstArgument, sharedText } from './shared';

interface CorpusQuery {
  readonly id: string;
  readonly source_repo: string;
  readonly tier: string;
  readonly semantic_ok: boolean;
  readonly query: string;
}

interface Tally {
  queries: number;
  executed: number;
  /** Of those executed: only because the outside files that they read were there. */
  copies: number;
  /** Of those executed: only because every watchlist that they name was there. */
  lists: number;
  refused: number;
  failed: number;
}

const NOW = '2026-01-01T00:00:00.000000Z';
const EXAMPLES = 3;

const schema = JSON.parse(sharedText('kql-corpus', 'schemas.json')) as Record<string, Column[]>;
const every = Number(firstArgument() ?? 1);
const queries = sharedText('kql-corpus', 'queries.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CorpusQuery)
  .filter(({ semantic_ok }) => semantic_ok)
  .filter((_, index) => index % every === 0);

const tallies = new Map<string, Tally>();
const reasons = new Map<string, string[]>();
/** Copies of outside files that the query in work has asked for: as empty as the tables. */
let copies = 0;
/** Watchlists that it has asked for: nobody here has them, so each has the columns that the query names. */
let lists = 0;
const session = await HuntingSession.open(schema, 1, {
  external: ({ columns }) => {
    copies++;
    return emptyTable(columns);
  },
  lists: 'open',
  watchlist: ({ columns }) => {
    lists++;
    return emptyTable(columns);
  },
});

function count(key: string, outcome: 'executed' | 'refused' | 'failed'): void {
  const tally = tallies.get(key) ?? { queries: 0, executed: 0, copies: 0, lists: 0, refused: 0, failed: 0 };
  tally.queries++;
  tally[outcome]++;
  if (copies > 0 && outcome === 'executed') tally.copies++;
  if (lists > 0 && outcome === 'executed') tally.lists++;
  tallies.set(key, tally);
}

for (const { id, tier, source_repo, query } of queries) {
  copies = 0;
  lists = 0;
  let outcome: 'executed' | 'refused' | 'failed' = 'executed';
  try {
    await session.run(query, NOW, 1_000);
  } catch (error) {
    outcome = error instanceof KqlError ? 'refused' : 'failed';
    const message = String((error as Error).message).split('\n')[0] ?? '';
    const reason = `${outcome}: ${message.slice(0, 110)}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  for (const key of ['all', tier, source_repo]) count(key, outcome);
}
session.close();

const share = (count: number, { queries: all }: Tally): string => `${((100 * count) / all).toFixed(1)} %`;

console.table(
  Object.fromEntries(
    [...tallies].map(([key, tally]) => [
      key,
      {
        ...tally,
        share: share(tally.executed, tally),
        'without copies': share(tally.executed - tally.copies, tally),
        'without lists': share(tally.executed - tally.lists, tally),
      },
    ]),
  ),
);
for (const [reason, ids] of [...reasons].sort(([, a], [, b]) => b.length - a.length))
  console.log(`${String(ids.length).padStart(4)}  ${reason}   ${ids.slice(0, EXAMPLES).join(', ')}`);
process.exit(0);
