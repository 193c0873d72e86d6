import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { testDatabase } from '@/lib/server/testing/database';
import type { LakeContext } from '../lake/context';
import { sealGroup, waitingGroups } from '../lake/seal';
import { processedBatch } from '../lake/testing/fixtures';
import { openLake } from '../lake/testing/lake';
import { complete, diagnose, hover, huntingProcess, refusalsOf, runHunt } from './client';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
const NOW = '2026-03-11T00:00:00.000Z';
let lake: LakeContext;

const hunted = (
  text: string,
  more: { tenantId?: string; limit?: number; during?: { from: number; to: number } } = {},
) =>
  runHunt(
    {
      tenantId: more.tenantId ?? 't1',
      text,
      limit: more.limit ?? 100,
      during: more.during ?? null,
      now: NOW,
    },
    { timeoutMs: 30_000 },
  );

beforeAll(async () => {
  lake = await openLake(db.dataDir);
  for (let n = 0; n < 4; n++)
    await processedBatch(db.dataDir, {
      keep: n % 2 ? 'inline' : 'file',
      dropped: [0],
      rows: [
        { time: NOON - n * DAY, principal: 'alice@x.com', AppDisplayName: 'duplicate' },
        {
          time: NOON - n * DAY,
          principal: 'alice@x.com',
          AppDisplayName: `App ${n}`,
          UserPrincipalName: 'alice@x.com',
        },
        {
          time: NOON - n * DAY,
          principal: 'bob@x.com',
          AppDisplayName: 'Mail',
          UserPrincipalName: 'bob@x.com',
          _overflow: { Odd: 'x' },
        },
      ],
    });
  // Half of it is sealed, half still waits.
  const [first, second] = await waitingGroups();
  for (const group of [first, second]) if (group) await sealGroup(lake, group);
}, 60_000);
afterAll(() => huntingProcess.stop());

describe('a hunt', () => {
  it('sees every row once, sealed or waiting, and no other tenant’s', { timeout: 60_000 }, async () => {
    const all = await hunted('SigninLogs | summarize n = count(), apps = dcount(AppDisplayName)');
    expect(all.rows).toEqual([[8, 5]]);
    expect(all.columns).toEqual([
      { name: 'n', type: 'long' },
      { name: 'apps', type: 'long' },
    ]);
    expect((await hunted('SigninLogs | count', { tenantId: 't2' })).rows).toEqual([[0]]);
  });

  it('opens only what its own time can need, and says that it named one', async () => {
    const whole = await hunted('SigninLogs | where AppDisplayName == "Mail" | count');
    const day = await hunted(
      'SigninLogs | where TimeGenerated > ago(1d) | where AppDisplayName == "Mail" | count',
      {
        during: { from: 0, to: 1 },
      },
    );
    expect(whole.rows).toEqual([[4]]);
    expect(day.rows).toEqual([[1]]);
    expect(day.ownTime).toBe(true);
    expect(day.statistics.rows).toBeLessThan(whole.statistics.rows);
  });

  it('keeps to the chosen range where the query names no time', async () => {
    const chosen = await hunted('SigninLogs | count', { during: { from: NOON - DAY, to: NOON } });
    expect(chosen).toMatchObject({ rows: [[4]], ownTime: false });
  });

  it('cuts at its limit and says so', async () => {
    expect(await hunted('SigninLogs', { limit: 3 })).toMatchObject({ truncated: true });
    expect((await hunted('SigninLogs', { limit: 3 })).rows).toHaveLength(3);
    expect(await hunted('SigninLogs', { limit: 8 })).toMatchObject({ truncated: false });
  });

  it('knows every table, and columns that a source sent without being asked', async () => {
    expect((await hunted('ExposureGraphNodes | count')).rows).toEqual([[0]]);
    expect(
      (
        await hunted(
          'SigninLogs | where isnotempty(_Overflow.Odd) | summarize take_any(tostring(_Overflow.Odd))',
        )
      ).rows,
    ).toEqual([['x']]);
  });

  it('refuses in the words of the language, with the place', async () => {
    const error = await hunted('SigninLogs | where Nothing == 1').catch((thrown: unknown) => thrown);
    expect(refusalsOf(error)).toMatchObject([{ code: 'KS142', span: { start: 19, end: 26 } }]);
  });

  it('ends when it is canceled and when its time is over; the next one runs', {
    timeout: 60_000,
  }, async () => {
    const endless = 'range a from 1 to 1000000000000000 step 1 | where a % 7 == 8 | count';
    const controller = new AbortController();
    const canceled = runHunt(
      { tenantId: 't1', text: endless, limit: 10, during: null, now: NOW },
      { timeoutMs: 30_000, signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 300);
    await expect(canceled).rejects.toMatchObject({ failure: 'canceled' });
    const late = runHunt(
      { tenantId: 't1', text: endless, limit: 10, during: null, now: NOW },
      { timeoutMs: 400 },
    );
    await expect(late).rejects.toMatchObject({ failure: 'timeout' });
    expect((await hunted('print 1')).rows).toEqual([[1]]);
  });
});

describe('the language service', () => {
  it('completes, explains and diagnoses', async () => {
    const text = 'SigninLogs | where UserPrin';
    const { items, from } = await complete('t1', text, text.length);
    expect(text.slice(from)).toBe('UserPrin');
    expect(items.map(({ label }) => label)).toContain('UserPrincipalName');
    expect(await hover('t1', 'SigninLogs | count', 3)).toContain('SigninLogs');
    expect(await diagnose('t1', 'SigninLogs | wher x')).toContainEqual({
      code: 'KS176',
      severity: 'error',
      message: 'Query operator expected.',
      span: { start: 13, end: 17 },
    });
  });
});
