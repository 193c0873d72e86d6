import type { Column } from '@/lib/kql/types';
import { KqlError } from '@/lib/kql/types';
import { HuntingSession } from '@/lib/server/hunting/session';
import { emptyTable } from '@/lib/server/hunting/tables';
import { sharedText } from '../shared';
import type { CorpusQuery } from './queries';
import { type Outcome, Reasons, stoppedAt } from './reasons';

interface Tally {
  queries: number;
  analysed: number;
  compiled: number;
  executed: number;
  /** Of those executed: only because the outside files that they read were there. */
  copies: number;
  /** Of those executed: only because every watchlist that they name was there. */
  lists: number;
  failed: number;
}

const NOW = '2026-01-01T00:00:00.000000Z';
const LIMIT = 1_000;

/** Runs queries on empty tables of the published schema, and prints how far they came, per source and in all. */
export async function runOnEmptyTables(queries: readonly CorpusQuery[]): Promise<void> {
  const schema = JSON.parse(sharedText('kql-corpus', 'schemas.json')) as Record<string, Column[]>;
  const tallies = new Map<string, Tally>();
  const reasons = new Reasons();
  // What the query in work has asked for that nobody here has: outside files, and lists of the columns that it names.
  const asked = { copies: 0, lists: 0 };
  const session = await HuntingSession.open(schema, 1, {
    external: ({ columns }) => {
      asked.copies++;
      return emptyTable(columns);
    },
    lists: 'open',
    watchlist: ({ columns }) => {
      asked.lists++;
      return emptyTable(columns);
    },
  });
  for (const { id, tier, source_repo, query } of queries) {
    asked.copies = 0;
    asked.lists = 0;
    let outcome: Outcome = 'executed';
    try {
      await session.run(query, NOW, LIMIT);
    } catch (error) {
      outcome = error instanceof KqlError ? stoppedAt(error.diagnostics) : 'failed';
      reasons.add(outcome, String((error as Error).message), id);
    }
    for (const key of ['all', tier, source_repo]) tallies.set(key, counted(tallies.get(key), outcome, asked));
  }
  session.close();
  print(tallies);
  reasons.print();
}

const NONE: Tally = { queries: 0, analysed: 0, compiled: 0, executed: 0, copies: 0, lists: 0, failed: 0 };

function counted(
  tally: Tally = NONE,
  outcome: Outcome,
  asked: { readonly copies: number; readonly lists: number },
): Tally {
  const is = (...outcomes: Outcome[]): number => Number(outcomes.includes(outcome));
  return {
    queries: tally.queries + 1,
    analysed: tally.analysed + 1 - is('notAnalysed'),
    compiled: tally.compiled + 1 - is('notAnalysed', 'notCompiled'),
    executed: tally.executed + is('executed'),
    copies: tally.copies + (asked.copies > 0 ? is('executed') : 0),
    lists: tally.lists + (asked.lists > 0 ? is('executed') : 0),
    failed: tally.failed + is('failed'),
  };
}

function print(tallies: ReadonlyMap<string, Tally>): void {
  const share = (count: number, { queries }: Tally): string => `${((100 * count) / queries).toFixed(1)} %`;
  console.log('\nOn empty tables');
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
}
