import type { DuckDBConnection } from '@duckdb/node-api';
import type { Finding, QueryCheck } from '@/lib/domain/views/library';
import { timeBounds } from '@/lib/kql/passes/time-bounds';
import { type WriteOptions, Writer } from '@/lib/kql/sql/writer';
import { type Diagnostic, KqlError } from '@/lib/kql/types';
import type { Analyser } from './analyser';
import { planWithColumns } from './columns';
import { lookAtRows } from './execute';
import { watchlistsFor } from './hunt';
import type { CheckInput } from './protocol';
import { huntingSchema } from './schema';
import { emptyTable } from './tables';

interface CheckContext {
  readonly connection: DuckDBConnection;
  readonly analyser: Analyser;
}

/** Findings of one query that are kept: further ones mostly follow from the first. */
const KEPT = 10;
/** A name that stands for nothing here: a table, or a column. */
const UNKNOWN_NAMES = /^KS(142|143|144|204)$/;
/** A construct that we do not have, or a function that nobody has defined here. */
const NOT_HERE = /^(TL001|KS211)$/;

/** What would come of a query, without running it: analysed, planned and written. */
export async function check(
  { connection, analyser }: CheckContext,
  { tenantId, text, now }: CheckInput,
): Promise<QueryCheck> {
  const watchlists = await watchlistsFor(tenantId, text);
  const options: WriteOptions = {
    now,
    limit: 1,
    watchlist: ({ columns }) => emptyTable(columns),
    table: (name) => emptyTable(huntingSchema()[name] ?? []),
  };
  try {
    const plan = await planWithColumns(
      (current) => analyser.plan(current, watchlists),
      text,
      (open) => lookAtRows(connection, open, options),
    );
    new Writer(options).write(plan);
    return { state: 'runs', tables: [...timeBounds(plan, 'TimeGenerated', now).keys()].sort(), findings: [] };
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    const state = stateOf(error.diagnostics);
    // Of what cannot be planned the analyser still knows which names are tables.
    const tables = await analyser.tables(text, watchlists).catch(() => []);
    return { state, tables, findings: findingsOf(text, state, error.diagnostics) };
  }
}

/** What nobody can mend here counts before what is misspelt; both before what else is wrong. */
function stateOf(diagnostics: readonly Diagnostic[]): QueryCheck['state'] {
  if (diagnostics.some(({ code }) => NOT_HERE.test(code))) return 'unsupported';
  return diagnostics.some(({ code }) => UNKNOWN_NAMES.test(code)) ? 'unknownName' : 'invalid';
}

/** What decided the state comes first. */
const findingsOf = (
  text: string,
  state: QueryCheck['state'],
  diagnostics: readonly Diagnostic[],
): Finding[] =>
  diagnostics
    .toSorted((a, b) => Number(stateOf([b]) === state) - Number(stateOf([a]) === state))
    .slice(0, KEPT)
    .map(({ code, message, hint, span }) => ({
      code,
      message,
      hint: hint ?? '',
      line: text.slice(0, span.start).split('\n').length,
    }));
