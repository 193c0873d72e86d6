import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kustoInput } from '@/lib/domain/inputs/hunting';
import type { Actor } from '@/lib/domain/permissions';
import { testDatabase } from '@/lib/server/testing/database';
import { changeEnv } from '../env';
import { processedBatch } from '../lake/testing/fixtures';
import { huntingProcess } from './client';
import { kustoResponse } from './kusto';
import { huntOf } from './kusto-query';
import { answerHunt, huntInLake } from './queries';

/** A portal that hunts on another one: the other's Kusto endpoint, over a lake with rows of its own. */

const db = testDatabase();
const actor = (tenantId: string): Actor => ({
  kind: 'token',
  id: 'hunter',
  tenantId,
  name: 'Hunter',
  permissions: new Set(['hunting:read']),
  roles: [],
  scopes: ['read'],
});
const NOON = Date.UTC(2026, 2, 10, 12);
const HUNT = { limit: 2, during: null };
const asked: { readonly authorization: string | undefined; readonly body: unknown }[] = [];
let answer: ((response: http.ServerResponse) => void) | null = null;
let server: http.Server;

beforeAll(async () => {
  await processedBatch(db.dataDir, {
    rows: [1, 2, 3].map((n) => ({ time: NOON + n, principal: 'ada@x.com', AppDisplayName: `App ${n}` })),
  });
  server = http.createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = kustoInput.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    asked.push({ authorization: request.headers.authorization, body });
    if (answer) return answer(response);
    const told = kustoResponse(await huntInLake(actor('t1'), huntOf(body), AbortSignal.timeout(60_000)), 2);
    response.writeHead(told.status, { 'content-type': 'application/json' });
    response.end(await told.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  changeEnv({
    HUNTING_KUSTO_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    HUNTING_KUSTO_DATABASE: 'elsewhere',
    HUNTING_KUSTO_TOKEN: 'secret',
    HUNTS_PER_MINUTE: '8',
  });
}, 60_000);
beforeEach(() => {
  asked.length = 0;
  answer = null;
});
afterAll(async () => {
  changeEnv({
    HUNTING_KUSTO_URL: undefined,
    HUNTING_KUSTO_DATABASE: undefined,
    HUNTING_KUSTO_TOKEN: undefined,
    HUNTS_PER_MINUTE: undefined,
  });
  await huntingProcess.stop();
  server.close();
});

const ask = (text: string, id = 'hunter') =>
  answerHunt({ ...actor('t2'), id }, { ...HUNT, text }, AbortSignal.timeout(60_000));

describe('a portal whose telemetry lives in a Kusto cluster', () => {
  it('sends the query unchanged and gives the cluster’s rows, cut where they are too many', async () => {
    const text =
      'SigninLogs // all\n| sort by TimeGenerated asc | project AppDisplayName, TimeGenerated | render table';
    const { result } = (await ask(text)) as Extract<Awaited<ReturnType<typeof ask>>, { result: unknown }>;
    expect(asked[0]).toMatchObject({
      authorization: 'Bearer secret',
      body: { db: 'elsewhere', csl: text, properties: { Options: { truncationmaxrecords: 3 } } },
    });
    expect(result.columns).toEqual([
      { name: 'AppDisplayName', type: 'string' },
      { name: 'TimeGenerated', type: 'datetime' },
    ]);
    expect(result.rows.map(([app]) => app)).toEqual(['App 1', 'App 2']);
    expect(result).toMatchObject({ truncated: true, render: { chart: 'table' } });
    expect(result.backend).toContain('127.0.0.1');
  }, 60_000);

  it('keeps a query without times of its own to the chosen ones, and does not read an answer without end', async () => {
    const during = { from: NOON + 2, to: NOON + 9 };
    const within = (text: string) =>
      answerHunt(actor('t2'), { text, limit: 10, during }, AbortSignal.timeout(60_000));
    expect(await within('SigninLogs | project AppDisplayName')).toMatchObject({
      result: { rows: [['App 2'], ['App 3']], ownTime: false },
    });
    expect(await within('SigninLogs | where TimeGenerated > datetime(2026-01-01) | count')).toMatchObject({
      result: { rows: [[3]], ownTime: true },
    });
    answer = (response) => {
      const more = (): void => void response.write(Buffer.alloc(4 * 1024 * 1024, 32), more);
      more();
    };
    await expect(ask('T', 'other')).rejects.toMatchObject({ code: 'tooLarge' });
  }, 60_000);

  it('tells what the cluster has against a query in its own words', async () => {
    const refused = await ask('SigninLogs | where Nonsense == 1');
    expect(refused).toMatchObject({
      refused: [{ code: 'BadRequest_SemanticError', message: expect.stringContaining('Nonsense') }],
    });
  }, 60_000);

  it.each([
    [401, {}, 'unavailable'],
    [302, { location: 'http://127.0.0.1:1/' }, 'unavailable'],
    [429, { 'retry-after': '7' }, 'tooManyRequests'],
  ])('fails clearly on %i', async (status, headers, code) => {
    answer = (response) => void response.writeHead(status, headers).end('inner words');
    await expect(ask('print 1')).rejects.toMatchObject({
      code,
      ...(status === 429 ? { retryAfter: 7 } : {}),
    });
  });

  it('does not take what broke off for an answer', async () => {
    const table = {
      FrameType: 'DataTable',
      TableKind: 'PrimaryResult',
      TableName: 'PrimaryResult',
      Columns: [{ ColumnName: 'a', ColumnType: 'newtype' }],
      Rows: [[{ b: 1 }], { OneApiErrors: [{}] }],
    };
    answer = (response) => void response.end(JSON.stringify([{ FrameType: 'DataSetHeader' }, table]));
    await expect(ask('T')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a token', () => {
  it('may begin so many hunts a minute, and is told when it may again', async () => {
    answer = (response) => void response.writeHead(400).end('{}');
    for (let n = 0; n < 8; n++) await ask('print 1', 'busy');
    await expect(ask('print 1', 'busy')).rejects.toMatchObject({
      code: 'tooManyRequests',
      retryAfter: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
    });
    await expect(ask('print 1', 'idle')).resolves.toHaveProperty('refused');
  });
});
