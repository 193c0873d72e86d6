/**
 * `npm run kql:corpus [-- EVERY] [--empty | --sets] [--only=TEXT]`: how many published queries (every n-th of them) run,
 * and why the others do not: on empty tables, and on the real sets and the demo company, where it also tells which
 * find rows. `--empty` and `--sets` do one of the two, `--only` keeps to the sets whose name has the text.
 */
import { runOnEmptyTables } from './corpus/empty-tables';
import { corpusQueries } from './corpus/queries';
import { runOnRealSets } from './corpus/real-sets';
import { firstArgument } from './shared';

const ONLY = '--only=';

// The processes that answer keep nobody who waits for them.
setInterval(() => undefined, 60_000);
const queries = corpusQueries(Number(firstArgument() ?? 1));
const only = process.argv.find((argument) => argument.startsWith(ONLY))?.slice(ONLY.length) ?? '';
if (!process.argv.includes('--sets')) await runOnEmptyTables(queries);
if (!process.argv.includes('--empty')) await runOnRealSets(queries, only);
process.exit(0);
