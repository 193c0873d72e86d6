import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import { pool } from '@/lib/server/pg';
import { testDatabase } from '@/lib/server/testing/database';
import { compact, compactionJobs } from '../lake/compact';
import type { LakeContext } from '../lake/context';
import { openDuck } from '../lake/duck';
import { collectGarbage } from '../lake/gc';
import { sealGroup, waitingGroups } from '../lake/seal';
import { processedBatch } from '../lake/testing/fixtures';
import { openLake } from '../lake/testing/lake';
import { queryProcess } from './child';
import { rowsByIds, sampleRows, tableCounts, timeline } from './client';

const db = testDatabase();
const NOON = Date.UTC(2026, 2, 10, 12);
const HOUR = 3_600_000;
let lake: LakeContext;

async function sealAll(): Promise<void> {
  for (const group of await waitingGroups()) await sealGroup(lake, group);
}

async function compactAll(): Promise<void> {
  await pool().query(`UPDATE lake_segment SET created_at = created_at - interval '1 hour'`);
  for (const job of await compactionJobs(100)) await compact(lake, job);
  await collectGarbage(lake);
}

const ofAlice = (limit: number, before?: { time: number; rowId: string }) =>
  timeline({
    tenantId: 't1',
    tables: ['SigninLogs', 'DeviceProcessEvents'],
    principals: ['Alice@x.com', 'S-1-5-21-1'],
    limit,
    before,
  });

beforeAll(async () => {
  lake = await openLake(db.dataDir);
});
beforeEach(async () => {
  await pool().query('TRUNCATE inbox_batch, batch_receipt, lake_segment, lake_file, lake_pin');
});
afterAll(() => queryProcess.stop());

describe('a timeline', () => {
  it('shows the same rows, each once, before sealing, after it, and after compaction', async () => {
    for (let n = 0; n < 6; n++) {
      await processedBatch(db.dataDir, {
        keep: n % 2 ? 'inline' : 'file',
        dropped: [0],
        rows: [
          { time: NOON - n * DAY, principal: 'alice@x.com', UserAgent: 'duplicate' },
          { time: NOON - n * DAY + 1, principal: 'alice@x.com', AppDisplayName: `App ${n}` },
          { time: NOON - n * DAY + 2, principal: 'bob@x.com' },
        ],
      });
    }
    await processedBatch(db.dataDir, {
      table: 'DeviceProcessEvents',
      rows: [
        { time: NOON - DAY + HOUR, principal: 'pc1', AccountSid: 's-1-5-21-1', FileName: 'cmd.exe' },
        { time: NOON, principal: 'pc1', AccountSid: 'S-1-5-21-2' },
      ],
    });
    // Rows of an import whose events are not all told yet can be read like any other.
    await pool().query(
      "UPDATE inbox_batch SET state = 'normalized' WHERE table_name = 'DeviceProcessEvents'",
    );
    const waiting = await ofAlice(100);
    await pool().query("UPDATE inbox_batch SET state = 'processed'");
    expect(waiting.rows.map((row) => row.columns.AppDisplayName ?? row.columns.FileName)).toEqual([
      'App 0',
      'cmd.exe',
      'App 1',
      'App 2',
      'App 3',
      'App 4',
      'App 5',
    ]);
    expect(waiting).toMatchObject({ next: null, partial: false });

    await sealGroup(lake, { tenantId: 't1', table: 'DeviceProcessEvents', origin: '' });
    expect(await ofAlice(100)).toEqual(waiting);
    await sealAll();
    expect(await ofAlice(100)).toEqual(waiting);
    await compactAll();
    expect(await ofAlice(100)).toEqual(waiting);
    expect((await pool().query('SELECT 1 FROM lake_pin')).rowCount).toBe(0);
  });

  it('pages without a gap or a repeat, also among rows of one moment', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => ({
      time: NOON - Math.floor(n / 4) * DAY,
      principal: 'alice@x.com',
    }));
    await processedBatch(db.dataDir, { rows: rows.slice(0, 13) });
    await sealAll();
    await processedBatch(db.dataDir, { rows: rows.slice(13) });
    const seen: string[] = [];
    let before: { time: number; rowId: string } | undefined;
    for (let page = await ofAlice(4); ; page = await ofAlice(4, before)) {
      seen.push(...page.rows.map((row) => row.rowId));
      if (!page.next) break;
      before = page.next;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('finds a device by any of its names and an address in any column', async () => {
    await processedBatch(db.dataDir, {
      table: 'DeviceProcessEvents',
      rows: [{ time: NOON, principal: 'pc1.x.com', FileName: 'a.exe' }],
    });
    await processedBatch(db.dataDir, {
      table: 'SigninLogs',
      rows: [{ time: NOON + 1, principal: 'alice@x.com', IPAddress: '203.0.113.9' }],
    });
    const tables = ['SigninLogs' as const, 'DeviceProcessEvents' as const];
    const device = await timeline({ tenantId: 't1', tables, hosts: ['PC1', 'PC1.x.com'], limit: 10 });
    expect(device.rows.map((row) => row.table)).toEqual(['DeviceProcessEvents']);
    const address = await timeline({ tenantId: 't1', tables, addresses: ['203.0.113.9'], limit: 10 });
    expect(address.rows.map((row) => row.table)).toEqual(['SigninLogs']);
  });

  it('never shows the rows of another tenant', async () => {
    await processedBatch(db.dataDir, { tenantId: 't2', rows: [{ time: NOON, principal: 'alice@x.com' }] });
    expect((await ofAlice(10)).rows).toEqual([]);
    await sealAll();
    expect((await ofAlice(10)).rows).toEqual([]);
  });
});

describe('other requests', () => {
  it('give whole rows by id, typed, with what did not fit', async () => {
    const id = await processedBatch(db.dataDir, {
      rows: [
        {
          time: NOON,
          principal: 'a@x.com',
          DurationMs: 'soon',
          Status: { errorCode: 5 },
          TimeGenerated: '2026-03-10T12:00:00Z',
          overflow: { New: 1 },
        },
      ],
    });
    const read = () =>
      rowsByIds({
        tenantId: 't1',
        table: 'SigninLogs',
        rowIds: [`${id}:0`, 'other:0'],
        from: NOON,
        to: NOON,
      });
    const expected = [
      {
        table: 'SigninLogs',
        rowId: `${id}:0`,
        time: NOON,
        principal: 'a@x.com',
        geo: null,
        overflow: { New: 1, DurationMs: 'soon' },
        columns: expect.objectContaining({ Status: { errorCode: 5 }, TimeGenerated: '2026-03-10T12:00:00Z' }),
      },
    ];
    expect(await read()).toEqual(expected);
    await sealAll();
    expect(await read()).toEqual(expected);
  });

  it('count and sample what is sealed and what waits', async () => {
    await processedBatch(db.dataDir, { rows: [{ time: NOON }, { time: NOON + 1 }] });
    await sealAll();
    await processedBatch(db.dataDir, { rows: [{ time: NOON + 2 }, { time: NOON + 3 }], dropped: [0] });
    expect(await tableCounts('t1')).toMatchObject([
      { table: 'SigninLogs', rows: 3, waiting: 1, minTime: NOON, maxTime: NOON + 3 },
    ]);
    const sample = await sampleRows({ tenantId: 't1', table: 'SigninLogs', limit: 2 });
    expect(sample.map((row) => row.time)).toEqual([NOON + 3, NOON + 1]);
  });

  it('refuse unknown tables, foreign paths and nonsense', async () => {
    await expect(sampleRows({ tenantId: 't1', table: 'pg_class' as never, limit: 1 })).rejects.toMatchObject({
      code: 'badRequest',
    });
    await expect(sampleRows({ tenantId: '../t2', table: 'SigninLogs', limit: 1 })).rejects.toMatchObject({
      code: 'badRequest',
    });
    await expect(ofAlice(0)).rejects.toMatchObject({ code: 'badRequest' });
  });
});

describe('the process', () => {
  it('starts again after it was killed, and tells those who waited', async () => {
    await processedBatch(db.dataDir, { rows: [{ time: NOON, principal: 'alice@x.com' }] });
    expect((await ofAlice(5)).rows).toHaveLength(1);
    const pid = queryProcess.pid ?? 0;
    const interrupted = ofAlice(5);
    process.kill(pid, 'SIGKILL');
    await expect(interrupted).rejects.toMatchObject({ code: 'unavailable' });
    expect((await ofAlice(5)).rows).toHaveLength(1);
    expect(queryProcess.pid).not.toBe(pid);
  });

  it('answers several at once, stops at its timeout and when it is told to', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      time: NOON + n,
      principal: 'alice@x.com',
      UserAgent: 'x'.repeat(3000),
    }));
    for (let n = 0; n < 6; n++) await processedBatch(db.dataDir, { rows });
    const pages = await Promise.all(Array.from({ length: 8 }, () => ofAlice(3)));
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    const slow = { tenantId: 't1', tables: ['SigninLogs' as const], addresses: ['203.0.113.9'], limit: 5 };
    await expect(timeline(slow, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'timeout' });
    const abort = new AbortController();
    const canceled = timeline(slow, { signal: abort.signal });
    abort.abort();
    await expect(canceled).rejects.toThrow(/canceled/);
    expect((await ofAlice(3)).rows).toHaveLength(3);
  });

  it('can read the lake and nothing else, and writes nothing outside it', async () => {
    const folder = path.join(db.dataDir, 'lake');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(db.dataDir, 'secret.csv'), 'a,b\n1,2\n');
    const duck = await (await openDuck({ memoryMb: 100, threads: 1, readOnly: [folder] })).connect();
    for (const forbidden of [
      `SELECT * FROM read_csv('${db.dataDir}/secret.csv')`,
      `SELECT * FROM read_csv('${folder}/../secret.csv')`,
      `SELECT * FROM read_text('/etc/passwd')`,
      `COPY (SELECT 1) TO '${db.dataDir}/out.csv'`,
      `ATTACH '${db.dataDir}/x.db'`,
      'INSTALL httpfs',
      'SET enable_external_access = true',
      `SET memory_limit = '10GB'`,
    ]) {
      await expect(duck.run(forbidden), forbidden).rejects.toThrow(/disabled|locked|Permission/i);
    }
    duck.closeSync();
  });
});
