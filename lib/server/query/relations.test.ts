import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { LAKE_KINDS, type LakeKind } from '@/lib/domain/investigation';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import type { LakeContext } from '../lake/context';
import { sealGroup, waitingGroups } from '../lake/seal';
import { processedBatch } from '../lake/testing/fixtures';
import { openLake } from '../lake/testing/lake';
import { queryProcess } from './child';
import { relations, tieRows } from './client';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
const WINDOW = { since: NOON - 3 * DAY, until: NOON + DAY };
let lake: LakeContext;

const ask = (kinds: LakeKind[], names: string[], limit = 10) =>
  relations({ tenantId: 't1', kinds, names, ...WINDOW, limit, budgetMs: 10_000 });

beforeAll(async () => {
  lake = await openLake(db.dataDir);
});
beforeEach(async () => {
  await pool().query('TRUNCATE inbox_batch, batch_receipt, lake_segment, lake_file, lake_pin');
});
afterAll(() => queryProcess.stop());

it('answers every question on an empty lake and on one with rows of its tables', async () => {
  expect((await ask([...LAKE_KINDS], ['x'])).map(({ total }) => total)).toEqual(LAKE_KINDS.map(() => 0));
  const tables = [
    'SigninLogs',
    'DeviceLogonEvents',
    'EmailEvents',
    'UrlClickEvents',
    'OfficeActivity',
    'DeviceNetworkEvents',
  ] as const;
  for (const table of tables)
    await processedBatch(db.dataDir, { table, rows: [{ time: NOON, principal: 'x' }] });
  expect((await ask([...LAKE_KINDS], ['x'])).every(({ total }) => total === 0)).toBe(true);
});

it('tells distinct things by how often, the same before and after sealing; counts agree', async () => {
  const signIn = (ip: string, time: number, principal = 'ann@x.com') => ({
    time,
    principal,
    UserPrincipalName: principal,
    IPAddress: ip,
    AppDisplayName: 'Mail',
    DeviceDetail: { displayName: 'PC-1' },
  });
  await processedBatch(db.dataDir, {
    rows: [
      signIn('203.0.113.1', NOON),
      signIn('203.0.113.1', NOON - DAY),
      signIn('203.0.113.2', NOON),
      signIn('203.0.113.3', NOON, 'bob@x.com'),
      signIn('203.0.113.4', NOON - 9 * DAY),
      signIn('', NOON),
    ],
  });
  const kinds: LakeKind[] = ['signInAddresses', 'signInApps', 'signInDevices'];
  const check = async () => {
    const [addresses, apps, devices] = await ask(kinds, ['ann@x.com', 's-1-5-21-1']);
    expect(addresses).toMatchObject({ total: 2, isCapped: false });
    expect(addresses?.values).toEqual([
      { value: '203.0.113.1', label: '203.0.113.1', count: 2, first: NOON - DAY, last: NOON },
      { value: '203.0.113.2', label: '203.0.113.2', count: 1, first: NOON, last: NOON },
    ]);
    expect(apps?.values).toMatchObject([{ value: 'mail', count: 4 }]);
    expect(devices?.values).toMatchObject([{ value: 'pc-1', count: 4 }]);
    const counted = await ask(kinds, ['ann@x.com'], 0);
    expect(counted.map(({ total, values }) => [total, values])).toEqual([
      [2, []],
      [1, []],
      [1, []],
    ]);
    const [most] = await ask(['signInAddresses'], ['ann@x.com'], 1);
    expect(most).toMatchObject({ total: 2, values: [{ value: '203.0.113.1' }] });
    const [accounts] = await ask(['signInAccounts'], ['203.0.113.3']);
    expect(accounts?.values.map(({ value }) => value)).toEqual(['bob@x.com']);
  };
  await check();
  for (const group of await waitingGroups()) await sealGroup(lake, group);
  await check();
});

it('gives the rows behind a tie, of the own tenant alone', async () => {
  const mail = (subject: string, recipient: string) => ({
    time: NOON,
    principal: recipient,
    RecipientEmailAddress: recipient,
    SenderFromAddress: 'Boss@x.com',
    Subject: subject,
    NetworkMessageId: subject,
  });
  await processedBatch(db.dataDir, {
    table: 'EmailEvents',
    rows: [mail('one', 'ann@x.com'), mail('two', 'bob@x.com')],
  });
  await processedBatch(db.dataDir, {
    tenantId: 't2',
    table: 'EmailEvents',
    rows: [mail('three', 'ann@x.com')],
  });
  const [from, mails] = await ask(['mailFrom', 'mails'], ['ann@x.com']);
  expect(from?.values).toMatchObject([{ value: 'boss@x.com', count: 1 }]);
  expect(mails?.values).toMatchObject([{ value: 'one', label: 'one' }]);
  const rows = await tieRows({
    tenantId: 't1',
    kind: 'mailFrom',
    names: ['ann@x.com'],
    values: ['boss@x.com'],
    ...WINDOW,
    limit: 5,
  });
  expect(rows.map(({ columns }) => columns.Subject)).toEqual(['one']);
});

it('tells what it could not count in its time, instead of a number', async () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => ({
    time: NOON + n,
    principal: 'ann@x.com',
    IPAddress: '203.0.113.9',
    UserAgent: 'x'.repeat(3_000),
  }));
  for (let n = 0; n < 4; n++) await processedBatch(db.dataDir, { rows });
  const answers = await relations({
    tenantId: 't1',
    kinds: ['signInAddresses', 'signInApps'],
    names: ['ann@x.com'],
    ...WINDOW,
    limit: 0,
    budgetMs: 1,
  });
  // The first is stopped, or was done before it could be: then its number is right. For the second no time is left.
  expect([null, 1]).toContain(answers[0]?.total);
  expect(answers[1]?.total).toBe(null);
});
