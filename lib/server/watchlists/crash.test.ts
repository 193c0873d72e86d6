import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inheritedEnv } from '@/lib/server/env';
import { bundle } from '@/scripts/lib/bundle';
import { makeTenant } from '../incidents/testing';
import { rowsOf } from '../lake/duck';
import { collectGarbage } from '../lake/gc';
import { openLake } from '../lake/testing/lake';
import { pool } from '../pg';
import { testDatabase } from '../testing/database';
import { itemsRelation } from './items-sql';
import { LIST_STEPS } from './job';
import { withLists } from './snapshot';

const db = testDatabase();
/** The child as one file: it starts often. */
const PROGRAMS = path.resolve(`.throughline-test/list-crash-${process.pid}`);

beforeAll(async () => {
  await bundle({ child: 'lib/server/watchlists/testing/crash-child.ts' }, PROGRAMS);
  await makeTenant('a');
});
afterAll(() => rmSync(PROGRAMS, { recursive: true, force: true }));

function upload(step: string, mode: string, csv: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [path.join(PROGRAMS, 'child.mjs'), step, mode, csv], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: inheritedEnv({ DATABASE_URL: db.appUrl, THROUGHLINE_DATA: db.dataDir }),
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === null || code === 0 ? resolve(signal) : reject(new Error(`exit ${code}`)),
    );
  });
}

/** What a query sees now. */
async function visible(): Promise<string[]> {
  const lake = await openLake(db.dataDir);
  const rows = await withLists('a', { aliases: ['Crash'] }, async ([list]) =>
    list
      ? rowsOf(lake.duck, `SELECT c0, c1 FROM (${itemsRelation(db.dataDir, list)}) AS list ORDER BY c0`)
      : [],
  );
  lake.duck.closeSync();
  return rows.map(({ c0, c1 }) => `${c0}=${c1}`);
}

const files = (): string[] =>
  (readdirSync(path.join(db.dataDir, 'lake'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.parquet') || name.endsWith('.csv'))
    .map((name) => `lake/${name}`)
    .sort();

it('SIGKILL at any step leaves the old list or the new one, and nothing behind', {
  timeout: 240_000,
}, async () => {
  expect(await upload('none', 'replace', 'k,v\na,0\nb,0\nbad\n')).toBeNull();
  let expected = ['a=0', 'b=0'];
  expect(await visible()).toEqual(expected);
  for (const [round, step] of LIST_STEPS.entries()) {
    const mode = round % 2 === 0 ? 'replace' : 'merge';
    expect(await upload(step, mode, `k,v\na,${round + 1}\nc,${round + 1}\nbad\n`), step).toBe('SIGKILL');
    if (LIST_STEPS.indexOf(step) >= LIST_STEPS.indexOf('committed')) {
      const kept = mode === 'merge' ? expected.filter((one) => one.startsWith('b')) : [];
      expected = [`a=${round + 1}`, ...kept, `c=${round + 1}`];
    }
    expect(await visible(), step).toEqual(expected);
  }
  expect(await upload('none', 'merge', 'k,v\nz,9\n')).toBeNull();
  expect(await visible()).toEqual([...expected, 'z=9']);
  const lake = await openLake(db.dataDir);
  await collectGarbage(lake);
  lake.duck.closeSync();
  const { rows } = await pool().query<{ path: string }>(
    `SELECT path FROM watchlist_version WHERE path IS NOT NULL
     UNION SELECT rejects_path FROM watchlist_version WHERE rejects_path IS NOT NULL ORDER BY path`,
  );
  expect(files()).toEqual(rows.map((row) => row.path).sort());
  expect((await pool().query('SELECT 1 FROM lake_file')).rowCount).toBe(0);
});
