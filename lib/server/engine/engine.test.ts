import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Random } from '@/bench/lib/random';
import type { Actor } from '@/lib/domain/permissions';
import { closePrisma } from '@/lib/server/db';
import { changeEnv } from '@/lib/server/env';
import { accept } from '@/lib/server/ingest/accept';
import { retryDeadLetters } from '@/lib/server/ingest/dead-letters';
import { batchStatus } from '@/lib/server/ingest/status';
import { closePool, pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { attackRows } from '@/lib/server/testing/attack-load';
import { createTestDatabase, testDatabase } from '@/lib/server/testing/database';
import { DECISIONS } from '@/lib/server/testing/decisions';
import { sendRows, TestEngine } from '@/lib/server/testing/pipeline';

testDatabase();

const system: Actor = {
  tenantId: 'default',
  kind: 'system',
  id: 'test',
  name: 'test',
  permissions: new Set(),
  roles: [],
  scopes: [],
};
const count = async (sql: string): Promise<number> =>
  Number((await pool().query(`select count(*) as n ${sql}`)).rows[0]?.n);

/** Each test has a database of its own. */
beforeEach(async () => {
  await closePool();
  await closePrisma();
  const database = await createTestDatabase();
  changeEnv({ DATABASE_URL: database.appUrl, DATABASE_ADMIN_URL: database.adminUrl });
  await ensureTenant();
  return async () => {
    await closePool();
    await database.drop();
  };
});

/** An inbox rule that forwards mail outside: fires at once, whoever does it. */
const forwardingRule = (user: string, id: string): object => ({
  TimeGenerated: new Date(Date.now() - 60_000).toISOString(),
  OfficeWorkload: 'Exchange',
  Operation: 'New-InboxRule',
  RecordType: 'ExchangeAdmin',
  ResultStatus: 'True',
  UserId: `${user}@engine.example`,
  ClientIP: '45.155.205.7',
  Id: id,
  Parameters: JSON.stringify([
    { Name: 'Name', Value: '.' },
    { Name: 'ForwardTo', Value: 'drop@evil.example' },
    { Name: 'DeleteMessage', Value: 'True' },
  ]),
});

describe('ingest and decide', () => {
  it('makes one alert and one incident of a row that is sent twice', async () => {
    const row = forwardingRule('kim', 'a1');
    await sendRows('OfficeActivity', [row]);
    const again = await sendRows('OfficeActivity', [row]);
    expect(await count('from alert')).toBeGreaterThan(0);
    expect(await count("from incident where status <> 'redirected'")).toBe(1);
    expect(await batchStatus('default', again.batchId)).toMatchObject({
      rows: 1,
      accepted: 0,
      duplicates: 1,
    });
  });

  it('keeps what cannot be read, and takes it when it can', async () => {
    const body = 'not json\n{"TimeGenerated":"yesterday","UserId":"x"}\n';
    const result = await accept({
      tenantId: 'default',
      table: 'OfficeActivity',
      body: chunk(body),
      format: 'json',
      receivedAt: Date.now(),
    });
    expect(result.accepted).toBe(0);
    expect(result.rejected.map((r) => r.line)).toEqual([1, 2]);
    const letters = await pool().query<{ id: string; field: string }>(
      "select id, field from dead_letter where state = 'open' order by line",
    );
    expect(letters.rows.map((l) => l.field)).toEqual(['(row)', 'TimeGenerated']);
    const [first, second] = letters.rows;
    await pool().query('update dead_letter set raw = $2 where id = $1', [
      second?.id,
      JSON.stringify(forwardingRule('lee', 'b1')),
    ]);
    const outcomes = await retryDeadLetters(system, [first?.id ?? '', second?.id ?? '']);
    expect(outcomes.map((o) => o.retriedAs !== null).sort()).toEqual([false, true]);
    expect(await count("from dead_letter where state = 'open'")).toBe(1);
  });

  it.each([
    { size: 3_000, longest: 400 },
    // Cut so that an address profile is pruned in one run, just before it is read again, and not in the other.
    { size: 1_000, longest: 60, at: Date.UTC(2026, 10, 21, 10, 18) },
  ])('decides the same however the inbox is cut into batches: $size rows', async ({ size, longest, at }) => {
    vi.useFakeTimers({ toFake: ['Date'], ...(at ? { now: at } : {}) });
    onTestFinished(() => void vi.useRealTimers());
    const rows = attackRows(size, Date.now() - 20 * 86_400_000);
    await sendRows('SigninLogs', rows);
    const whole = (await pool().query(DECISIONS)).rows[0];
    await closePool();
    const other = await createTestDatabase();
    changeEnv({ DATABASE_URL: other.appUrl, DATABASE_ADMIN_URL: other.adminUrl });
    await ensureTenant();
    const random = new Random(15);
    for (let from = 0; from < rows.length; ) {
      const to = from + 1 + random.int(longest);
      await sendRows('SigninLogs', rows.slice(from, to));
      from = to;
    }
    const pieces = (await pool().query(DECISIONS)).rows[0];
    expect(whole.alerts.length).toBeGreaterThan(0);
    expect(pieces).toEqual(whole);
    await closePool();
    await other.drop();
  });

  it('commits nothing once another engine holds the lease', async () => {
    const body = JSON.stringify(forwardingRule('ada', 'c1'));
    await accept({ tenantId: 'default', table: 'OfficeActivity', body: chunk(body), receivedAt: Date.now() });
    const stale = { tenantId: 'default', holder: 'gone', epoch: '0' };
    await pool().query(
      "insert into engine_lease values ('default', 7, 'other', now() + interval '1 minute')",
    );
    await expect(new TestEngine().engine.step(stale)).rejects.toThrow('took over');
    expect(await count('from alert')).toBe(0);
    expect(await count("from inbox_batch where state = 'pending'")).toBe(1);
  });
});

async function* chunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
