import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { FACETS, type FacetName } from '@/lib/domain/views/facet';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { compact, compactionJobs } from '../lake/compact';
import type { LakeContext } from '../lake/context';
import { sealGroup, waitingGroups } from '../lake/seal';
import { processedBatch } from '../lake/testing/fixtures';
import { openLake } from '../lake/testing/lake';
import { queryProcess } from './child';
import { facet, timeline } from './client';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
let lake: LakeContext;

const count = (name: FacetName, names: string[], change: { days?: number; budgetMs?: number } = {}) =>
  facet({ tenantId: 't1', facet: name, names, days: 7, limit: 50, budgetMs: 8_000, ...change });

const signIn = (time: number, more: object) => ({
  time,
  principal: 'alice@x.com',
  UserPrincipalName: 'Alice@x.com',
  ResultType: '0',
  AppDisplayName: 'Mail',
  AppId: 'A1',
  IPAddress: '203.0.113.9',
  ...more,
});

beforeAll(async () => {
  lake = await openLake(db.dataDir);
  // The process starts with the first question, which on a busy machine takes long.
  const first = { tenantId: 't1', facet: FACETS[0], names: ['x'], days: 1, limit: 1, budgetMs: 50 };
  await facet(first, { timeoutMs: 60_000 });
});
beforeEach(async () => {
  await pool().query('TRUNCATE inbox_batch, batch_receipt, lake_segment, lake_file, lake_pin');
});
afterAll(() => queryProcess.stop());

describe('a facet', () => {
  it('counts the same before sealing, after it, and after compaction', async () => {
    for (let n = 0; n < 4; n++) {
      await processedBatch(db.dataDir, {
        keep: n % 2 ? 'inline' : 'file',
        dropped: [0],
        rows: [
          signIn(NOON - n * DAY, { AppDisplayName: 'a duplicate' }),
          signIn(NOON - n * DAY + 1, {}),
          signIn(NOON - n * DAY + 2, { ResultType: '50126', RiskLevelDuringSignIn: 'high' }),
          { time: NOON - n * DAY + 3, principal: 'bob@x.com', ResultType: '0', AppDisplayName: 'Mail' },
        ],
      });
    }
    const waiting = await count('accountApps', ['Alice@x.com']);
    expect(waiting).toMatchObject({ total: 1, partial: false });
    expect(waiting.groups).toEqual([
      {
        type: 'cloudApplication',
        name: 'Mail',
        detail: null,
        count: 8,
        failed: 4,
        risky: 4,
        first: NOON - 3 * DAY + 1,
        last: NOON + 2,
        latitude: null,
        longitude: null,
      },
    ]);
    for (const group of await waitingGroups()) await sealGroup(lake, group);
    expect(await count('accountApps', ['Alice@x.com'])).toEqual(waiting);
    await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
    for (const job of await compactionJobs(100)) await compact(lake, job);
    expect(await count('accountApps', ['Alice@x.com'])).toEqual(waiting);
  });

  it('counts the days asked for, back from the newest event, and says how far a budget reached', async () => {
    for (let n = 0; n < 20; n++) await processedBatch(db.dataDir, { rows: [signIn(NOON - n * DAY, {})] });
    const week = await count('ipAccounts', ['203.0.113.9']);
    // To the millisecond: the event of exactly seven days before the newest one is the first that does not count.
    expect(week.groups).toMatchObject([{ type: 'account', name: 'alice@x.com', count: 7 }]);
    expect(week.from).toBe(week.to - 7 * DAY);
    const hurried = await count('ipAccounts', ['203.0.113.9'], { budgetMs: 50, days: 20 });
    if (hurried.partial) {
      expect(hurried.groups[0]?.count).toBeLessThan(20);
      expect(hurried.groups[0]?.first).toBeGreaterThanOrEqual(hurried.from);
    } else expect(hurried.groups[0]?.count).toBe(20);
  });

  it('never counts rows of another tenant, nor rows that only look like the name', async () => {
    await processedBatch(db.dataDir, { tenantId: 't2', rows: [signIn(NOON, {})] });
    await processedBatch(db.dataDir, { rows: [signIn(NOON, { IPAddress: '203.0.113.90' })] });
    expect((await count('ipAccounts', ['203.0.113.9'])).groups).toEqual([]);
    expect((await count('accountApps', ["x' OR 1=1 --"])).groups).toEqual([]);
  });

  it('takes the host of a web address by its parts', async () => {
    const click = (Url: string) => ({
      time: NOON,
      AccountUpn: 'Bob@x.com',
      Url,
      ActionType: 'ClickAllowed',
      Workload: 'Email',
    });
    await processedBatch(db.dataDir, {
      table: 'UrlClickEvents',
      rows: [
        click('https://evil.example/a?b'),
        click('https://LOGIN.evil.example:8443/'),
        click('https://notevil.example/'),
        click('https://good.example/?next=evil.example'),
      ],
    });
    const seen = await count('webVisitors', ['evil.example']);
    expect(seen.groups).toMatchObject([
      { type: 'account', name: 'bob@x.com', detail: 'click in Email', count: 2 },
    ]);
    const one = await count('webVisitors', ['https://good.example/?next=evil.example']);
    expect(one.groups).toMatchObject([{ count: 1 }]);
  });

  it.each(FACETS)(
    '%s: its statements run on an empty lake and on rows that have none of its columns',
    async (name) => {
      expect((await count(name, ['nobody'])).groups).toEqual([]);
      const tables = [
        'SigninLogs',
        'DeviceNetworkEvents',
        'DeviceLogonEvents',
        'EmailEvents',
        'OktaSystemLog',
      ];
      for (const table of tables)
        await processedBatch(db.dataDir, { table, rows: [{ time: NOON, principal: 'nobody' }] });
      await expect(count(name, ['nobody'])).resolves.toMatchObject({ partial: false });
    },
  );
});

describe('a timeline', () => {
  it('is narrowed to a text and to a place', async () => {
    const geo = (country: string, city: string) => ({ country, city });
    const text = [
      {
        _rowId: '$batch:0',
        _time: NOON,
        _principal: 'alice@x.com',
        _geo: geo('SE', 'Umeå'),
        AppDisplayName: 'Mail',
      },
      {
        _rowId: '$batch:1',
        _time: NOON + 1,
        _principal: 'alice@x.com',
        _geo: geo('SE', 'Malmö'),
        AppDisplayName: 'Maps',
      },
      {
        _rowId: '$batch:2',
        _time: NOON + 2,
        _principal: 'alice@x.com',
        _geo: geo('NO', 'Oslo'),
        AppDisplayName: 'Mail',
      },
    ]
      .map((row) =>
        JSON.stringify({
          _ingestedAt: NOON,
          _batch: '$batch',
          _origin: '',
          _schemaVersion: 1,
          _overflow: null,
          ...row,
        }),
      )
      .join('\n');
    await processedBatch(db.dataDir, { rows: [0, 1, 2].map((n) => ({ time: NOON + n })) }, text);
    const apps = async (change: object) => {
      const page = await timeline({
        tenantId: 't1',
        tables: ['SigninLogs'],
        principals: ['alice@x.com'],
        limit: 10,
        ...change,
      });
      return page.rows.map((row) => row.columns.AppDisplayName);
    };
    expect(await apps({})).toEqual(['Mail', 'Maps', 'Mail']);
    expect(await apps({ text: 'MAPS' })).toEqual(['Maps']);
    expect(await apps({ place: 'SE' })).toEqual(['Maps', 'Mail']);
    expect(await apps({ place: 'SE/Umeå' })).toEqual(['Mail']);
    expect(await apps({ place: "SE' OR '1'='1" })).toEqual([]);
  });

  it('finds a message, a hash and an application by their own columns, in either case', async () => {
    const id = 'AB12CD34-0000-4000-8000-000000000001';
    await processedBatch(db.dataDir, { table: 'EmailEvents', rows: [{ time: NOON, NetworkMessageId: id }] });
    await processedBatch(db.dataDir, { table: 'DeviceFileEvents', rows: [{ time: NOON, SHA256: 'aa11' }] });
    await processedBatch(db.dataDir, { rows: [{ time: NOON, AppId: 'App-1' }] });
    const find = async (thingKind: 'message' | 'hash' | 'app', things: string[]) => {
      const tables = ['EmailEvents' as const, 'DeviceFileEvents' as const, 'SigninLogs' as const];
      return (await timeline({ tenantId: 't1', tables, thingKind, things, limit: 10 })).rows.map(
        (row) => row.table,
      );
    };
    expect(await find('message', [id.toLowerCase()])).toEqual(['EmailEvents']);
    expect(await find('hash', ['AA11'])).toEqual(['DeviceFileEvents']);
    expect(await find('app', ['App-1'])).toEqual(['SigninLogs']);
    expect(await find('app', ['aa11'])).toEqual([]);
  });
});
