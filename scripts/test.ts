/**
 * `npm test`: every check, in order; `npm test -- types unit` runs some. A static check counts as one test. The last
 * line is `N passed, N failed`, the exit code 1 when anything failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { changeEnv, inheritedEnv } from '@/lib/server/env';
import { generateClient } from './prisma/generate';
import { ensureChromium } from './test/chromium';
import { type Counts, playwrightCounts, vitestCounts } from './test/counts';
import { buildIfNeeded } from './up/build';

const RESULTS = 'test-results';

/** Runs a program of node_modules and returns its exit code. */
function tool(file: string, args: readonly string[], variables: Record<string, string> = {}): number {
  const env = inheritedEnv(variables);
  return (
    spawnSync(process.execPath, [`node_modules/${file}`, ...args], { stdio: 'inherit', env }).status ?? 1
  );
}

const single = (ok: boolean): Counts => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function unit(): Counts {
  const file = `${RESULTS}/unit.json`;
  const exit = tool('vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return vitestCounts(file, exit);
}

async function build(): Promise<Counts> {
  changeEnv({});
  console.log((await buildIfNeeded(console.log)) ? 'built' : 'the last build is current');
  return single(true);
}

function browser(): Counts {
  const file = `${RESULTS}/browser.json`;
  const chromium = ensureChromium(process.env.CHROMIUM_PATH);
  const variables = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  return playwrightCounts(file, tool('@playwright/test/cli.js', ['test', '--reporter=line,json'], variables));
}

const STAGES: Readonly<Record<string, () => Counts | Promise<Counts>>> = {
  types: () => single(tool('typescript/bin/tsc', ['--noEmit']) === 0),
  lint: () =>
    single(
      tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], {
        XDG_CACHE_HOME: path.resolve('node_modules/.cache'),
      }) === 0,
    ),
  imports: () =>
    single(spawnSync(process.execPath, ['scripts/checks/imports.mjs'], { stdio: 'inherit' }).status === 0),
  'dead-code': () => single(tool('knip/bin/knip.js', ['--no-progress']) === 0),
  unit,
  build,
  browser,
};

async function runStage(name: string, stage: () => Counts | Promise<Counts>): Promise<Counts> {
  const started = performance.now();
  console.log(`\n── ${name}`);
  let counts: Counts;
  try {
    counts = await stage();
  } catch (error) {
    console.error((error as Error).message);
    counts = single(false);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  return counts;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`);
  process.exit(2);
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
generateClient();
const results: (Counts & { name: string })[] = [];
for (const [name, stage] of Object.entries(STAGES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  results.push({ name, ...(await runStage(name, stage)) });
}
const total = (key: keyof Counts) => results.reduce((sum, result) => sum + result[key], 0);
const failing = results.filter((result) => result.failed > 0).map(({ name }) => name);
if (failing.length > 0) console.log(`\nfailed: ${failing.join(', ')}`);
process.exitCode = total('failed') > 0 ? 1 : 0;
console.log(`${total('passed')} passed, ${total('failed')} failed`);
