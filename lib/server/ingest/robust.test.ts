import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { pool } from '@/lib/server/pg';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { sendRows, TestEngine } from '@/lib/server/testing/pipeline';
import { accept } from './accept';
import { admit } from './backpressure';
import { closeSession, openSession } from './sessions';
import { batchStatus } from './status';

testDatabase();
beforeAll(() => ensureTenant());

const signIn = (id: string, more: object = {}): object => ({
  TimeGenerated: new Date().toISOString(),
  Id: id,
  ResultType: '0',
  UserPrincipalName: 'kim@robust.example',
  ...more,
});
const request = { tenantId: 'default', table: 'SigninLogs', receivedAt: Date.now() } as const;

async function* breaksOff(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}
async function* once(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

describe('a body that breaks off', () => {
  it.each([true, false])(
    'rejects and leaves nothing behind (gzip: %s)',
    async (gzip) => {
      const text = Buffer.from(`${JSON.stringify(signIn('broken'))}\n`);
      const body = breaksOff(gzip ? gzipSync(text).subarray(0, 40) : text);
      await expect(accept({ ...request, body, gzip })).rejects.toThrow('aborted');
    },
    30_000,
  );

  it('tells a sender whose gzip is damaged that it is', async () => {
    const body = gzipSync(JSON.stringify(signIn('cut')));
    await expect(accept({ ...request, gzip: true, body: once(body.subarray(0, 30)) })).rejects.toMatchObject({
      code: 'badRequest',
    });
    await expect(accept({ ...request, gzip: true, body: once('{}') })).rejects.toMatchObject({
      code: 'badRequest',
    });
  }, 30_000);
});

it('reads eight bodies at once at most, however many come at the same moment', async () => {
  const all = await Promise.allSettled(Array.from({ length: 20 }, () => admit()));
  const admitted = all.filter((one) => one.status === 'fulfilled');
  for (const one of admitted) one.value();
  expect(admitted.length).toBe(8);
  (await admit())();
});

it('processes text that PostgreSQL cannot store', async () => {
  const nasty = 'a\u0000b\u0001c\ud800d';
  const row = {
    TimeGenerated: new Date(Date.now() - 60_000).toISOString(),
    OfficeWorkload: 'Exchange',
    Operation: 'New-InboxRule',
    RecordType: 'ExchangeAdmin',
    ResultStatus: 'True',
    UserId: `${nasty}@robust.example`,
    ClientIP: '45.155.205.7',
    Id: nasty,
    Odd: 'x\\u0000',
    [nasty]: nasty,
    Parameters: JSON.stringify([
      { Name: 'Name', Value: nasty },
      { Name: 'ForwardTo', Value: `${nasty}@evil.example` },
      { Name: 'DeleteMessage', Value: 'True' },
    ]),
  };
  const result = await sendRows('OfficeActivity', [row]);
  expect(result.accepted).toBe(1);
  expect((await pool().query('select 1 from alert')).rowCount).toBeGreaterThan(0);
  const kept = await pool().query<{ row: { _overflow: Record<string, string> } }>(
    'select row from alert_row',
  );
  expect(kept.rows[0]?.row._overflow.Odd).toBe('x\\u0000');
  const refused = await accept({
    ...request,
    body: once(`${JSON.stringify({ ...row, TimeGenerated: nasty })}\n`),
  });
  expect(refused.rejectedCount).toBe(1);
});

it('takes names of any length', async () => {
  const long = Array.from({ length: 2_000 }, (_, i) => (i * 7_919 * (i + 3)).toString(36)).join('');
  const result = await sendRows('UrlClickEvents', [
    {
      Timestamp: new Date().toISOString(),
      Url: `https://evil.example/${long}`,
      AccountUpn: `${long}@robust.example`,
      ActionType: 'ClickAllowed',
      ThreatTypes: 'Phish',
      IsClickedThrough: 1,
      NetworkMessageId: long,
      ReportId: long,
      Workload: 'Email',
    },
    {
      Timestamp: new Date().toISOString(),
      Url: `https://evil.example/${long}2`,
      AccountUpn: `${long}2@robust.example`,
    },
  ]);
  expect(result.accepted).toBe(2);
  const rows = await sendRows('SigninLogs', [signIn(long, { UserPrincipalName: `${long}@robust.example` })]);
  expect(rows.accepted).toBe(1);
});

it('refuses a row that nests without end, and takes the others', async () => {
  for (const depth of [300, 3_000, 100_000]) {
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const body = `${JSON.stringify(signIn(`d${depth}`)).replace('}', `,"DeviceDetail":${deep},"X":${deep}}`)}\n${JSON.stringify(signIn(`e${depth}`))}\n`;
    const result = await accept({ ...request, body: once(body) });
    expect(result.accepted + result.rejectedCount).toBe(2);
    expect(result.accepted).toBeGreaterThan(0);
  }
  await new TestEngine().drain();
});

it('takes times and numbers at the ends of their ranges, or refuses them', async () => {
  for (const TimeGenerated of [
    '-271820-01-01T00:00:00Z',
    '+275760-01-01T00:00:00Z',
    '0000-01-01',
    8.6e15,
    1e300,
  ]) {
    await sendRows('SigninLogs', [signIn(`t${TimeGenerated}`, { TimeGenerated })]);
  }
  const text = JSON.stringify(signIn('huge', { Big: 0 })).replace('"Big":0', '"Big":1e400000');
  await accept({ ...request, body: once(text) });
  await new TestEngine().drain();
});

describe('an import session', () => {
  it('takes no rows once it is closed, not even of a body that came before', async () => {
    const id = await openSession('default', { name: 'race' });
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(`${JSON.stringify(signIn('early'))}\n`);
      await closeSession('default', id);
      await new TestEngine().drain();
    }
    await expect(accept({ ...request, sessionId: id, body: slow() })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await pool().query('select 1 from inbox_batch where session_id = $1', [id])).rowCount).toBe(0);
  });
});

it('tells the state of a request whose rows were all refused', async () => {
  const result = await accept({ ...request, body: once('{"Id":1}\n{"Id":2}\n') });
  expect(await batchStatus('default', result.batchId)).toMatchObject({
    rows: 0,
    deadLettered: 2,
    state: 'sealed',
  });
  await expect(batchStatus('other', result.batchId)).rejects.toMatchObject({ code: 'notFound' });
});
