import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { accept } from '@/lib/server/ingest/accept';
import { inboxPath } from '@/lib/server/ingest/files';
import { batchStatus } from '@/lib/server/ingest/status';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { TestEngine } from '@/lib/server/testing/pipeline';
import { Engine } from './engine';
import { acquireLease } from './lease';

testDatabase();
beforeEach(async () => {
  await pool().query('delete from inbox_batch');
});

/** So many batches are looked up at a time: what stands behind them is found while they are at work. */
const AT_A_TIME = 64;
const MANY = 4_200;
let sent = 0;

async function send(rows: number): Promise<string> {
  const mark = sent++;
  const text = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({
      TimeGenerated: new Date(Date.now() - 60_000).toISOString(),
      Id: `${mark}-${i}`,
      ResultType: '0',
      UserPrincipalName: 'kim@going-on.example',
    }),
  ).join('\n');
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  }
  return (await accept({ tenantId: 'default', table: 'SigninLogs', body: body(), receivedAt: Date.now() }))
    .batchId;
}

async function sendFew(): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < AT_A_TIME; i++) ids.push(await send(1));
  return ids;
}

const statesOf = async (ids: readonly string[]): Promise<string[]> => [
  ...new Set(await Promise.all(ids.map(async (id) => (await batchStatus('default', id)).state))),
];

/** Lets so much time pass at each look at the clock, and none in between. */
function setClock(tickMs: number): void {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (now += tickMs));
}
afterEach(() => void vi.restoreAllMocks());

async function step(): Promise<void> {
  const lease = await acquireLease('default', 'test');
  if (!lease) throw new Error('the lease is held elsewhere');
  await new Engine('default').step(lease);
}

it('goes on with what came meanwhile where it is much', async () => {
  const few = await sendFew();
  const many = await send(MANY);
  setClock(0);
  await step();
  expect(await statesOf([...few, many])).toEqual(['processed']);
});

it('commits in the end, however much goes on coming', async () => {
  const few = await sendFew();
  const many = await send(MANY);
  setClock(6_000);
  await step();
  expect(await statesOf(few)).toEqual(['processed']);
  expect(await statesOf([many])).toEqual(['pending']);
});

it('leaves a little that came meanwhile to the next transaction', async () => {
  const few = await sendFew();
  const next = await send(1);
  setClock(0);
  await step();
  expect(await statesOf(few)).toEqual(['processed']);
  expect(await statesOf([next])).toEqual(['pending']);
});

it('blames nobody else when what it went on with cannot be read', async () => {
  const few = await sendFew();
  const broken = await send(MANY);
  const { rows } = await pool().query<{ path: string }>(
    'select events_path as path from inbox_batch where request_id = $1',
    [broken],
  );
  await writeFile(inboxPath(rows[0]?.path ?? ''), 'not json\n');
  setClock(0);
  await step();
  expect(await statesOf(few)).toEqual(['processed']);
  expect(await statesOf([broken])).toEqual(['pending']);
  await expect(new TestEngine().drain()).rejects.toThrow('has no header');
});
