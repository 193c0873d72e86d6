/**
 * `npm run bench [-- NAME…]`: measures the portal against its budgets, each benchmark on a database and a data folder
 * of its own under the system's temporary folder. Exit code 1 when a budget was missed.
 */
import { benchBrowser } from './browser';
import { benchCorrelate } from './correlate';
import { benchFirstLoad } from './first-load';
import { benchGraph } from './graph';
import { benchHunting } from './hunting';
import { benchIngest } from './ingest';
import { type Benchmark, printReport } from './lib/report';
import { benchPages } from './pages';
import { benchTimeline } from './timeline';
import { benchVisible } from './visible';
import { benchWrites } from './writes';

const BENCHMARKS: readonly Benchmark[] = [
  { name: 'ingest', run: benchIngest },
  { name: 'timeline', run: benchTimeline },
  { name: 'correlate', run: benchCorrelate },
  { name: 'visible', run: benchVisible },
  { name: 'pages', run: benchPages },
  { name: 'first-load', run: benchFirstLoad },
  { name: 'browser', run: benchBrowser },
  { name: 'writes', run: benchWrites },
  { name: 'graph', run: benchGraph },
  { name: 'hunting', run: benchHunting },
];

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const known = BENCHMARKS.map(({ name }) => name).join(', ');
    console.error(`no benchmark is called ${unknown.join(', ')}; there are ${known}`);
    return 2;
  }
  let met = true;
  for (const { name, run } of BENCHMARKS) {
    if (names.length > 0 && !names.includes(name)) continue;
    met = printReport(await run()) && met;
  }
  console.log(met ? '\nEvery budget was met.' : '\nA budget was MISSED.');
  return met ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2).filter((argument) => !argument.startsWith('--')));
