import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inheritedEnv } from '@/lib/server/env';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { processedBatch } from './testing/fixtures';

const db = testDatabase();
const PROCESS = path.join(import.meta.dirname, 'process.ts');

it('seals what waits within seconds, and ends when it is told to', async () => {
  await processedBatch(db.dataDir, {
    rows: [{ time: Date.UTC(2026, 2, 10), principal: 'a@x.com' }],
    receivedAt: Date.now(),
  });
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', PROCESS], {
    stdio: 'inherit',
    env: inheritedEnv({ DATABASE_URL: db.appUrl, THROUGHLINE_DATA: db.dataDir }),
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  try {
    await expect
      .poll(async () => (await pool().query(`SELECT state FROM batch_receipt`)).rows, {
        timeout: 30_000,
        interval: 200,
      })
      .toEqual([{ state: 'sealed' }]);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
  expect(readdirSync(path.join(db.dataDir, 'lake/.work'))).toEqual([]);
});
