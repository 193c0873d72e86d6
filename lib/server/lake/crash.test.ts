import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { inheritedEnv } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { bundle } from '@/scripts/lib/bundle';
import { LAKE_STEPS } from './context';
import { collectGarbage } from './gc';
import { processedBatch } from './testing/fixtures';
import { openLake, sealedRows } from './testing/lake';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
/** The child as one file: it starts dozens of times. */
const PROGRAMS = path.resolve(`.throughline-test/crash-${process.pid}`);
const CHILD = path.join(PROGRAMS, 'child.mjs');
/** Arrived long before what the child's retention keeps. */
const EXPIRED = NOON - 60 * DAY;

beforeAll(() => bundle({ child: 'lib/server/lake/testing/crash-child.ts' }, PROGRAMS));
afterAll(() => rmSync(PROGRAMS, { recursive: true, force: true }));

/** Runs the lake in a process of its own; with `afterMs` it is killed that long after it began to work. */
async function work(step: string, occurrence: number, afterMs?: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [CHILD, step, `${occurrence}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: inheritedEnv({ DATABASE_URL: db.appUrl, THROUGHLINE_DATA: db.dataDir }),
  });
  child.stdout.on('data', () => {
    if (afterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === null || code === 0 ? resolve(signal) : reject(new Error(`exit ${code}`)),
    );
  });
}

/** A few batches of two days, one that has expired, and what waits of a third day. */
async function arrive(round: number): Promise<string[]> {
  const expected: string[] = [];
  for (let n = 0; n < 4; n++) {
    const rows = Array.from({ length: 50 }, (_, i) => ({
      time: NOON + (n % 2) * DAY + round * 1000 + i,
      principal: `user${(i * 7 + n) % 13}`,
      UserAgent: 'x'.repeat(200),
    }));
    const expired = n === 3;
    const id = await processedBatch(db.dataDir, {
      rows,
      dropped: [n],
      receivedAt: expired ? EXPIRED : NOON,
      keep: n === 1 ? 'inline' : 'file',
      origin: expired ? 'demo' : '',
    });
    if (!expired) for (let line = 0; line < 50; line++) if (line !== n) expected.push(`${id}:${line}`);
  }
  return expected;
}

/** Every parquet file below the lake, as the catalog would name it. */
const files = (): string[] =>
  (readdirSync(path.join(db.dataDir, 'lake'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => `lake/${name}`)
    .sort();

/** Rows that a query would see now: sealed ones, and those that wait. */
async function visible(): Promise<string[]> {
  const lake = await openLake(db.dataDir);
  const sealed = (await sealedRows(lake, 'SigninLogs'))
    .filter((row) => row._origin === '')
    .map((row) => String(row._rowId));
  lake.duck.closeSync();
  const { rows } = await pool().query<{ id: string; dropped: number[] }>(
    `SELECT id, dropped_lines AS dropped FROM inbox_batch WHERE state = 'processed' AND origin = ''`,
  );
  const waiting = rows.flatMap(({ id, dropped }) =>
    Array.from({ length: 50 }, (_, line) => line)
      .filter((line) => !dropped.includes(line))
      .map((line) => `${id}:${line}`),
  );
  return [...sealed, ...waiting].sort();
}

async function finish(): Promise<void> {
  await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
  expect(await work('none', 1)).toBeNull();
  const lake = await openLake(db.dataDir);
  await collectGarbage(lake);
  lake.duck.closeSync();
  const { rows } = await pool().query<{ path: string }>('SELECT path FROM lake_segment ORDER BY path');
  expect(files()).toEqual(rows.map((row) => row.path).sort());
  expect((await pool().query('SELECT 1 FROM inbox_batch')).rowCount).toBe(0);
  expect((await pool().query('SELECT 1 FROM lake_file')).rowCount).toBe(0);
}

describe('SIGKILL of the lake process', () => {
  beforeEach(async () => {
    await pool().query('TRUNCATE inbox_batch, batch_receipt, lake_segment, lake_file, lake_pin');
    rmSync(path.join(db.dataDir, 'lake'), { recursive: true, force: true });
  });

  it('loses and doubles nothing at any step of sealing, compaction and retention', async () => {
    const expected: string[] = [];
    for (const [round, step] of LAKE_STEPS.entries()) {
      // The first occurrence is a seal; the fourth, when there are segments of earlier rounds, mostly a compaction.
      for (const occurrence of [1, 4]) {
        expected.push(...(await arrive(round)));
        await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
        const signal = await work(step, occurrence);
        if (occurrence === 1) expect(signal).toBe('SIGKILL');
        expect(await visible(), `${step} ${occurrence}`).toEqual([...expected].sort());
      }
    }
    await finish();
    expect(await visible()).toEqual([...expected].sort());
  });

  it('loses and doubles nothing at any other moment', async () => {
    const expected: string[] = [];
    for (let round = 0; round < 10; round++) {
      expected.push(...(await arrive(round)));
      await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
      await work('none', 1, 5 + round * 17);
      expect(await visible(), `round ${round}`).toEqual([...expected].sort());
    }
    await finish();
    expect(await visible()).toEqual([...expected].sort());
  });
});
