import { readFile, rename, writeFile } from 'node:fs/promises';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { retryBatches, retryImport } from '@/lib/server/data-health/set-aside';
import { accept } from '@/lib/server/ingest/accept';
import { inboxPath } from '@/lib/server/ingest/files';
import { closeSession, openSession } from '@/lib/server/ingest/sessions';
import { batchStatus } from '@/lib/server/ingest/status';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { type SignedIn, signedIn } from '@/lib/server/testing/people';
import { TestEngine } from '@/lib/server/testing/pipeline';
import { LeaseLostError } from './lease';
import { isLasting, MAX_ATTEMPTS } from './set-aside';

testDatabase();
let analyst: SignedIn;
let manager: SignedIn;
beforeAll(async () => {
  analyst = await signedIn('analyst', ['analyst']);
  manager = await signedIn('manager', ['manager']);
});
beforeEach(async () => {
  await pool().query('delete from inbox_batch');
  await pool().query('delete from batch_receipt');
});

const ROWS = 300;
let sent = 0;

/** Sends enough rows for a batch in files. @returns the request's id and the path of its events */
async function send(sessionId?: string): Promise<{ id: string; events: string }> {
  const mark = sent++;
  const rows = Array.from({ length: ROWS }, (_, i) =>
    JSON.stringify({
      TimeGenerated: new Date(Date.now() - 60_000).toISOString(),
      Id: `${mark}-${i}`,
      ResultType: '0',
      UserPrincipalName: `kim${i}@aside.example`,
    }),
  );
  async function* body(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(rows.join('\n'));
  }
  const { batchId } = await accept({
    tenantId: 'default',
    table: 'SigninLogs',
    body: body(),
    receivedAt: Date.now(),
    ...(sessionId ? { sessionId } : {}),
  });
  const found = await pool().query<{ path: string }>(
    'select events_path as path from inbox_batch where request_id = $1',
    [batchId],
  );
  return { id: batchId, events: inboxPath(found.rows[0]?.path ?? '') };
}

/** Runs the engine as its loop does: a step that fails is tried again. */
async function work(): Promise<number> {
  const engine = new TestEngine();
  for (let failures = 0; ; ) {
    try {
      await engine.drain();
      return failures;
    } catch (error) {
      engine.engine.discard();
      if (++failures > 20) throw error;
    }
  }
}

const stateOf = async (id: string) => (await batchStatus('default', id)).state;

it('sets a batch aside that cannot be read, works off the others, and takes it when it can', async () => {
  const before = await send();
  const broken = await send();
  const behind = await send();
  const content = await readFile(broken.events);
  await writeFile(broken.events, 'not json\n');
  expect(await work()).toBe(MAX_ATTEMPTS - 1);
  expect(await Promise.all([before.id, broken.id, behind.id].map(stateOf))).toEqual([
    'processed',
    'failed',
    'processed',
  ]);
  const kept = await pool().query('select id, error from inbox_batch where request_id = $1', [broken.id]);
  expect(kept.rows[0]?.error).toContain('has no header');
  await writeFile(broken.events, content);
  await expect(retryBatches(manager.actor, null, [kept.rows[0]?.id])).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await retryBatches(analyst.actor, null, [kept.rows[0]?.id])).toBe(1);
  await work();
  expect(await batchStatus('default', broken.id)).toMatchObject({ state: 'processed', accepted: ROWS });
});

it('lets nothing of the next batch through when the one before it fails', async () => {
  const broken = await send();
  const behind = await send();
  const content = await readFile(broken.events, 'utf8');
  // Its header can be read: it fails while it is decided, when the next batch is being admitted already.
  await writeFile(broken.events, content.replace(/\}\n/g, '\n'));
  await work();
  expect(await stateOf(broken.id)).toBe('failed');
  expect(await batchStatus('default', behind.id)).toMatchObject({
    state: 'processed',
    accepted: ROWS,
    duplicates: 0,
  });
});

it('tells an import without a batch that is gone, and that batch when it is back', async () => {
  const sessionId = await openSession('default', { name: 'broken' });
  const whole = await send(sessionId);
  const gone = await send(sessionId);
  await work();
  await closeSession('default', sessionId);
  await rename(gone.events, `${gone.events}.away`);
  await work();
  expect(await Promise.all([whole.id, gone.id].map(stateOf))).toEqual(['processed', 'failed']);
  await rename(`${gone.events}.away`, gone.events);
  const kept = await pool().query('select id from inbox_batch where request_id = $1', [gone.id]);
  await retryBatches(analyst.actor, null, [kept.rows[0]?.id]);
  await work();
  // Its keys were registered before it went: that must not make its rows duplicates of themselves.
  expect(await batchStatus('default', gone.id)).toMatchObject({
    state: 'processed',
    accepted: ROWS,
    duplicates: 0,
  });
});

it('fails an import whose told part cannot be read any more, goes on with the next, and takes it up again', async () => {
  const first = await openSession('default', { name: 'first' });
  const batch = await send(first);
  await work();
  await closeSession('default', first);
  await pool().query("update ingest_session set state = 'detecting', cursor = 10 where id = $1", [first]);
  await rename(batch.events, `${batch.events}.away`);
  const second = await openSession('default', { name: 'second' });
  await closeSession('default', second);
  await work();
  const states = async () =>
    (
      await pool().query('select state from ingest_session where id = any($1) order by name', [
        [first, second],
      ])
    ).rows;
  expect(await states()).toEqual([{ state: 'failed' }, { state: 'closed' }]);
  await rename(`${batch.events}.away`, batch.events);
  await retryImport(analyst.actor, null, first);
  await work();
  expect(await states()).toEqual([{ state: 'closed' }, { state: 'closed' }]);
});

it('gives up a command that cannot be applied', async () => {
  for (const [id, payload] of [
    ['text', '"odd"'],
    ['number', '{"userId": 5}'],
    ['list', '[]'],
  ]) {
    await pool().query(
      "insert into engine_command (tenant_id, id, kind, payload) values ('default', $1, 'unlearnProfile', $2)",
      [id, payload],
    );
  }
  expect(await work()).toBe(0);
  expect((await pool().query('select 1 from engine_command where applied_at is null')).rowCount).toBe(0);
});

it('knows what passes by itself', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  expect(['57P01', '40P01', '53300', 'ECONNREFUSED', 'ENOSPC'].map((code) => isLasting(coded(code)))).toEqual(
    Array(5).fill(false),
  );
  expect(isLasting(new LeaseLostError('t'))).toBe(false);
  expect(isLasting(new Error('Connection terminated unexpectedly'))).toBe(false);
  expect(['22P05', '22021', 'ENOENT'].map((code) => isLasting(coded(code)))).toEqual(Array(3).fill(true));
  expect(isLasting(new SyntaxError('Unexpected token'))).toBe(true);
});
